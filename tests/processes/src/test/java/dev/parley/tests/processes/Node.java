package dev.parley.tests.processes;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** One peer in a process of its own: commands go in by its control socket, events come out as JSON lines. */
final class Node implements AutoCloseable {
    private final String name;
    private final Path home;
    private final Process process;
    private final List<JsonObject> events = new ArrayList<>(); // guarded by itself, with the next
    private final StringBuilder out = new StringBuilder();
    private boolean ended;

    /**
     * Starts one that everyone may see, and waits until it is signed in.
     *
     * @param home its home, made when it is not there
     */
    Node(Path home, String name, String realm, String... more) throws IOException {
        this(
                home,
                name,
                command(home, name, realm, Stream.concat(Stream.of("--visibility", "everyone"), Stream.of(more))));
    }

    private Node(Path home, String name, List<String> command) throws IOException {
        this.name = name;
        this.home = Files.createDirectories(home);
        ProcessBuilder builder = new ProcessBuilder(Signals.heeded(command))
                .redirectError(home.resolve("stderr").toFile());
        Program.clean(builder.environment());
        // On a busy machine it may take its time to leave.
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dparley.ending.limitMs=100000");
        process = builder.start();
        Thread reader = new Thread(this::read, "events of " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            event("collaboration\\.signed-in", event -> true);
        } catch (AssertionError failure) {
            kill();
            throw failure;
        }
    }

    /** One that nobody was asked about, as there is no terminal. */
    static Node unasked(Path home, String name, String realm) throws IOException {
        return new Node(home, name, command(home, name, realm, Stream.of()));
    }

    private static List<String> command(Path home, String name, String realm, Stream<String> more) {
        List<String> command = Program.command(
                "--home", home.toString(), "--name", name, "--realm", realm, "--bind", "127.0.0.1", "--events", "json");
        more.forEach(command::add);
        return command;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject event = parse(line).asJsonObject();
                synchronized (events) {
                    out.append(line).append('\n');
                    events.add(event);
                    events.notifyAll();
                }
            }
        } catch (IOException | RuntimeException e) {
            synchronized (events) {
                out.append(e);
            }
        }
        synchronized (events) {
            ended = true;
            events.notifyAll();
        }
    }

    Path home() {
        return home;
    }

    ProcessHandle process() {
        return process.toHandle();
    }

    /** How many events there were until now. */
    int mark() {
        synchronized (events) {
            return events.size();
        }
    }

    /** Waits for an event, past or to come. */
    JsonObject event(String kind, Predicate<JsonObject> which) {
        return eventAfter(0, kind, which);
    }

    /** Waits for an event that is not among the first so many. */
    JsonObject eventAfter(int mark, String kind, Predicate<JsonObject> which) {
        long end = System.nanoTime() + Program.LIMIT.toNanos();
        synchronized (events) {
            int next = mark;
            while (true) {
                for (; next < events.size(); next++) {
                    JsonObject event = events.get(next);
                    if (event.getString("event").matches(kind) && which.test(event)) {
                        return event;
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0 || ended) {
                    throw new AssertionError(name + (ended ? " ended before it told " : " told no ") + kind
                            + "; it told\n" + out + "\nand said\n" + err());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                } catch (InterruptedException e) {
                    throw new AssertionError("the test was stopped", e);
                }
            }
        }
    }

    /** Waits until somebody of that name looks so, in an event that is not among the first so many. */
    JsonObject sees(int mark, String other, Predicate<JsonObject> which) {
        return eventAfter(mark, "near\\.(appeared|updated)", event -> {
                    JsonObject person = event.getJsonObject("person");
                    return person.getString("displayName").equals(other) && which.test(person);
                })
                .getJsonObject("person");
    }

    /** Waits until somebody of that name is seen, and known by key. */
    JsonObject meets(String other) {
        return sees(0, other, person -> person.containsKey("peer"));
    }

    /** Waits until somebody of that name is gone; the reason. */
    String loses(int mark, String other) {
        return eventAfter(mark, "near\\.disappeared", event -> event.getJsonObject("person")
                        .getString("displayName")
                        .equals(other))
                .getString("reason");
    }

    /** The answer of a console command that must succeed. */
    JsonStructure call(String command) throws IOException {
        Control.Answer answer = new Control(home).ask(true, command);
        if (answer.status() != 0) {
            throw new AssertionError(name + " answered " + command + " with " + answer);
        }
        return parse(answer.output());
    }

    /** What a console command says, whatever came of it. */
    Control.Answer ask(String command) throws IOException {
        return new Control(home).ask(false, command);
    }

    String peer() throws IOException {
        return call("me").asJsonObject().getString("peer");
    }

    /** All that came out on standard output. */
    String out() {
        synchronized (events) {
            return out.toString();
        }
    }

    /** All that came out on standard error. */
    String err() {
        try {
            return Files.readString(home.resolve("stderr"));
        } catch (IOException e) {
            return "nothing that can be read";
        }
    }

    /** Waits until it has ended. */
    int status() throws InterruptedException {
        if (!process.waitFor(Program.LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError(name + " does not end; it said\n" + err());
        }
        return process.exitValue();
    }

    /** Ends it as a power cut does. */
    void kill() {
        Program.end(process);
    }

    @Override
    public void close() {
        kill();
    }

    static JsonStructure parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }
}
