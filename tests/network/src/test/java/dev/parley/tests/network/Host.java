package dev.parley.tests.network;

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

/** One Parley process in a namespace: commands go in by its control socket, events come out as JSON lines. */
final class Host implements AutoCloseable {
    /** Generous: nothing here is about speed. */
    static final Duration LIMIT = Duration.ofMinutes(5);

    private static final long NEWS_MS = 500;
    private static final Path DISTRIBUTION =
            Path.of(System.getProperty("parley.distribution")).normalize();

    private final String name;
    private final Path home;
    private final Process process;
    private final List<JsonObject> events = new ArrayList<>(); // guarded by itself

    Host(Path homes, String namespace, String name, String realm, String... more) throws IOException {
        this.name = name;
        this.home = Files.createDirectories(homes.resolve(name.replace(' ', '-')));
        List<String> command = new ArrayList<>(List.of(
                DISTRIBUTION.resolve("bin/parley").toString(),
                "--home",
                home.toString(),
                "--name",
                name,
                "--realm",
                realm,
                "--visibility",
                "everyone",
                "--events",
                "json"));
        command.addAll(List.of(more));
        this.process = new ProcessBuilder(Shell.in(namespace, command))
                .redirectError(home.resolve("stderr").toFile())
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
                }
                long left = end - System.nanoTime();
                if (left <= 0 || !process.isAlive()) {
                    throw new AssertionError(name + (process.isAlive() ? " told no " : " ended before it told ") + kind
                            + "; it told\n"
                            + events.stream().map(Object::toString).collect(Collectors.joining("\n"))
                            + "\nand said\n" + said());
                }
                try {
                    TimeUnit.NANOSECONDS.timedWait(events, left);
                } catch (InterruptedException e) {
                    throw new AssertionError("the test was stopped", e);
                }
            }
        }
    }

    /** All events of a kind until now. */
    List<JsonObject> past(String kind) {
        synchronized (events) {
            return events.stream()
                    .filter(event -> event.getString("event").equals(kind))
                    .toList();
        }
    }

    /** Waits for news, but not for long. */
    void pause() {
        synchronized (events) {
            try {
                TimeUnit.MILLISECONDS.timedWait(events, NEWS_MS);
            } catch (InterruptedException e) {
                throw new AssertionError("the test was stopped", e);
            }
        }
    }

    /** How many events there were until now. */
    int mark() {
        synchronized (events) {
            return events.size();
        }
    }

    /** Waits until somebody of that name is seen, linked, and known by key. */
    JsonObject meets(String other) {
        return sees(0, other, person -> person.containsKey("peer"));
    }

    /** Waits until somebody of that name looks so, in an event that is not among the first so many. */
    JsonObject sees(int mark, String other, Predicate<JsonObject> which) {
        return eventAfter(mark, "near\\.(appeared|updated)", event -> {
                    JsonObject person = event.getJsonObject("person");
                    return person.getString("displayName").equals(other) && which.test(person);
                })
                .getJsonObject("person");
    }

    /** Waits until somebody of that name is gone, and says why. */
    String loses(int mark, String other) {
        return eventAfter(mark, "near\\.disappeared", event -> event.getJsonObject("person")
                        .getString("displayName")
                        .equals(other))
                .getString("reason");
    }

    /** Who it is, in its own words. */
    JsonObject me() throws IOException {
        return call("me").asJsonObject();
    }

    String peer() throws IOException {
        return me().getString("peer");
    }

    /** The port that it listens at. */
    String port() throws IOException {
        return me().getJsonArray("addresses").getString(0).replaceAll(".*:", "");
    }

    /** The answer of a console command that must succeed. */
    JsonStructure call(String command) throws IOException {
        String answer = ask(command);
        if (!answer.startsWith("0\n")) {
            throw new AssertionError(name + " answered " + command + " with " + answer);
        }
        return parse(answer.substring(2));
    }

    /** The sentence of a console command that must fail. */
    String callFails(String command) throws IOException {
        String answer = ask(command);
        if (!answer.startsWith("1\n")) {
            throw new AssertionError(name + " answered " + command + " with " + answer);
        }
        return parse(answer.substring(2)).asJsonObject().getString("error");
    }

    private String ask(String command) throws IOException {
        Path socket = home.resolve("control");
        if (Files.isRegularFile(socket)) {
            socket = Path.of(Files.readString(socket));
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(("J " + command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(answer);
            return answer.toString(StandardCharsets.UTF_8);
        }
    }

    /** Ends it as a person does; the status must be 0. */
    void stop() {
        process.destroy();
        try {
            if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)
                    || process.exitValue() != 0 && process.exitValue() != 143) {
                throw new AssertionError(name + " did not end well: " + said());
            }
        } catch (InterruptedException e) {
            throw new AssertionError("the test was stopped", e);
        }
    }

    /** Ends it as a power cut does. */
    void kill() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
        process.onExit().join();
    }

    /** Its display name. */
    @Override
    public String toString() {
        return name;
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                JsonObject event = parse(line).asJsonObject();
                synchronized (events) {
                    events.add(event);
                    events.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (events) {
                events.notifyAll();
            }
        }
    }

    private String said() {
        try {
            return Files.readString(home.resolve("stderr"));
        } catch (IOException e) {
            return "nothing that can be read";
        }
    }

    private static JsonStructure parse(String text) {
        try (JsonReader reader = Json.createReader(new StringReader(text))) {
            return reader.read();
        }
    }
}
