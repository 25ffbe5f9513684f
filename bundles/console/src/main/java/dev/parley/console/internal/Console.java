package dev.parley.console.internal;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.Function;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts the console together: commands, the control socket, the event stream, and a prompt or a file of commands. Starts with the
 * bundle ({@code immediate}), since nobody asks for it.
 */
@Component(service = Console.class, immediate = true, configurationPid = "dev.parley.console")
@Designate(ocd = Console.Config.class)
public final class Console {
    private static final Logger LOG = LoggerFactory.getLogger(Console.class);

    /** Where the launcher reads the status to end with. */
    private static final String EXIT_STATUS = "parley.exit.status";

    /** What can be configured. */
    @ObjectClassDefinition(name = "Parley console")
    @interface Config {
        @AttributeDefinition(
                name = "Home",
                description = "The person's folder; the control socket lies there. Empty: none")
        String home() default "";

        @AttributeDefinition(name = "Interactive", description = "Whether to show a prompt on the terminal")
        boolean interactive() default false;

        @AttributeDefinition(name = "Commands", description = "A file of commands, or - for standard input")
        String commands() default "";

        @AttributeDefinition(name = "Exit", description = "Whether to end after the file of commands")
        boolean exit() default false;

        @AttributeDefinition(name = "Events", description = "json: each event as a JSON line on standard output")
        String events() default "";

        @AttributeDefinition(name = "Sign in", description = "The scope to sign in at start")
        String signIn() default "NEAR_ME";
    }

    static final Duration START = Duration.ofSeconds(60);

    private final BundleContext context;
    private final Config config;
    private final Display display;
    private final Lease lease = new Lease();
    private final Map<String, Command> commands = new ConcurrentSkipListMap<>();
    private final CommandLine line;
    private final Completion completion;
    private final CompletableFuture<Void> signedIn =
            new CompletableFuture<>(); // the service itself may be another by then
    private final Services services;
    private final AudienceQuestion question = new AudienceQuestion();
    private final Thread worker;
    private ControlSocket control; // guarded by this, with the next
    private boolean stopped;

    /** Registers the commands and starts the console's own thread. */
    @Activate
    public Console(
            BundleContext context,
            Config config,
            @Reference CommandProcessor gogo,
            @Reference Services services,
            @Reference Display display,
            @Reference TextViews views,
            @Reference Feed feed) {
        this.context = context;
        this.services = services;
        this.config = config;
        this.display = display;
        Stream.of(
                        new PeopleCommands(services, lease).all(),
                        new ContactCommands(services).all(),
                        new WatchCommands(services).all(),
                        new StatusCommands(services).all(),
                        new ObjectCommands(services).all(),
                        new ApplicationCommands(services, question).all(),
                        new InvitationCommands(services).all(),
                        new PolicyCommands(services).all(),
                        new SessionCommands(services, views).all(),
                        new GroupCommands(services).all(),
                        new HistoryCommand(services).all(),
                        new DiagnosticCommands(services).all())
                .flatMap(List::stream)
                .forEach(command -> commands.put(command.name(), command));
        commands.values().forEach(this::register);
        line = new CommandLine(gogo, commands);
        completion = new Completion(services, commands.values(), line::names);
        worker = new Thread(this::run, "parley-console");
        worker.setDaemon(true);
        worker.start();
    }

    private ServiceRegistration<Function> register(Command command) {
        Map<String, ?> properties = Map.of(
                CommandProcessor.COMMAND_SCOPE, Command.SCOPE, CommandProcessor.COMMAND_FUNCTION, command.name());
        // Ends with the bundle, as this component does, unless it is taken back before.
        return context.registerService(Function.class, command, FrameworkUtil.asDictionary(properties));
    }

    /** Signs in whenever there is somebody to sign in with. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    void bindCollaboration(PeerCollaboration collaboration) {
        try {
            lease.take(collaboration, PeerScope.valueOf(config.signIn())).whenComplete((done, failure) -> {
                if (failure != null) {
                    display.show("You could not be signed in: " + Text.label(Failures.sentence(failure)));
                }
                signedIn.complete(null);
            });
        } catch (ParleyException e) {
            display.show("You could not be signed in: " + Text.label(Failures.sentence(e)));
            signedIn.complete(null);
        }
    }

    void unbindCollaboration(PeerCollaboration collaboration) {
        lease.giveBack();
    }

    /** The worker may be reading standard input, where no interrupt reaches it, so what it made is closed here. */
    @Deactivate
    void stop() {
        synchronized (this) {
            stopped = true;
            if (control != null) {
                control.close();
            }
        }
        worker.interrupt();
        lease.giveBack();
    }

    private void run() {
        Path home = config.home().isEmpty() ? null : Path.of(config.home());
        if (home != null) {
            open(home);
        }
        serve(home);
    }

    private synchronized void open(Path home) {
        try {
            if (!stopped) {
                control = new ControlSocket(home, line::run);
            }
        } catch (IOException e) {
            display.show("This home cannot be controlled from outside (" + Text.label(Failures.sentence(e)) + ").");
            LOG.warn("no control socket in {}", home, e);
        }
    }

    private synchronized boolean isStopped() {
        return stopped;
    }

    /** Until there is nothing left to do for a person, or the bundle stops. */
    private void serve(Path home) {
        try {
            if (!config.commands().isEmpty()) {
                Waiting.until(signedIn, START, "Signing in");
                int status = new Batch(line, config.events().isEmpty() ? System.out : System.err, System.err)
                        .run(config.commands());
                if (config.exit()) {
                    end(status);
                }
            }
            if (config.interactive() && !isStopped()) {
                new Shell(line, display, completion, question, home == null ? null : home.resolve("history"))
                        .run(signedIn, services::collaboration);
                end(0);
            }
            new CountDownLatch(1).await();
        } catch (InterruptedException stopping) {
            LOG.debug("the console stops");
        } catch (Exception e) {
            display.show(Text.label(Failures.sentence(e)));
            LOG.warn("the console failed", e);
            end(1);
        }
    }

    private void end(int status) {
        if (isStopped()) {
            return;
        }
        System.setProperty(EXIT_STATUS, Integer.toString(status));
        try {
            context.getBundle(0).stop();
        } catch (BundleException e) {
            LOG.warn("the framework could not be stopped", e);
        }
    }
}
