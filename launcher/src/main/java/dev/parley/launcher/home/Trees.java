package dev.parley.launcher.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Folders with all that is in them; links are not followed. */
public final class Trees {
    private Trees() {}

    /** Deletes what is in the folder, but for one file. */
    public static void empty(Path folder, Path kept) throws IOException {
        for (Path each : deepestFirst(folder)) {
            if (!each.equals(folder) && !each.equals(kept)) {
                Files.deleteIfExists(each);
            }
        }
    }

    /** Deletes the folder, too. */
    public static void delete(Path folder) throws IOException {
        for (Path each : deepestFirst(folder)) {
            Files.deleteIfExists(each);
        }
    }

    private static List<Path> deepestFirst(Path folder) throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.sorted(Comparator.reverseOrder()).toList();
        }
    }
}
