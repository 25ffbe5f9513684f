package dev.parley.launcher.demo;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;

/** Two peers on this machine, "Left desk" and "Right desk", in homes of their own that go with the demo. */
public final class Demo {
    /** A test's way to see a failure: {@code left:3} kills the left peer before the third step. */
    private static final String KILL = "parley.demo.kill";

    private final List<String> program;
    private final boolean terminal;

    /**
     * Makes a demo that has not begun.
     *
     * @param installation the distribution whose program starts the peers
     * @param terminal whether a person sits at one
     */
    public Demo(Path installation, boolean terminal) {
        this.terminal = terminal;
        // With --commands - and --exit a peer ends when its standard input does: also when the demo is killed.
        program = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dparley.installation=" + installation,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.launcher.Main",
                "--bind",
                "127.0.0.1",
                "--visibility",
                "everyone",
                "--realm",
                "demo-" + UUID.randomUUID(),
                "--events",
                "json",
                "--commands",
                "-",
                "--exit");
    }

    /**
     * Runs it.
     *
     * @param script without a person
     * @return 0, or 1 when a step failed
     * @throws LaunchException with status 3 when the peers cannot be started
     */
    public int run(boolean script) throws LaunchException, InterruptedException {
        requireLoopback();
        try (Homes homes = new Homes()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(homes, script), "parley-demo-ending"));
            DemoPeer left = homes.start(program, Desk.LEFT);
            DemoPeer right = homes.start(program, Desk.RIGHT);
            return script
                    ? new Script(left, right).walkthrough().run(System.out, killer(left, right))
                    : new Table(left, right, Screen.of(System.out, terminal)).run(System.in);
        } catch (IOException e) {
            throw LaunchException.cannotStart(
                    "The two peers of the demo cannot be started (" + e.getMessage() + ").", e);
        }
    }

    /**
     * Runs it with three, without a person.
     *
     * @return 0, or 1 when a step failed
     * @throws LaunchException with status 3 when the peers cannot be started
     */
    public int runThree() throws LaunchException, InterruptedException {
        requireLoopback();
        try (Homes homes = new Homes()) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> interrupted(homes, true), "parley-demo-ending"));
            Trio trio = new Trio((person, word) -> homes.start(program, person, word));
            return trio.walkthrough().run(System.out, step -> {});
        } catch (IOException e) {
            throw LaunchException.cannotStart(
                    "The three peers of the demo cannot be started (" + e.getMessage() + ").", e);
        }
    }

    /** The one network that the demo needs. */
    private static void requireLoopback() throws LaunchException {
        boolean there;
        try {
            there = NetworkInterface.networkInterfaces().anyMatch(Demo::isLoopback);
        } catch (SocketException none) { // Java's word for no interface at all
            there = false;
        }
        if (!there) {
            throw LaunchException.cannotStart(
                    "The demo's two peers talk over this machine's loopback interface, and it is down. Switch it on, for"
                            + " example with: ip link set lo up",
                    null);
        }
    }

    private static boolean isLoopback(NetworkInterface nic) {
        try {
            return nic.isLoopback() && nic.isUp();
        } catch (SocketException gone) {
            return false;
        }
    }

    /** A person who ends it by Ctrl-C has seen enough; a script that was stopped has not passed. */
    private static void interrupted(Homes homes, boolean script) {
        if (homes.end() && !script) {
            Runtime.getRuntime().halt(Status.FINE);
        }
    }

    private static IntConsumer killer(DemoPeer left, DemoPeer right) {
        String asked = System.getProperty(KILL, "");
        return step -> {
            for (DemoPeer peer : List.of(left, right)) {
                if (asked.equals((peer == left ? "left:" : "right:") + step)) {
                    peer.kill();
                }
            }
        };
    }
}
