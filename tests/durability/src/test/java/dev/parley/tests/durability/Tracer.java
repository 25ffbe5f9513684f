package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a process under {@code strace}. */
final class Tracer {
    private final Path folder;

    /** @throws org.opentest4j.TestAbortedException where nothing can be traced */
    Tracer(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        assumeTrue(isHere(), "strace is not here, or may not trace");
    }

    private boolean isHere() throws InterruptedException {
        try {
            return new ProcessBuilder("strace", "-o", folder.resolve("probe").toString(), "true")
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException notInstalled) {
            return false;
        }
    }

    /** What the process asked of the kernel, a line a call, and what it said: everything that was asked was done. */
    record Seen(List<String> calls, List<String> said) {
        Seen {
            calls = List.copyOf(calls);
            said = List.copyOf(said);
        }
    }

    /**
     * @param main what to run
     * @param first what goes before the product on its class path
     */
    Seen run(Class<?> main, List<Path> first, List<String> arguments) throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        List<String> tracer = List.of(
                "strace",
                "-f",
                "-qq",
                "-y",
                "-s",
                "64",
                "-e",
                "trace=write,pwrite64,fsync,fdatasync,rename,renameat,renameat2",
                "-e",
                "signal=none",
                "-o",
                trace.toString());
        List<String> said = new ArrayList<>();
        Path temporary = Files.createDirectories(folder.resolve("tmp"));
        try (Child child = Child.start(main, tracer, first, temporary, arguments)) {
            for (String line = child.line(); line != null; line = child.line()) {
                said.add(line);
            }
            assertEquals(0, child.await());
        }
        return new Seen(Files.readAllLines(trace), said);
    }
}
