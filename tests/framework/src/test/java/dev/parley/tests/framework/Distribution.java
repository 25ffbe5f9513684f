package dev.parley.tests.framework;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** What the build made, and how a process of it is started. */
final class Distribution {
    /** What every peer of a test is told: this machine only, seen by the others of its realm. */
    private static final List<String> LOOPBACK = List.of("--bind", "127.0.0.1", "--visibility", "everyone");

    private Distribution() {}

    static Path folder() {
        return Path.of(System.getProperty("parley.distribution")).normalize();
    }

    /** This module's own folder for what is built. */
    static Path target() {
        return Path.of(System.getProperty("parley.tests.target"));
    }

    /** Java with the build's flags, and more of one's own. */
    static List<String> java(List<String> more) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC"));
        command.addAll(more);
        return command;
    }

    /** The built launcher, for one peer. */
    static List<String> launcher(List<String> java, Path home, String name, String realm) {
        List<String> command = java(java);
        command.add("-Dparley.ending.limitMs=100000"); // to leave politely takes longer where much else is done
        command.addAll(List.of(
                "-jar", only(folder().resolve("lib"), "dev.parley.launcher-").toString()));
        command.addAll(List.of("--home", home.toString(), "--name", name, "--realm", realm));
        command.addAll(LOOPBACK);
        return command;
    }

    /** A peer with events. */
    static Node node(Path homes, String name, String realm, String... options) throws IOException {
        Path home = homes.resolve(name.replace(' ', '-'));
        List<String> command = launcher(List.of(), home, name, realm);
        command.addAll(List.of("--events", "json"));
        command.addAll(List.of(options));
        return new Node(name, home, homes, command);
    }

    /** The one file there whose name begins so. */
    static Path only(Path folder, String prefix) {
        List<Path> found = files(folder).stream()
                .filter(file -> file.getFileName().toString().startsWith(prefix))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(folder + " has " + found.size() + " files " + prefix + "*; was it built?");
        }
        return found.get(0);
    }

    /** The files of a folder, in order. */
    static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
