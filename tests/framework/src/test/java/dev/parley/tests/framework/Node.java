package dev.parley.tests.framework;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import jakarta.json.JsonStructure;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One peer in a process of its own: commands go in by its control socket, events come out as JSON lines. */
final class Node implements AutoCloseable {
    /** Generous: nothing here is about speed. */
    static final Duration LIMIT = Duration.ofSeconds(60);

    private final String name;
    private final Path home;
    private final Process process;
    private final List<JsonObject> events = new ArrayList<>(); // guarded by itself

    /** Starts what the command says, and waits until it has signed in. */
    Node(String name, Path home, Path directory, List<String> command) throws IOException {
        this.name = name;
        this.home = Files.createDirectories(home);
        Path nothing = Files.write(home.resolve("nothing"), new byte[0]);
        this.process = new ProcessBuilder(command)
                .directory(directory.toFile())
                .redirectInput(nothing.toFile())
                .redirectError(home.resolve("said").toFile())
                .start();
        Thread reader = new Thread(this::read, "events of " + name);
        reader.setDaemon(true);
        reader.start();
        try {
            event("collaboration.signed-in", event -> true);
        } catch (AssertionError e) {
            close();
            throw e;
        }
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith(
                        "{")) { // without our launcher other bundles may print here too, before the log runs
                    add(line);
                }
            }
        } catch (IOException e) {
            add("{\"event\":\"test.broken\",\"why\":\"the pipe broke\"}");
        }
        add("{\"event\":\"test.ended\"}");
    }

    private void add(String line) {
        synchronized (events) {
            events.add(parse(line).asJsonObject());
            events.notifyAll();
        }
    }

    private static JsonStructure parse(String json) {
        try (JsonReader reader = Json.createReader(new StringReader(json))) {
            return reader.read();
        }
    }

    String name() {
        return name;
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
        long end = System.nanoTime() + LIMIT.toNanos();
        synchronized (events) {
            int next = mark;
            while (true) {
                for (; next < events.size(); next++) {
                    JsonObject event = events.get(next);
                    if (event.getString("event").matches(kind) && which.test(event)) {
                        return event;
                    }
                    if (event.getString("event").equals("test.ended")) {
                        throw new AssertionError(name + " ended before it told " + kind + told());
                    }
                }
                long left = end - System.nanoTime();
                if (left <= 0) {
                    throw new AssertionError(name + " told no " + kind + told());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                } catch (InterruptedException e) {
                    throw new AssertionError("the test was stopped", e);
                }
            }
        }
    }

    private String told() {
        return "; it told\n"
                + events.stream().map(Object::toString).collect(Collectors.joining("\n"))
                + "\nand said\n" + said();
    }

    /** Waits until it sees somebody of that name so, in an event that is not among the first so many. */
    JsonObject sees(int mark, Node other, Predicate<JsonObject> which) {
        return eventAfter(mark, "near\\.(appeared|updated)", event -> {
                    JsonObject person = event.getJsonObject("person");
                    return person.getString("displayName").equals(other.name) && which.test(person);
                })
                .getJsonObject("person");
    }

    /** What a command came to. */
    record Answer(int status, String output) {
        JsonStructure json() {
            return parse(output);
        }
    }

    /** Runs a console command that must succeed. */
    JsonStructure call(String command) {
        Answer answer = ask(command);
        if (answer.status() != 0) {
            throw new AssertionError(name + " could not do " + command + ": " + answer.output());
        }
        return answer.json();
    }

    /** Runs a console command, whatever comes of it. */
    Answer ask(String command) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer request = StandardCharsets.UTF_8.encode("J " + command + "\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(answer);
            String[] parts = answer.toString(StandardCharsets.UTF_8).split("\n", 2);
            return new Answer(Integer.parseInt(parts[0]), parts[1]);
        } catch (IOException e) {
            throw new AssertionError(name + " does not answer " + command + "; it said\n" + said(), e);
        }
    }

    /** A path that is too long for a socket leads to one that is not. */
    private Path socket() throws IOException {
        Path control = home.resolve("control");
        return Files.isRegularFile(control) ? Path.of(Files.readString(control).strip()) : control;
    }

    /** What it printed for people. */
    String said() {
        try {
            return Files.readString(home.resolve("said"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** Asks it to end, as Ctrl-C does. @return its status */
    int end() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError(name + " does not end" + told());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the test was stopped", e);
        }
        return process.exitValue();
    }

    /** Never outlives the test. */
    @Override
    public void close() {
        process.destroyForcibly();
    }
}
