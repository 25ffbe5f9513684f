package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchTest {
    @TempDir
    Path folder;

    private final ConsoleFixture console = new ConsoleFixture();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Batch batch = new Batch(console.line, stream(out), stream(err));

    @Test
    void runsAllAndEndsWell() throws IOException {
        assertEquals(0, batch.run(file("# who am I\nme\n\napps\n")));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Left desk"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("Lines of text"));
        assertEquals("", err.toString(StandardCharsets.UTF_8));
    }

    @Test
    void endsAtTheFirstThatFails() throws IOException {
        assertEquals(1, batch.run(file("apps\ndance\nme\n")));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("The command was: dance"));
        assertTrue(!out.toString(StandardCharsets.UTF_8).contains("Left desk"));
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        assertEquals(2, batch.run(folder.resolve("none").toString()));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("none"));
    }

    private String file(String commands) throws IOException {
        return Files.writeString(folder.resolve("commands"), commands).toString();
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
