package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.spi.store.FileLayer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The jars that the person deployed, in the folder {@code apps} of the home: they are there at the next start. Without a home, whoever
 * runs the framework keeps its bundles. Blocks for as long as the disk does.
 */
final class Library {
    /** The largest jar that is kept. */
    static final int JAR_BYTES = 64 << 20;

    private static final Logger LOG = LoggerFactory.getLogger(Library.class);
    private static final String SUFFIX = ".jar";
    /** What symbolic names are made of, and no name of another folder. */
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9_.-]{0,199}");

    private final FileLayer files;
    private final Optional<Path> folder;

    /** @param home empty for none */
    Library(FileLayer files, Optional<Path> home) {
        this.files = files;
        this.folder = home.map(path -> path.resolve("apps"));
    }

    /** @throws ApplicationException when its name or size is none that can be kept */
    void check(JarHead head) {
        if (folder.isEmpty()) {
            return;
        }
        if (!NAME.matcher(head.symbolicName()).matches()) {
            throw new ApplicationException(
                    JarHead.shown(head.jar()) + " has a Bundle-SymbolicName with other than letters,"
                            + " digits, points, dashes and underscores. Nothing was installed.");
        }
        try {
            if (Files.size(head.jar()) > JAR_BYTES) {
                throw new ApplicationException(JarHead.shown(head.jar()) + " is larger than " + (JAR_BYTES >> 20)
                        + " MiB, the most that is kept. Nothing was installed.");
            }
        } catch (IOException e) {
            throw new ApplicationException(JarHead.shown(head.jar()) + " cannot be read. Look at its owner.", e);
        }
    }

    /** @throws ApplicationException when the disk does not take it */
    void keep(JarHead head) {
        if (folder.isEmpty() || file(head.symbolicName()).equals(head.jar())) {
            return;
        }
        try {
            files.writePrivate(file(head.symbolicName()), Files.readAllBytes(head.jar()));
        } catch (IOException e) {
            throw new ApplicationException(
                    head.symbolicName() + " runs now, but could not be kept in " + folder.get() + " (" + e.getMessage()
                            + "): it will be gone after a restart. Make room, and deploy it again.",
                    e);
        }
    }

    /** @throws ApplicationException when it stays */
    void forget(String symbolicName) {
        if (folder.isEmpty() || !NAME.matcher(symbolicName).matches()) {
            return;
        }
        try {
            Files.deleteIfExists(file(symbolicName));
        } catch (IOException e) {
            throw new ApplicationException(
                    symbolicName + " is removed now, but " + file(symbolicName)
                            + " could not be deleted: it will be back after a restart. Delete that file.",
                    e);
        }
    }

    /** All that were kept, by name. */
    List<Path> all() {
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return List.of();
        }
        try (Stream<Path> found = Files.list(folder.get())) {
            return found.filter(file -> file.toString().endsWith(SUFFIX))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            LOG.warn("the applications in {} cannot be listed; none of them is there", folder.get(), e);
            return List.of();
        }
    }

    private Path file(String symbolicName) {
        return folder.orElseThrow().resolve(symbolicName + SUFFIX);
    }
}
