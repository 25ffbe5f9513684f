package dev.parley.tests.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A Java harness of {@code PEERS_DIR}, built once from a copy. */
record Harness(Path folder) {
    private static final long BUILD_S = 300;
    private static final String CLASS_PATH = "target/cp.txt";
    private static final String STAMP = "built";

    /**
     * The one of a name, when it is there.
     *
     * @param more for its keys, beside {@code certs.sh}, in the copy's folder
     */
    static Optional<Harness> find(Programs programs, String name, String more) throws IOException {
        String peers = System.getenv("PEERS_DIR");
        if (peers == null || !Files.isDirectory(Path.of(peers, name))) {
            return Optional.empty();
        }
        Path copy = programs.module().resolve("target/peers").resolve(name);
        if (!Files.exists(copy.resolve(STAMP))) {
            System.out.println("bench: building " + name + " of PEERS_DIR, once ...");
            build(Path.of(peers, name), copy, more);
        }
        return Optional.of(new Harness(copy));
    }

    private static void build(Path from, Path copy, String more) throws IOException {
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
                "mvn -q -B package dependency:build-classpath -Dmdep.outputFile=" + CLASS_PATH
                        + " -DskipTests && DIR=$PWD && . ./certs.sh && " + more);
        Files.createFile(copy.resolve(STAMP));
    }

    String classPath() throws IOException {
        return folder.resolve("target/classes") + ":" + Files.readString(folder.resolve(CLASS_PATH));
    }
}
