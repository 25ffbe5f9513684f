package dev.parley.tests.chaos;

import dev.parley.tests.network.Shell;
import jakarta.json.Json;
import jakarta.json.JsonException;
import jakarta.json.JsonObject;
import jakarta.json.JsonReader;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** A member's process, from its start to its end, and what it told. Any thread. */
final class Running {
    private final int life;
    private final Process process;
    private final News news;
    private final Path log;
    private final Thread reader;
    private volatile boolean killed;
    private final List<Line> shown = new ArrayList<>(); // guarded by this, with all that follow
    private final Set<String> removed = new TreeSet<>();
    private Optional<String> peer = Optional.empty();
    private Optional<String> opened = Optional.empty();
    private Optional<String> session = Optional.empty();
    private Optional<String> closed = Optional.empty();

    /** @param log gets each event that it told, with those of other runs */
    Running(int life, Process process, News news, Path log) {
        this.life = life;
        this.process = process;
        this.news = news;
        this.log = log;
        reader = new Thread(this::read, "events of " + log);
        reader.setDaemon(true);
        reader.start();
    }

    private void read() {
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
                BufferedWriter copy = Files.newBufferedWriter(log)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                copy.write(line);
                copy.newLine();
                copy.flush(); // all of it is there when the process hangs
                told(line);
                news.tell();
            }
        } catch (IOException e) {
            throw new UncheckedIOException("the events of " + log + " cannot be kept", e);
        }
    }

    private void told(String line) {
        JsonObject event;
        try (JsonReader json = Json.createReader(new StringReader(line))) {
            event = json.readObject();
        } catch (JsonException half) { // it was killed while it wrote: nobody was told that; or what its threads do
            return;
        }
        synchronized (this) {
            switch (event.getString("event")) {
                case "collaboration.signed-in" ->
                    peer = Optional.of(event.getJsonObject("me").getString("peer"));
                case "session.opened" -> opened = Optional.of(event.getString("session"));
                case "session.launched" -> session = Optional.of(event.getString("session"));
                case "session.closed" -> over(event.getString("session"), event.getString("reason"));
                case "session.member" -> {
                    if (event.getString("change").equals("removed")) {
                        removed.add(event.getString("displayName"));
                    }
                }
                case "view.line" -> Line.parse(event.getString("text")).ifPresent(shown::add);
                default -> {} // not about the session
            }
        }
    }

    /** It may be another one: of an invitation that was given up, and came again. */
    private void over(String which, String reason) {
        opened = opened.filter(id -> !id.equals(which));
        if (session.equals(Optional.of(which))) {
            session = Optional.empty();
            closed = Optional.of(reason);
        }
    }

    int life() {
        return life;
    }

    /** Who it is; empty until it is signed in. */
    synchronized Optional<String> peer() {
        return peer;
    }

    /** The session that it is in, or invites to. */
    synchronized Optional<String> opened() {
        return opened;
    }

    /** The session, while its application runs. */
    synchronized Optional<String> session() {
        return session;
    }

    /** Why the last session is over for it. */
    synchronized Optional<String> closed() {
        return closed;
    }

    /** Who was removed, as it saw. */
    synchronized Set<String> removed() {
        return Set.copyOf(removed);
    }

    /** All lines until now, in the order of their coming. */
    synchronized List<Line> shown() {
        return List.copyOf(shown);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Whether it is there no more and nobody killed it. */
    boolean endedByItself() {
        return !process.isAlive() && !killed;
    }

    /** {@code STOP}, {@code CONT}; {@code QUIT} for what its threads do, among the events. */
    void signal(String name) {
        Shell.run("kill", "-" + name, Long.toString(process.pid()));
    }

    /** At once; what it told before is all there when this returns. */
    void kill() throws InterruptedException {
        if (process.isAlive()) {
            killed = true;
            signal("KILL"); // not by Java, which would throw away what was told and not read yet
        }
        process.waitFor();
        reader.join();
    }
}
