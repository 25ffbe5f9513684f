package dev.parley.tests.processes;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The calling end of a running home's control socket. */
final class Control {
    private final Path home;

    Control(Path home) {
        this.home = home;
    }

    /** What came back. */
    record Answer(int status, String output) {}

    /** Where the socket really lies. */
    Path socket() throws IOException {
        Path control = home.resolve("control");
        return Files.isRegularFile(control) ? Path.of(Files.readString(control)) : control;
    }

    Answer ask(boolean json, String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket()))) {
            ByteBuffer request = StandardCharsets.UTF_8.encode((json ? "J " : "T ") + command + "\n");
            while (request.hasRemaining()) {
                channel.write(request);
            }
            channel.shutdownOutput();
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(all);
            String answer = all.toString(StandardCharsets.UTF_8);
            int line = answer.indexOf('\n');
            return new Answer(Integer.parseInt(answer.substring(0, line)), answer.substring(line + 1));
        }
    }
}
