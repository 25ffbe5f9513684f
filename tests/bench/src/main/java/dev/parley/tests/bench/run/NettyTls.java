package dev.parley.tests.bench.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The harness {@code netty-tls} of {@code PEERS_DIR}, built from a copy, run under our loads beside ours and the floor. */
final class NettyTls {
    static final String NAME = "netty-tls";

    private NettyTls() {}

    /** @param provider of TLS: jdk or openssl */
    static Optional<LinkBench.Duo> find(Children children, Programs programs, String provider) throws IOException {
        Optional<Harness> harness = Harness.find(programs, NAME, "true");
        if (harness.isEmpty()) {
            return Optional.empty();
        }
        int port = freePort();
        Map<String, String> environment =
                Map.of("TLS", provider.toUpperCase(Locale.ROOT), "PORT", Integer.toString(port));
        List<String> command = programs.other(
                harness.get().classPath(),
                "NettyTls",
                port,
                "-Dcerts=" + harness.get().folder().resolve("certs"));
        Worker server = children.add(new Worker(NAME + " server", children.folder("rope"), command, environment));
        Worker client = children.add(new Worker(NAME + " client", children.folder("rope"), command, environment));
        client.ask("target", server.number("listen"), "-");
        client.ask("stay");
        return Optional.of(new LinkBench.Duo(server, client));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
