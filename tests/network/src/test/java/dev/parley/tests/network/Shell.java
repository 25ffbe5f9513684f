package dev.parley.tests.network;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Runs the system's commands. */
public final class Shell {
    private Shell() {}

    /** Runs a command to its end; a status other than 0 is an error with what it said. */
    public static String run(String... command) {
        return feed("", command);
    }

    /** The same, with something to read for it. */
    static String feed(String input, String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().write(input.getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", command) + " failed: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new AssertionError(String.join(" ", command) + " cannot be run", e);
        } catch (InterruptedException e) {
            throw new AssertionError("the test was stopped", e);
        }
    }

    /** The same command, within a network namespace. */
    public static List<String> in(String namespace, List<String> command) {
        List<String> inside = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        inside.addAll(command);
        return inside;
    }

    /** Whether this may make namespaces. */
    public static boolean isRoot() {
        return run("id", "-u").strip().equals("0");
    }

    /** Whether there is a program of that name. */
    public static boolean has(String tool) {
        try {
            return new ProcessBuilder("sh", "-c", "command -v " + tool)
                            .redirectErrorStream(true)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException | InterruptedException e) {
            return false;
        }
    }
}
