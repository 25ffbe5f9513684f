package dev.parley.launcher.demo;

import dev.parley.launcher.control.ControlClient;
import dev.parley.launcher.json.Json;
import dev.parley.launcher.json.JsonException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** One peer in a process of its own, spoken to only by its control socket and its events. */
final class DemoPeer implements AutoCloseable {
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
        command.addAll(List.of("--home", home.toString(), "--name", name, "--events", "json"));
        Files.createDirectories(home);
        process = new ProcessBuilder(command)
                .redirectInput(ProcessBuilder.Redirect.from(empty(home).toFile()))
                .redirectError(home.resolve("said").toFile())
                .start();
        Thread reader = new Thread(this::read, "events of " + name);
        reader.setDaemon(true);
        reader.start();
    }

    private static Path empty(Path home) throws IOException {
        return Files.write(home.resolve("nothing"), new byte[0]);
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

    /** Shows each event from now on. */
    void follow(Consumer<Map<String, Object>> listener) {
        events.follow(listener);
    }

    /** The answer of a command that must succeed. */
    Object call(String command) throws StepFailed, InterruptedException {
        try {
            ControlClient.Answer answer = new ControlClient(home.resolve("control")).call(command, true);
            Object value = Json.parse(answer.output());
            if (answer.status() != 0) {
                throw new StepFailed(name + " could not do \"" + command + "\": "
                        + (value instanceof Map<?, ?> map ? map.get("error") : value));
            }
            return value;
        } catch (IOException | JsonException e) {
            throw new StepFailed(name + " does not answer \"" + command + "\": " + e.getMessage() + alive());
        }
    }

    /** What a person would see of a command, whatever came of it. */
    String answer(String command) {
        try {
            String output = new ControlClient(home.resolve("control"))
                    .call(command, false)
                    .output();
            return output.isEmpty() ? "" : output.stripTrailing() + "\n";
        } catch (IOException e) {
            return name + " does not answer: " + e.getMessage() + alive() + "\n";
        }
    }

    private String alive() {
        return process.isAlive() ? "" : " (its process has ended with " + process.exitValue() + ")";
    }

    long pid() {
        return process.pid();
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

    /** Ends it at once. */
    void kill() {
        process.destroyForcibly();
    }

    /** Never outlives the demo. */
    @Override
    public void close() {
        kill();
    }
}
