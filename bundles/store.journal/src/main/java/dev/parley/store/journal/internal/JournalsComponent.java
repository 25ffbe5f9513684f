package dev.parley.store.journal.internal;

import dev.parley.api.session.SessionId;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.LogFiles;
import dev.parley.spi.store.Retention;
import dev.parley.wire.file.HomeFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The journals of the home. Opens nothing by itself. */
@Component(service = Journals.class, configurationPid = "dev.parley.store.journal")
@Designate(ocd = JournalsComponent.Config.class)
public final class JournalsComponent implements Journals {
    /** The folder's name in the home. */
    static final String FOLDER = "journals";

    private static final Logger LOG = LoggerFactory.getLogger(JournalsComponent.class);
    private static final long CLOSING_S = 10;
    private static final int MIB_BITS = 20;

    private final ScheduledExecutorService serial;
    private final JournalFolders folders;

    /** The configuration. */
    @ObjectClassDefinition(name = "Parley: journals of sessions")
    public @interface Config {
        /** The home folder. */
        @AttributeDefinition(
                name = "Home",
                description = "The folder of the person's data; empty for the platform's usual one")
        String home() default "";

        /** In days. */
        @AttributeDefinition(
                name = "Retention (days)",
                description = "How long a session's messages are kept on this machine, in days",
                min = "1")
        int retentionDays() default 30;

        /** In mebibytes. */
        @AttributeDefinition(
                name = "Retention (MiB)",
                description =
                        "How much of a session's messages is kept on this machine, in mebibytes (1,048,576 bytes)",
                min = "1")
        int retentionMiB() default 256;
    }

    /** Makes nothing yet. */
    @Activate
    public JournalsComponent(
            Config config, @Reference Execution execution, @Reference FileLayer files, @Reference LogFiles logs) {
        Retention retention =
                new Retention(Duration.ofDays(config.retentionDays()), (long) config.retentionMiB() << MIB_BITS);
        Path home = HomeFolder.of(config.home());
        serial = execution.serial("journals");
        folders = new JournalFolders(
                serial, Disk.of(files, logs, execution.clock(), execution.random(), retention), home.resolve(FOLDER));
    }

    /** Waits until what was asked for is written and the files are closed: whoever opens them next must not meet us in them. */
    @Deactivate
    void stop() throws InterruptedException {
        try {
            serial.execute(folders::stop);
        } catch (RejectedExecutionException threadsAreGone) {
            folders.stop();
        }
        serial.shutdown();
        if (!serial.awaitTermination(CLOSING_S, TimeUnit.SECONDS)) {
            LOG.warn("the journals were not closed within {} s", CLOSING_S);
        }
    }

    @Override
    public CompletionStage<Set<SessionId>> all() {
        return folders.all();
    }

    @Override
    public CompletionStage<Journal> open(SessionId session) {
        return folders.open(session);
    }

    @Override
    public CompletionStage<Void> delete(SessionId session) {
        return folders.delete(session);
    }
}
