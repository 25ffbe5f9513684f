package dev.parley.tests.bench.load;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The end of the rope in a process that is measured: takes commands, one a line, from the Unix socket that {@value #VARIABLE} names,
 * and answers each with a line. A socket in the file system reaches into network namespaces.
 */
public final class Remote {
    /** The environment variable with the socket's path. */
    public static final String VARIABLE = "BENCH_SOCKET";

    private final Map<String, Command> commands;

    /** What is done; its words are sent back. */
    @FunctionalInterface
    public interface Command {
        String run(List<String> words) throws Exception;
    }

    public Remote(Map<String, Command> commands) {
        this.commands = Map.copyOf(commands);
    }

    /** Serves until the other end hangs up. */
    public void serve(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                BufferedReader lines = new BufferedReader(Channels.newReader(channel, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                ByteBuffer answer = StandardCharsets.UTF_8.encode(answer(line) + "\n");
                while (answer.hasRemaining()) {
                    channel.write(answer);
                }
            }
        }
    }

    private String answer(String line) {
        List<String> words = List.of(line.split(" "));
        Command command = commands.get(words.get(0));
        if (command == null) {
            return "error no such command: " + line;
        }
        try {
            return ("ok " + command.run(words.subList(1, words.size()))).strip();
        } catch (Exception | LinkageError e) {
            return "error " + line + ": " + sentence(e);
        }
    }

    private static String sentence(Throwable failure) {
        String said = failure.toString().replace('\n', ' ');
        return failure.getCause() == null ? said : said + " <- " + sentence(failure.getCause());
    }

    /** Numbers as words. */
    public static String words(double... numbers) {
        return Arrays.stream(numbers).mapToObj(Double::toString).collect(Collectors.joining(" "));
    }
}
