package dev.parley.presence.internal;

import dev.parley.api.collaboration.Visibility;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.store.FileLayer;
import dev.parley.wire.file.HomeFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import org.osgi.annotation.bundle.Capability;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the settings off-thread and registers them, for this bundle, once they are there: nobody sees an answer not yet read. */
@Capability(namespace = "osgi.service", attribute = "objectClass:List<String>=dev.parley.presence.internal.Settings")
@Component(
        service = {},
        immediate = true,
        configurationPid = "dev.parley.presence")
@Designate(ocd = SettingsComponent.Config.class)
public final class SettingsComponent {
    private static final Logger LOG = LoggerFactory.getLogger(SettingsComponent.class);

    private final ScheduledExecutorService executor;
    private ServiceRegistration<Settings> registration; // of the executor
    private boolean stopped; // of the executor

    /** The configuration. */
    @ObjectClassDefinition(name = "Parley: presence")
    public @interface Config {
        /** The home folder. */
        @AttributeDefinition(
                name = "Home",
                description = "The folder of the person's data; empty for the platform's usual one")
        String home() default "";

        /** Who may see me. */
        @AttributeDefinition(
                name = "Visibility",
                description = "Who may see me on the subnet; empty for the answer that the person gave",
                options = {
                    @Option(label = "as answered", value = ""),
                    @Option(label = "everyone", value = "everyone"),
                    @Option(label = "contacts", value = "contacts"),
                    @Option(label = "nobody", value = "nobody")
                })
        String visibility() default "";

        /** Grace. */
        @AttributeDefinition(
                name = "Grace",
                description =
                        "How long the link to somebody watched may be away, in milliseconds, before that is an event;"
                                + " at most 60000")
        long graceMs() default 20_000;
    }

    private static final long LONGEST_GRACE_MS = 60_000;

    /** Begins to read. */
    @Activate
    public SettingsComponent(
            BundleContext context, Config config, @Reference Execution execution, @Reference FileLayer files) {
        executor = execution.serial("presence-settings");
        Path home = HomeFolder.of(config.home());
        Optional<Visibility> override =
                Settings.visibility(config.visibility(), "The configuration dev.parley.presence");
        Duration grace = Duration.ofMillis(Math.max(0, Math.min(LONGEST_GRACE_MS, config.graceMs())));
        executor.execute(() -> {
            Settings.Defaults defaults = new Settings.Defaults(override, HostName.current(), grace);
            Settings settings = Settings.load(files, home, executor, defaults);
            if (!stopped) {
                register(context, settings);
            }
        });
    }

    private void register(BundleContext context, Settings settings) {
        try {
            registration = context.registerService(Settings.class, settings, null);
        } catch (IllegalStateException stopping) {
            LOG.debug("the bundle stopped while the settings were read", stopping);
        }
    }

    /** What was to be written is written still. */
    @Deactivate
    void stop() {
        executor.execute(() -> {
            stopped = true;
            if (registration != null) {
                unregister();
            }
        });
        executor.shutdown();
    }

    private void unregister() {
        try {
            registration.unregister();
        } catch (IllegalStateException gone) {
            LOG.trace("unregistered with its bundle", gone);
        }
    }
}
