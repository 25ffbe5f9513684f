package dev.parley.launcher;

import dev.parley.launcher.control.Call;
import dev.parley.launcher.demo.Demo;
import dev.parley.launcher.home.Home;
import dev.parley.launcher.options.Help;
import dev.parley.launcher.options.Option;
import dev.parley.launcher.options.OptionParser;
import dev.parley.launcher.options.Options;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import dev.parley.launcher.status.Status;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Where the program begins, and the only place where it ends. */
public final class Main {
    /** Netty's events for the flight recorder load all of that at each start, and nobody records here unless asked. */
    private static final String NETTY_RECORDS = "io.netty.jfr.enabled";

    private Main() {}

    /** See {@code parley --help}. */
    public static void main(String... arguments) {
        int status;
        try {
            status = run(List.of(arguments), System.getenv());
        } catch (LaunchException e) {
            System.err.println("parley: " + Shown.lines(e.getMessage()));
            status = e.status();
        } catch (InterruptedException e) {
            status = Status.FAILED;
        } catch (RuntimeException | Error e) {
            // Felix's threads are no daemons: without an exit the process would hang.
            System.err.println("parley: this should not happen, please report it: " + e);
            e.printStackTrace();
            status = Status.CANNOT_START;
        }
        System.exit(status);
    }

    private static int run(List<String> arguments, Map<String, String> environment)
            throws LaunchException, InterruptedException {
        Options options = OptionParser.parse(arguments, environment);
        Installed installed = Installed.find();
        if (options.has(Option.HELP)) {
            System.out.print(Help.text());
            return Status.FINE;
        }
        if (options.has(Option.VERSION)) {
            System.out.println("parley " + installed.version() + " (Java " + Runtime.version() + ")");
            return Status.FINE;
        }
        if (System.getProperty(NETTY_RECORDS) == null) {
            System.setProperty(NETTY_RECORDS, "false");
        }
        Home home = options.value(Option.HOME).map(Path::of).map(Home::new).orElseGet(Home::usual);
        return switch (options.command()) {
            case CALL -> Call.run(home, options.called(), options.has(Option.JSON), System.out, System.err);
            case DEMO -> {
                Demo demo = new Demo(installed.folder(), Terminal.isThere());
                yield options.has(Option.THREE) ? demo.runThree() : demo.run(options.has(Option.SCRIPT));
            }
            case RUN -> new Run(options, home, installed).run();
        };
    }
}
