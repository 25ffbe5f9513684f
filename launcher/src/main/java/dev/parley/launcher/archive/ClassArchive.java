package dev.parley.launcher.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * One archive of loaded classes, in a folder of such. Beside it, {@code NAME.for} says what it was made for: the virtual machine, the
 * installation, the bundles. The virtual machine itself refuses one that does not fit; this tells when to make it anew.
 *
 * @param file ends with {@code .jsa} (dynamic AppCDS, Java 17 and later) or {@code .aot} (AOT cache, Java 25 and later)
 */
record ClassArchive(Path file) {
    /** A home may be used by two installations or two JDKs in turn; what is older goes. */
    private static final int KEPT = 2;

    private static final Comparator<Path> NEWEST_FIRST =
            Comparator.comparingLong(ClassArchive::modified).reversed();

    private Path madeFor() {
        return file.resolveSibling(file.getFileName() + ".for");
    }

    /** Where it is made; it is not there for anybody before it is whole. */
    Path draft() {
        return file.resolveSibling("new-" + file.getFileName());
    }

    /** Whether there is nothing to do: it was made for just this, or making it was tried and is not possible. */
    boolean triedFor(String what) {
        try {
            return Files.readString(madeFor()).equals(what);
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * What makes an archive of this kind at its end, as options of the virtual machine. A {@code .jsa} is made by interpreting only:
     * whatever method waits for its compilation at the end would be archived as one that waits, and never be compiled again (seen with
     * SHA-256 on Java 17: a start took eight seconds).
     */
    List<String> makingOptions() {
        return file.toString().endsWith(".aot")
                ? List.of("-XX:AOTCacheOutput=" + draft())
                : List.of("-XX:ArchiveClassesAtExit=" + draft(), "-Xint");
    }

    /** What was left by a making that was cut short; the virtual machine has files of its own beside the draft. */
    void forgetDrafts() throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            for (Path left : all.filter(each -> each.getFileName().toString().startsWith("new-"))
                    .toList()) {
                Files.deleteIfExists(left);
            }
        }
    }

    /** The draft becomes the archive. */
    void publish(String what) throws IOException {
        Files.deleteIfExists(madeFor());
        Files.move(draft(), file, StandardCopyOption.ATOMIC_MOVE);
        note(what);
        forgetOld();
    }

    /** It cannot be made here; not tried again before something changes. */
    void giveUp(String what) throws IOException {
        Files.deleteIfExists(draft());
        Files.deleteIfExists(file);
        note(what);
    }

    private void note(String what) throws IOException {
        Path draft =
                Files.writeString(madeFor().resolveSibling("new-" + madeFor().getFileName()), what);
        Files.move(draft, madeFor(), StandardCopyOption.ATOMIC_MOVE);
    }

    private void forgetOld() throws IOException {
        try (Stream<Path> all = Files.list(file.getParent())) {
            List<Path> archives = all.filter(each -> each.toString().matches("(?s).*\\.(jsa|aot)"))
                    .sorted(NEWEST_FIRST)
                    .toList();
            for (Path old : archives.subList(Math.min(KEPT, archives.size()), archives.size())) {
                Files.deleteIfExists(old);
                Files.deleteIfExists(new ClassArchive(old).madeFor());
            }
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            return 0;
        }
    }
}
