package dev.parley.tests.bench.run;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The harness {@code netty-tls} of {@code PEERS_DIR}, built from a copy, run under our loads beside ours and the floor. */
final class NettyTls {
    static final String NAME = "netty-tls";
    private static final long BUILD_S = 300;

    private NettyTls() {}

    /** @param provider of TLS: jdk or openssl */
    static Optional<LinkBench.Duo> find(Children children, Programs programs, String provider) throws IOException {
        String peers = System.getenv("PEERS_DIR");
        if (peers == null || !Files.isDirectory(Path.of(peers, NAME))) {
            return Optional.empty();
        }
        Path copy = programs.module().resolve("target/peers").resolve(NAME);
        build(Path.of(peers, NAME), copy);
        String classPath = copy.resolve("target/classes") + ":" + Files.readString(copy.resolve("target/cp.txt"));
        int port = freePort();
        Map<String, String> environment =
                Map.of("TLS", provider.toUpperCase(Locale.ROOT), "PORT", Integer.toString(port));
        List<String> command = programs.other(classPath, "NettyTls", port, "-Dcerts=" + copy.resolve("certs"));
        Worker server = children.add(new Worker(NAME + " server", children.folder("rope"), command, environment));
        Worker client = children.add(new Worker(NAME + " client", children.folder("rope"), command, environment));
        client.ask("target", server.number("listen"), "-");
        client.ask("stay");
        return Optional.of(new LinkBench.Duo(server, client));
    }

    private static void build(Path from, Path copy) throws IOException {
        if (Files.exists(copy.resolve("target/cp.txt")) && Files.exists(copy.resolve("certs/server.crt"))) {
            return;
        }
        System.out.println("bench: building " + NAME + " of PEERS_DIR, once ...");
        Children.delete(copy);
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path to = copy.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(file, to, StandardCopyOption.REPLACE_EXISTING);
                }
            }
        }
        Shell.run(
                copy,
                BUILD_S,
                TimeUnit.SECONDS,
                "bash",
                "-c",
                "mvn -q -B package dependency:build-classpath -Dmdep.outputFile=target/cp.txt -DskipTests && DIR=$PWD && . ./certs.sh");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
