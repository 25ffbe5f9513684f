package dev.parley.store.sqlite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeFolderTest {
    @TempDir
    Path home;

    private final Properties system = new Properties();

    @Test
    void itLiesInTheHomeAndIsCleanedAtTheFirstStartOnly() throws IOException {
        Path folder = home.resolve("cache").resolve("sqlite");
        Files.createDirectories(folder);
        Path left = Files.createFile(folder.resolve("sqlite-1-libsqlitejdbc.so"));
        Path lock = Files.createFile(folder.resolve("sqlite-1-libsqlitejdbc.so.lck"));
        Path other = Files.createFile(folder.resolve("other"));
        NativeFolder.prepare(home, system);
        assertEquals(folder.toString(), system.getProperty(NativeFolder.PROPERTY));
        assertFalse(Files.exists(left) || Files.exists(lock));
        assertTrue(Files.exists(other));
        Files.createFile(left);
        NativeFolder.prepare(home, system);
        assertTrue(Files.exists(left), "it is in use");
    }

    @Test
    void whatSomebodyDecidedCounts() throws IOException {
        system.setProperty(NativeFolder.PROPERTY, "elsewhere");
        NativeFolder.prepare(home, system);
        assertEquals("elsewhere", system.getProperty(NativeFolder.PROPERTY));
        assertFalse(Files.exists(home.resolve("cache")));
    }
}
