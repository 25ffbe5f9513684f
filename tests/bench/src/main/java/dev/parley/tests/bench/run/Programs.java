package dev.parley.tests.bench.run;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * How each program is started.
 *
 * @param root of the checkout
 * @param java the same for all
 */
record Programs(Path root, String java) {
    /** The same flags for all that is compared. */
    static final List<String> FLAGS = List.of("-Xms128m", "-Xmx1g");

    static Programs find() {
        return new Programs(
                Path.of(System.getProperty("bench.root")).toAbsolutePath().normalize(),
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
    }

    Path module() {
        return root.resolve("tests/bench");
    }

    Path distribution() {
        return root.resolve("launcher/target/parley");
    }

    /** The bundle that puts a peer on the rope. */
    Path bundle() throws IOException {
        return only(module().resolve("target"), "dev.parley.tests.bench-");
    }

    private static Path only(Path folder, String prefix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix)
                            && file.toString().endsWith(".jar"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("there is no " + prefix + "*.jar in " + folder));
        }
    }

    /** A peer of the distribution on the rope, by the launcher's own jar, so that it has exactly these flags. */
    List<String> peer(Path home, String name, String realm, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-jar",
                only(distribution().resolve("lib"), "dev.parley.launcher-").toString(),
                "--home",
                home.toString(),
                "--name",
                name,
                "--realm",
                realm,
                "--bundle",
                bundle().toString()));
        command.addAll(List.of(more));
        return command;
    }

    /** A peer as a person starts it, with its events on standard output. */
    List<String> script(Path home, String name, String realm, String... more) {
        List<String> command = new ArrayList<>(List.of(
                distribution().resolve("bin/parley").toString(),
                "--home",
                home.toString(),
                "--name",
                name,
                "--realm",
                realm,
                "--bind",
                "127.0.0.1",
                "--visibility",
                "everyone",
                "--events",
                "json"));
        command.addAll(List.of(more));
        return command;
    }

    /** A process of the floor: what it is made of, and what that needs. */
    List<String> floor(String... words) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(List.of("-cp", classPath(), "dev.parley.tests.bench.floor.Floor"));
        command.addAll(List.of(words));
        return command;
    }

    /**
     * A process of many peers, from the jars of the distribution.
     *
     * @param main its class, below the package of the module
     */
    List<String> many(String main, Path folder, String realm) throws IOException {
        List<String> path =
                new ArrayList<>(List.of(module().resolve("target/classes").toString()));
        try (Stream<Path> files = Files.walk(distribution())) {
            files.filter(file -> file.toString().endsWith(".jar"))
                    .map(Path::toString)
                    .sorted()
                    .forEach(path::add);
        }
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(List.of(
                "-cp",
                String.join(File.pathSeparator, path),
                "dev.parley.tests.bench." + main,
                folder.toString(),
                realm));
        return command;
    }

    /** A process of another transport, by its harness' class path. */
    List<String> other(String classPath, String transport, int port, String... more) {
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(FLAGS);
        command.addAll(List.of(more));
        command.addAll(List.of(
                "-cp",
                module().resolve("target/classes") + File.pathSeparator + classPath,
                "dev.parley.tests.bench.floor.Floor",
                "other",
                transport,
                Integer.toString(port)));
        return command;
    }

    private String classPath() {
        return module().resolve("target/classes")
                + File.pathSeparator
                + module().resolve("target/lib").resolve("*");
    }

    /** Bare Felix with Gogo. */
    List<String> felix(Path cache) throws IOException {
        Path lib = module().resolve("target/lib");
        List<String> command = new ArrayList<>(List.of(java));
        command.addAll(List.of(
                "-cp",
                module().resolve("target/classes") + File.pathSeparator + only(lib, "org.apache.felix.framework-"),
                "dev.parley.tests.bench.floor.BareFelix",
                cache.toString()));
        for (String bundle : List.of(
                "jline-",
                "org.apache.felix.gogo.runtime-",
                "org.apache.felix.gogo.command-",
                "org.apache.felix.gogo.jline-")) {
            command.add(only(lib, bundle).toString());
        }
        return command;
    }
}
