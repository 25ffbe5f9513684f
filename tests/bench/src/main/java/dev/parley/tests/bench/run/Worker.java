package dev.parley.tests.bench.run;

import dev.parley.tests.bench.load.Remote;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A process that is measured, on the rope of its commands. One thread. */
final class Worker implements AutoCloseable {
    private static final long START_MS = 180_000;
    private static final long STOP_S = 5;
    private static final String COMPILER = " CompilerThre"; // C1 and C2, as far as the system keeps names

    private final String name;
    private final Process process;
    private final Path log;
    private final SocketChannel channel;
    private final BufferedReader answers;

    /**
     * Starts it, and waits until it takes the rope.
     *
     * @param folder for its socket and what it prints
     */
    Worker(String name, Path folder, List<String> command, Map<String, String> environment) throws IOException {
        this.name = name;
        this.log = folder.resolve("said");
        Path socket = folder.resolve("rope");
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(socket));
            ProcessBuilder builder = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .redirectInput(ProcessBuilder.Redirect.PIPE);
            builder.environment().putAll(environment);
            builder.environment().put(Remote.VARIABLE, socket.toString());
            process = builder.start();
            channel = accept(server);
        }
        answers = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8));
    }

    private SocketChannel accept(ServerSocketChannel server) throws IOException {
        server.configureBlocking(false);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(START_MS);
        try (Selector selector = Selector.open()) {
            server.register(selector, SelectionKey.OP_ACCEPT);
            while (process.isAlive() && System.nanoTime() < end) {
                selector.select(200);
                SocketChannel taken = server.accept();
                if (taken != null) {
                    return taken;
                }
            }
        }
        process.destroyForcibly();
        throw new IOException(name + " did not start: " + Files.readString(log));
    }

    /** The words of its answer. */
    List<String> ask(Object... words) throws IOException {
        String line = String.join(" ", Arrays.stream(words).map(String::valueOf).toList());
        ByteBuffer question = StandardCharsets.UTF_8.encode(line + "\n");
        while (question.hasRemaining()) {
            channel.write(question);
        }
        String answer = answers.readLine();
        if (answer == null || !answer.startsWith("ok")) {
            throw new IOException(name + " answered " + answer
                    + (process.isAlive() ? "" : "; it has ended: " + Files.readString(log)));
        }
        return answer.length() < 3 ? List.of() : List.of(answer.substring(3).split(" "));
    }

    double[] numbers(Object... words) throws IOException {
        return ask(words).stream().mapToDouble(Double::parseDouble).toArray();
    }

    long number(Object... words) throws IOException {
        return Long.parseLong(ask(words).get(0));
    }

    /**
     * Processor time of its living threads but for the compiler's, in nanoseconds; 0 where the system does not say. The compiler's
     * depends on how much there is to warm up, and was more than half of what a dial took.
     */
    long processorNanos() throws IOException {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        if (!Files.exists(tasks)) {
            return 0;
        }
        long sum = 0;
        try (Stream<Path> all = Files.list(tasks)) {
            for (Path task : all.toList()) {
                sum += processorNanos(task);
            }
        }
        return sum;
    }

    private static long processorNanos(Path task) {
        try {
            return Files.readString(task.resolve("comm")).contains(COMPILER)
                    ? 0
                    : Long.parseLong(Files.readString(task.resolve("schedstat")).split(" ")[0]);
        } catch (IOException ended) {
            return 0;
        }
    }

    /** Asks it to end, then insists. */
    @Override
    public void close() throws IOException {
        channel.close();
        process.destroy();
        try {
            if (!process.waitFor(STOP_S, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
