package dev.parley.tests.chaos;

import dev.parley.tests.network.Shell;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A member: its home, and one process after another there. Started and ended by one thread, spoken to by any. */
final class Node {
    private static final int LAST_LINES = 5;

    private final int number;
    private final Home home;
    private final List<String> program;
    private final News news;
    private final List<Running> runs = new ArrayList<>(); // guarded by itself
    private boolean frozen;

    /** @param program what starts a member in its namespace, but for its home and name */
    Node(int number, Path folder, String namespace, List<String> program, News news) {
        this.number = number;
        this.home = new Home(folder);
        this.news = news;
        this.program = new ArrayList<>(Shell.in(namespace, program));
        this.program.addAll(List.of("--home", folder.toString(), "--name", name()));
    }

    int number() {
        return number;
    }

    String name() {
        return "m" + number;
    }

    Running start() throws IOException {
        int count = runs().size() + 1;
        ProcessBuilder builder =
                new ProcessBuilder(program).redirectError(errors(count).toFile());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("PARLEY_"));
        builder.environment().put("PARLEY_ARCHIVE", "no"); // making one is much work, for starts that never come
        Running running = new Running(home.life(), builder.start(), news, home.log("events-" + count));
        synchronized (runs) {
            runs.add(running);
        }
        news.tell();
        return running;
    }

    private Path errors(int run) throws IOException {
        return home.log("errors-" + run);
    }

    /** The last lines that each of its processes wrote to its standard error, but for what is said in the session. */
    List<String> complaints() throws IOException {
        List<String> last = new ArrayList<>();
        for (int run = 1; run <= runs().size(); run++) {
            List<String> lines = Files.readAllLines(errors(run)).stream()
                    .filter(line -> !line.startsWith("[Chat]"))
                    .toList();
            for (String line : lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size())) {
                last.add(name() + ", start " + run + ": " + line);
            }
        }
        return last;
    }

    /** The newest one. */
    Running now() {
        synchronized (runs) {
            return runs.get(runs.size() - 1);
        }
    }

    List<Running> runs() {
        synchronized (runs) {
            return List.copyOf(runs);
        }
    }

    void kill() throws InterruptedException {
        now().kill();
        frozen = false;
    }

    void freeze() {
        frozen = true;
        now().signal("STOP");
    }

    void thaw() {
        if (frozen) {
            frozen = false;
            now().signal("CONT");
        }
    }

    /** Killed, and all but who it is lost. */
    void forget() throws IOException, InterruptedException {
        kill();
        home.forget();
        start();
    }

    /** An answer. */
    record Answer(boolean done, String text) {}

    /** @throws IOException when there is none: it is not there, or was killed meanwhile */
    Answer ask(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(home.control()))) {
            channel.write(ByteBuffer.wrap(("T " + command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(bytes);
            String answer = bytes.toString(StandardCharsets.UTF_8);
            if (!answer.contains("\n")) {
                throw new IOException(name() + " broke off");
            }
            return new Answer(answer.startsWith("0\n"), answer.substring(2).strip());
        }
    }

    @Override
    public String toString() {
        return name() + " in " + home;
    }
}
