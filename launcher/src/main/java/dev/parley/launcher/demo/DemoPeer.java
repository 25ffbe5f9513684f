package dev.parley.launcher.demo;

import dev.parley.launcher.control.ControlClient;
import dev.parley.launcher.json.Json;
import dev.parley.launcher.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One peer in a process of its own, spoken to only by its control socket and its events. */
final class DemoPeer {
    /** Longer than any command here may take, so that a peer that hangs is a failure and no end of the demo. */
    private static final Duration ANSWER = Duration.ofMinutes(2);

    private final String name;
    private final Path home;
    private final Process process;
    private final EventLog events = new EventLog();

    /**
     * Starts it.
     *
     * @param program what starts a peer, with the options that both have
     * @param home a folder of its own
     */
    DemoPeer(List<String> program, String name, Path home) throws IOException {
        this.name = name;
        this.home = home;
        List<String> command = new ArrayList<>(program);
        command.addAll(List.of("--home", home.toString(), "--name", name));
        Files.createDirectories(home);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(home.resolve("said").toFile());
        // What the person set for a peer of their own is not for these.
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PARLEY_"));
        process = builder.start();
        Thread reader = new Thread(this::read, "events of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                events.add(Json.parseObject(line));
            }
        } catch (IOException | JsonException e) {
            events.end(name + "'s events broke off: " + e.getMessage());
            return;
        }
        events.end(name + " has ended");
    }

    String name() {
        return name;
    }

    EventLog events() {
        return events;
    }

    /** The answer of a command that must succeed. */
    Object call(String command) throws StepFailed, InterruptedException {
        ControlClient.Answer answer = ask(command, true);
        try {
            Object value = Json.parse(answer.output());
            if (answer.status() != 0) {
                throw new StepFailed(name + " could not do \"" + command + "\": "
                        + (value instanceof Map<?, ?> map ? map.get("error") : value));
            }
            return value;
        } catch (JsonException e) {
            throw new StepFailed(name + " does not answer \"" + command + "\" in JSON: " + e.getMessage());
        }
    }

    /** What a person would see of a command, and whether it did what was asked. */
    record Answer(boolean done, String text) {}

    Answer answer(String command) throws InterruptedException {
        try {
            ControlClient.Answer answer = ask(command, false);
            return new Answer(answer.status() == 0, answer.output().stripTrailing());
        } catch (StepFailed e) {
            return new Answer(false, e.getMessage());
        }
    }

    /** On a thread of its own, as a socket cannot be read with a limit. */
    private ControlClient.Answer ask(String command, boolean json) throws StepFailed, InterruptedException {
        FutureTask<ControlClient.Answer> asking =
                new FutureTask<>(() -> new ControlClient(home.resolve("control")).call(command, json));
        Thread caller = new Thread(asking, "call of " + name);
        caller.setDaemon(true);
        caller.start();
        try {
            return asking.get(ANSWER.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unanswered(command, e.getCause().getMessage());
        } catch (TimeoutException e) {
            caller.interrupt();
            throw unanswered(command, "nothing came within " + ANSWER.toSeconds() + " s");
        }
    }

    private StepFailed unanswered(String command, String why) throws InterruptedException {
        // A killed process breaks the connection off a moment before it can be seen to have ended.
        OptionalInt status = ended(100, TimeUnit.MILLISECONDS);
        return new StepFailed(name + " does not answer \"" + command + "\": "
                + (status.isPresent() ? "its process has ended with " + status.getAsInt() : why));
    }

    /** @throws StepFailed when its process is gone */
    void mustLive() throws StepFailed, InterruptedException {
        OptionalInt status = ended(0, TimeUnit.MILLISECONDS);
        if (status.isPresent()) {
            throw new StepFailed(name + "'s process has ended with " + status.getAsInt());
        }
    }

    /** Asks it to end, as Ctrl-C does. */
    void end() {
        process.destroy();
    }

    /** @return its status; empty when it goes on */
    OptionalInt ended(long most, TimeUnit unit) throws InterruptedException {
        return process.waitFor(most, unit) ? OptionalInt.of(process.exitValue()) : OptionalInt.empty();
    }

    /** What it printed, for when it did not even start. */
    String said() {
        try {
            return Files.readString(home.resolve("said")).strip();
        } catch (IOException e) {
            return "";
        }
    }

    /** Ends it at once, and waits until it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }
}
