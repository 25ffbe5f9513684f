package dev.parley.tests.bench.run;

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
import java.util.Map;

/** Starts peers of one realm of this run. */
final class Peers {
    private final Children children;
    private final Programs programs;
    private final String realm = "bench" + ProcessHandle.current().pid();

    Peers(Children children, Programs programs) {
        this.children = children;
        this.programs = programs;
    }

    /**
     * A peer on the rope.
     *
     * @param before words before the command, which put it into a namespace
     */
    Worker start(Path home, String name, List<String> before, String... more) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(programs.peer(home, name, realm, more));
        return children.add(new Worker(name, children.folder("rope"), command, Map.of()));
    }

    String realm() {
        return realm;
    }

    Path home() throws IOException {
        return children.folder("home");
    }

    void end(Worker peer) {
        children.end(peer);
    }

    /** One console command, by the home's control socket. */
    static void call(Path home, String command) throws IOException {
        Path socket = home.resolve("control");
        if (Files.isRegularFile(socket)) {
            socket = Path.of(Files.readString(socket).strip());
        }
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            channel.write(ByteBuffer.wrap(("J " + command + "\n").getBytes(StandardCharsets.UTF_8)));
            channel.shutdownOutput();
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            Channels.newInputStream(channel).transferTo(answer);
            if (!answer.toString(StandardCharsets.UTF_8).startsWith("0\n")) {
                throw new IOException(command + " was answered with " + answer.toString(StandardCharsets.UTF_8));
            }
        }
    }
}
