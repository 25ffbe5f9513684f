package dev.parley.launcher.demo;

import dev.parley.launcher.status.LaunchException;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Two peers on this machine, "Left desk" and "Right desk", in homes of their own that go with the demo. */
public final class Demo {
    /** A test's way to see a failure: {@code NUMBER} kills the right peer before that step. */
    private static final String KILL = "parley.demo.killBefore";

    private final List<String> program;

    /** @param installation the distribution whose program starts the peers */
    public Demo(Path installation) {
        program = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+IgnoreUnrecognizedVMOptions",
                "--sun-misc-unsafe-memory-access=allow",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Dparley.installation=" + installation,
                "-cp",
                System.getProperty("java.class.path"),
                "dev.parley.launcher.Main",
                "--bind",
                "127.0.0.1",
                "--visibility",
                "everyone",
                "--realm",
                "demo-" + UUID.randomUUID()));
    }

    /**
     * Runs it.
     *
     * @param script without a person
     * @return 0, or 1 when a step failed
     * @throws LaunchException with status 3 when the peers cannot be started
     */
    public int run(boolean script) throws LaunchException, InterruptedException {
        Path homes = null;
        try {
            homes = Files.createTempDirectory("parley-demo-");
            try (DemoPeer left = new DemoPeer(program, "Left desk", homes.resolve("left"));
                    DemoPeer right = new DemoPeer(program, "Right desk", homes.resolve("right"))) {
                Thread ending = new Thread(() -> {
                    left.kill();
                    right.kill();
                });
                Runtime.getRuntime().addShutdownHook(ending);
                return script
                        ? new Script(left, right).run(System.out, step -> kill(right, step))
                        : new Table(left, right).run();
            }
        } catch (IOException e) {
            throw LaunchException.cannotStart(
                    "The two peers of the demo cannot be started (" + e.getMessage() + ").", e);
        } finally {
            if (homes != null) {
                remove(homes);
            }
        }
    }

    private static void kill(DemoPeer peer, int step) {
        if (Integer.getInteger(KILL, 0) == step) {
            peer.kill();
        }
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                    Files.deleteIfExists(visited);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            System.err.println(
                    "parley: " + folder + " could not be removed (" + e.getMessage() + "); it can be deleted.");
        }
    }
}
