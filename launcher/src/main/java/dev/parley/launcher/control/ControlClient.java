package dev.parley.launcher.control;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** The calling end of {@code HOME/control}: one request a connection. Not for several threads at once. */
public final class ControlClient {
    private static final int MOST_BYTES = 16 << 20;
    private static final int LONGEST_NAME = 4096;

    private final Path control;

    /** @param control a socket, or a text that names one, since a socket's path is short */
    public ControlClient(Path control) {
        this.control = control;
    }

    /**
     * What a command came to.
     *
     * @param status 0 when it did what was asked
     * @param output text or JSON, as asked for
     */
    public record Answer(int status, String output) {}

    /**
     * Runs one command there. Blocks until it is done.
     *
     * @throws IOException when nobody answers
     */
    public Answer call(String command, boolean json) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(address());
            ByteBuffer request = StandardCharsets.UTF_8.encode((json ? "J " : "T ") + command + "\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.shutdownOutput();
            return parse(everything(channel));
        } catch (UnsupportedOperationException e) {
            throw new IOException("this system has no Unix domain sockets", e);
        }
    }

    static Answer parse(String text) throws IOException {
        int end = text.indexOf('\n');
        String status = end < 0 ? text : text.substring(0, end);
        if (!status.matches("[01]?[0-9]?[0-9]")) {
            throw new IOException("it broke off before it answered");
        }
        return new Answer(Integer.parseInt(status), end < 0 ? "" : text.substring(end + 1));
    }

    private UnixDomainSocketAddress address() throws IOException {
        if (!Files.isRegularFile(control)) {
            // The shortest way there is: through a link the path can be longer than a socket's may be.
            return UnixDomainSocketAddress.of(control.toRealPath());
        }
        if (Files.size(control) > LONGEST_NAME) {
            throw new IOException("what is there is no control socket");
        }
        try {
            return UnixDomainSocketAddress.of(Files.readString(control).strip());
        } catch (CharacterCodingException | InvalidPathException e) {
            throw new IOException("what is there names no control socket", e);
        }
    }

    private static String everything(SocketChannel channel) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        while (channel.read(buffer) >= 0) {
            all.write(buffer.array(), 0, buffer.position());
            buffer.clear();
            if (all.size() > MOST_BYTES) {
                throw new IOException("its answer is longer than " + MOST_BYTES + " bytes");
            }
        }
        return all.toString(StandardCharsets.UTF_8);
    }
}
