package dev.parley.launcher.home;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HomeTest {
    private static final Path USER = Path.of("/home/ada");

    @TempDir
    Path folder;

    @Test
    void liesWhereThePlatformKeepsSuchData() {
        assertEquals(USER.resolve(".local/share/parley"), Home.usual("Linux", USER, Map.of()));
        assertEquals(Path.of("/data/parley"), Home.usual("Linux", USER, Map.of("XDG_DATA_HOME", "/data")));
        assertEquals(
                USER.resolve(".local/share/parley"),
                Home.usual("FreeBSD", USER, Map.of("XDG_DATA_HOME", "relative/is/ignored")));
        assertEquals(USER.resolve("Library/Application Support/Parley"), Home.usual("Mac OS X", USER, Map.of()));
        assertEquals(USER.resolve("AppData/Local/Parley"), Home.usual("Windows 11", USER, Map.of("LOCALAPPDATA", "")));
        assertEquals(
                Path.of("/elsewhere/.local/share/parley"), Home.usual("Linux", USER, Map.of("HOME", "/elsewhere")));
        assertEquals(Path.of("/local/Parley"), Home.usual("Windows 11", USER, Map.of("LOCALAPPDATA", "/local")));
    }

    @Test
    void isMadeForItsOwnerOnly() throws LaunchException, IOException {
        Home home = new Home(folder.resolve("a/../new/home"));
        assertEquals(folder.resolve("new/home"), home.folder());
        home.make();
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(home.folder())));
        assertTrue(Files.isDirectory(home.log()) && Files.isDirectory(home.cache()));
        home.make();
    }

    @Test
    void whatCannotBeAHomeIsNamedWithAWayOut() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");
        LaunchException e = assertThrows(LaunchException.class, () -> new Home(file.resolve("below")).make());
        assertEquals(Status.CANNOT_START, e.status());
        assertTrue(e.getMessage().startsWith("The home " + file.resolve("below") + " cannot be used"), e.getMessage());
        assertTrue(e.getMessage().contains("--home DIR"), e.getMessage());
    }

    @Test
    void knowsWhetherThePersonHasAnsweredWhoMaySeeThem() throws IOException {
        Home home = new Home(folder);
        assertFalse(home.answered());
        Files.writeString(folder.resolve("settings"), "#x\nother=1\n");
        assertFalse(home.answered());
        Files.writeString(folder.resolve("settings"), "visibility=everyone\n");
        assertTrue(home.answered());
        Files.writeString(folder.resolve("settings"), "visibility=\\uXYZ");
        assertFalse(home.answered());
        Files.write(folder.resolve("settings"), new byte[] {(byte) 0xff, (byte) 0xfe});
        assertFalse(home.answered());
    }

    @Test
    void isLockedByOneProcessAtATimeWhichIsNamed() throws LaunchException {
        Home home = new Home(folder);
        long pid = ProcessHandle.current().pid();
        try (HomeLock lock = HomeLock.take(home)) {
            LaunchException e = assertThrows(LaunchException.class, () -> HomeLock.take(home));
            assertEquals(Status.HOME_IN_USE, e.status());
            assertTrue(
                    e.getMessage().startsWith("The home " + folder + " is in use by process " + pid + "."),
                    () -> e.getMessage() + lock);
        }
        HomeLock.take(home).close();
    }

    @Test
    void aProcessThatIsGoneIsNotNamed() throws LaunchException, IOException {
        Home home = new Home(folder);
        try (HomeLock lock = HomeLock.take(home)) {
            for (String left : new String[] {"", "999999999999", "x\u001b[2J", "-5", "1".repeat(40)}) {
                Files.writeString(home.lock(), left);
                LaunchException e = assertThrows(LaunchException.class, () -> HomeLock.take(home));
                assertTrue(e.getMessage().contains("is in use by another process."), () -> e.getMessage() + lock);
            }
        }
    }

    @Test
    void aHomeThatCannotBeLockedIsSaidToBeThat() throws IOException {
        Files.createDirectory(folder.resolve("lock"));
        LaunchException e = assertThrows(LaunchException.class, () -> HomeLock.take(new Home(folder)));
        assertEquals(Status.CANNOT_START, e.status());
        assertTrue(e.getMessage().contains("cannot be locked"), e.getMessage());
    }
}
