package dev.parley.tests.bench.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs what must succeed. */
final class Shell {
    private static final long LIMIT_S = 60;

    private Shell() {}

    static String run(String... command) throws IOException {
        return run(Path.of("."), LIMIT_S, TimeUnit.SECONDS, command);
    }

    static String run(Path folder, long most, TimeUnit unit, String... command) throws IOException {
        Path said = Files.createTempFile("bench", ".said");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .redirectInput(
                            ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                    .start();
            boolean ended = process.waitFor(most, unit);
            if (!ended) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
            String output = Files.readString(said, StandardCharsets.UTF_8);
            if (!ended || process.exitValue() != 0) {
                throw new IOException(
                        List.of(command) + (ended ? " failed: " : " took longer than " + most + " s: ") + output);
            }
            return output;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(said);
        }
    }
}
