package dev.parley.store.sqlite.internal;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.peer.ParleyException;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.RecordStore;
import dev.parley.wire.file.HomeFolder;
import dev.parley.wire.service.LateServices;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the database aside, then registers it. When it cannot be opened there is the exception as a service instead, with the sentence
 * that says why. It waits for the keys: who is nobody needs no database, and of two things that are wrong the person is told one first.
 */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.spi.store.RecordStore")
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.api.diagnostics.Doctor")
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.parley.store.sqlite",
        reference = @Reference(name = "identity", service = Identity.class))
@Designate(ocd = StoreComponent.Config.class)
public final class StoreComponent {
    /** The file's name in the home. */
    static final String FILE = "parley.db";

    private static final Logger LOG = LoggerFactory.getLogger(StoreComponent.class);
    private static final long CLOSING_S = 10;

    private final LateServices services;
    private final ScheduledExecutorService serial;
    private final StoreDoctor doctor;
    private SqliteRecords records; // of the serial executor

    /** The configuration. */
    @ObjectClassDefinition(name = "Parley: database")
    public @interface Config {
        /** The home folder. */
        @AttributeDefinition(
                name = "Home",
                description = "The folder of the person's data; empty for the platform's usual one")
        String home() default "";
    }

    /** Begins to open it. */
    @Activate
    public StoreComponent(
            BundleContext context, Config config, @Reference Execution execution, @Reference FileLayer files) {
        this(context, HomeFolder.of(config.home()), execution, files);
    }

    StoreComponent(BundleContext context, Path home, Execution execution, FileLayer files) {
        this.services = new LateServices(context);
        this.serial = execution.serial("store");
        this.doctor = new StoreDoctor(serial, home.resolve(FILE));
        serial.execute(() -> open(home, execution, files));
    }

    private void open(Path home, Execution execution, FileLayer files) {
        Path file = home.resolve(FILE);
        services.register(Doctor.class, doctor);
        try {
            NativeFolder.prepare(home, System.getProperties());
            records = new SqliteRecords(serial, Database.open(files, file, Migration.ALL, execution.clock()));
            doctor.opened(records);
            services.register(RecordStore.class, records);
        } catch (ParleyException e) {
            fail(e.getMessage(), e);
        } catch (IOException | RuntimeException | LinkageError e) {
            fail("The database " + file + " cannot be opened: " + e + ". The log says more.", e);
        }
    }

    private void fail(String sentence, Throwable why) {
        doctor.failed(sentence);
        services.fail(sentence, why);
    }

    /** Waits until what was asked for is written and the file is closed: whoever opens it next must not meet us in it. */
    @Deactivate
    void stop() throws InterruptedException {
        services.end();
        try {
            serial.execute(this::close);
        } catch (RejectedExecutionException threadsAreGone) {
            close();
        }
        serial.shutdown();
        if (!serial.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
            LOG.warn("the database was not closed within {} s", CLOSING_S);
        }
    }

    private void close() {
        if (records != null) {
            records.close();
        }
    }
}
