package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.spi.store.FileLayer;
import dev.parley.testkit.ForgetfulFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The check that takes the power away at each point is checked: a layer that leaves out one sync is found to lose what it confirmed, and
 * the whole one is not.
 */
class CarelessFilesTest {
    private static final Path FILE = Path.of("home", "settings");
    private static final int VERSIONS = 3;
    private static final int MOST = 100;

    /** What a layer does without. */
    enum Lacking {
        /** What is in the file. */
        FORCE,
        /** Which names there are. */
        FORCE_FOLDER,
        /** Neither. */
        BOTH
    }

    /** Writes as a whole, but for what it lacks. */
    private record Careless(ForgetfulFiles disk, Lacking lacking) implements FileLayer {
        @Override
        public Optional<byte[]> readPrivate(Path file, int most) throws IOException {
            return disk.readPrivate(file, most);
        }

        @Override
        public void writePrivate(Path file, byte[] bytes) throws IOException {
            Path neighbour = file.resolveSibling(file.getFileName() + ".new");
            disk.write(neighbour, bytes);
            if (lacking == Lacking.FORCE_FOLDER) {
                disk.force(neighbour);
            }
            disk.rename(neighbour, file);
            if (lacking == Lacking.FORCE) {
                disk.forceFolder(file);
            }
        }
    }

    /** Makes a layer over a disk. */
    private interface Making {
        FileLayer over(ForgetfulFiles disk);
    }

    /** @return at which points something was lost that was confirmed before, or that nobody wrote was found */
    private static List<String> losses(Making making) throws IOException {
        List<String> losses = new ArrayList<>();
        boolean everywhere = false;
        for (int point = 1; !everywhere; point++) {
            ForgetfulFiles disk = new ForgetfulFiles();
            disk.loseAt(point);
            int confirmed = write(making.over(disk));
            everywhere = !disk.crashed();
            disk.crash();
            String found = new String(disk.readPrivate(FILE, MOST).orElse(new byte[0]), StandardCharsets.US_ASCII);
            if (!found.equals(text(confirmed)) && !found.equals(text(confirmed + 1))) {
                losses.add("at " + point + ": " + confirmed + " confirmed, \"" + found + "\" found");
            }
        }
        return losses;
    }

    /** @return how many were confirmed */
    private static int write(FileLayer files) {
        for (int version = 1; version <= VERSIONS; version++) {
            try {
                files.writePrivate(FILE, text(version).getBytes(StandardCharsets.US_ASCII));
            } catch (IOException noPower) {
                return version - 1;
            }
        }
        return VERSIONS;
    }

    private static String text(int version) {
        return version == 0 ? "" : "version " + version;
    }

    @Test
    void theLayerLosesNothing() throws IOException {
        assertEquals(List.of(), losses(disk -> disk));
    }

    @ParameterizedTest
    @EnumSource
    void aLayerThatLeavesOutASyncIsFound(Lacking lacking) throws IOException {
        assertFalse(losses(disk -> new Careless(disk, lacking)).isEmpty());
    }
}
