package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalPortsTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    Path parent;

    private LocalPorts ports() {
        return new LocalPorts(parent.resolve("ports"));
    }

    @Test
    void meetUntilOneLeaves() {
        LocalPorts one = ports();
        LocalPorts other = ports();
        assertEquals(List.of(), one.meet(1001, NOW));
        assertEquals(List.of(1001), other.meet(1002, NOW));
        assertEquals(List.of(1002), one.meet(1001, NOW));
        one.meet(1003, NOW);
        assertEquals(List.of(1003), other.meet(1002, NOW));
        one.leave();
        one.leave();
        assertEquals(List.of(), other.meet(1002, NOW));
    }

    @Test
    void whoeverWasKilledIsForgotten() throws IOException {
        ports().meet(1001, NOW);
        assertEquals(List.of(), ports().meet(1002, NOW.plusSeconds(61)));
        assertTrue(Files.notExists(parent.resolve("ports/1001")));
    }

    @Test
    void isOfTheOwnerAlone() throws IOException {
        ports().meet(1001, NOW);
        assertEquals(
                "rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(parent.resolve("ports"))));
        Files.setPosixFilePermissions(parent.resolve("ports"), PosixFilePermissions.fromString("rwxrwxrwx"));
        assertEquals(List.of(), ports().meet(1002, NOW), "not one that others can write");
    }

    @Test
    void aLinkOrOtherFilesAreNotFollowed() throws IOException {
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createSymbolicLink(parent.resolve("ports"), elsewhere);
        assertEquals(List.of(), ports().meet(1001, NOW));
        Files.delete(parent.resolve("ports"));
        ports().meet(1001, NOW);
        for (String name : List.of("readme", "0", "99999", "007")) {
            Files.createFile(parent.resolve("ports").resolve(name));
        }
        assertEquals(List.of(1001), ports().meet(1002, NOW));
    }
}
