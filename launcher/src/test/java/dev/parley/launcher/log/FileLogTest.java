package dev.parley.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileLogTest {
    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();

    private void configure(boolean verbose) {
        FileLog.prepare(folder, verbose);
        FileLog log = new FileLog();
        context.setMDCAdapter(new LogbackMDCAdapter());
        log.setContext(context);
        log.configure(context);
    }

    @AfterEach
    void stop() {
        context.stop();
        System.clearProperty("parley.log.folder");
        System.clearProperty("parley.log.verbose");
    }

    private String written() throws IOException {
        return Files.readString(folder.resolve("parley.log"));
    }

    @Test
    void writesToTheFolder() throws IOException {
        configure(false);
        context.getLogger("dev.parley.x").info("hello {}", "world");
        context.getLogger("dev.parley.x").debug("not this");
        assertTrue(
                written().matches("(?s)\\d{4}-\\d\\d-\\d\\dT\\S+ INFO  dev.parley.x \\[.*] hello world\\R"), written());
    }

    @Test
    void saysMoreWhenAskedButOnlyOfOurOwn() throws IOException {
        configure(true);
        context.getLogger("dev.parley.x").debug("ours");
        context.getLogger("io.netty").debug("theirs");
        assertTrue(written().contains("ours"));
        assertFalse(written().contains("theirs"));
    }

    @Test
    void whatOthersWroteStaysOnItsLineAndSteersNothing() throws IOException {
        configure(false);
        context.getLogger("x").warn("name {}", "a\nb\u001b[2J\u202e\u009b", new IOException("c\u001b[31m\u202ed"));
        String written = written();
        assertTrue(written.contains("name a?b?[2J??"), written);
        assertTrue(written.contains("java.io.IOException: c?[31m?d"), written);
        assertTrue(written.contains("\tat "), written);
        assertEquals(1, written.split("java\\.io\\.IOException", -1).length - 1);
        assertTrue(written.codePoints().noneMatch(c -> c == 0x1b || c == 0x202e || c == 0x9b));
    }

    @Test
    void aLineIsFlatAndItsTimeHasTheZone() throws IOException {
        configure(false);
        context.getLogger("dev.parley.discovery.internal.Neighbourhood").warn("a\tb\u2028c");
        String flat = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}(Z|[+-]\\d\\d:\\d\\d)"
                + " WARN  d\\.p\\.d\\.internal\\.Neighbourhood \\[.*] a\\?b\\?c\\R";
        assertTrue(written().matches(flat), written());
    }

    @Test
    void aLongLogIsRolledAndBounded() throws IOException {
        configure(false);
        String long100 = "x".repeat(100_000);
        for (int i = 0; i < 250; i++) {
            context.getLogger("x").info(long100);
        }
        long size = 0;
        try (java.util.stream.Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                assertTrue(file.getFileName().toString().matches("parley\\.log(\\.[123])?"), file::toString);
                size += Files.size(file);
            }
        }
        assertTrue(size < 5L * (4 << 20), size + " bytes");
    }
}
