package dev.parley.tests.processes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever was not asked, and said nothing, is not announced. */
class HiddenTest {
    @TempDir
    Path folder;

    @Test
    void withoutATerminalAndAnAnswerNobodySees() throws Exception {
        String realm = "hidden-" + UUID.randomUUID();
        try (Node hidden = Node.unasked(folder.resolve("hidden"), "Hidden", realm);
                Node looks = new Node(folder.resolve("looks"), "Looks", realm);
                Node seen = new Node(folder.resolve("seen"), "Seen", realm)) {
            // The third one is the proof that whoever can be seen is seen.
            looks.meets("Seen");
            hidden.sees(0, "Seen", person -> true);
            seen.meets("Looks");
            assertEquals(1, looks.call("near").asJsonArray().size());
            assertTrue(hidden.err().contains("nobody can see you, as there is no terminal to ask you at"), hidden::err);
            assertTrue(hidden.ask("me").output().contains("nobody"));
        }
    }
}
