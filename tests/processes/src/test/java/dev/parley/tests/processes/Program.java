package dev.parley.tests.processes;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The built distribution's program, run to its end. */
final class Program {
    /** Generous: nothing here is about speed. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("parley.distribution")).normalize();

    private Program() {}

    /**
     * How a run ended.
     *
     * @param out standard output
     * @param err standard error
     */
    record Ended(int status, String out, String err) {}

    static Path distribution() {
        return DISTRIBUTION;
    }

    /** What starts it with these arguments. */
    static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(DISTRIBUTION.resolve("bin/parley").toString());
        command.addAll(List.of(arguments));
        return command;
    }

    /** Runs it without a terminal and without input. */
    static Ended run(Path folder, String... arguments) throws IOException, InterruptedException {
        return run(folder, command(arguments), Map.of());
    }

    /** Runs a command with more in its environment. */
    static Ended run(Path folder, List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "out", ".txt");
        Path err = Files.createTempFile(folder, "err", ".txt");
        Process process = start(command, environment, out, err);
        try {
            process.getOutputStream().close();
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(command + " does not end; it said " + Files.readString(err));
            }
        } finally {
            end(process);
        }
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    /** Starts a command whose output goes to files. */
    static Process start(List<String> command, Map<String, String> environment, Path out, Path err) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        clean(builder.environment());
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Without options of whoever runs the tests, and without a display: nothing here needs one. */
    static void clean(Map<String, String> environment) {
        environment.keySet().removeIf(variable -> variable.startsWith("PARLEY_") || variable.endsWith("DISPLAY"));
    }

    /** Whatever happened, nothing is left running. */
    static void end(Process process) {
        List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
        all.add(process.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Sends a signal that Java has no call for. */
    static void signal(String name, ProcessHandle to) throws IOException, InterruptedException {
        int status = new ProcessBuilder("kill", "-" + name, String.valueOf(to.pid()))
                .start()
                .waitFor();
        if (status != 0) {
            throw new AssertionError("the signal " + name + " could not be sent to " + to.pid());
        }
    }
}
