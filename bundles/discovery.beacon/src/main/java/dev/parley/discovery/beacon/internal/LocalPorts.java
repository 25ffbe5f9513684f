package dev.parley.discovery.beacon.internal;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the system refuses multicast on the loopback interface: a folder that only its owner can use, with one empty file named
 * for the port of each running instance, which the others then send to directly. A file that its owner has not touched for a
 * minute is of one that was killed. Not thread-safe; used only where it must be, so that it costs nothing elsewhere.
 */
final class LocalPorts {
    private static final Logger LOG = LoggerFactory.getLogger(LocalPorts.class);
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rwx------");
    private static final Duration STALE = Duration.ofMinutes(1);
    private static final int MOST = 64;
    private static final String DIGITS = "[1-9][0-9]{0,4}";

    private final Path folder;
    private Optional<Path> mine = Optional.empty();
    private boolean complained;

    /** @param folder made when it is first needed */
    LocalPorts(Path folder) {
        this.folder = folder;
    }

    /** In the folder for temporary files, by the user's name. */
    static LocalPorts ofUser() {
        String user = System.getProperty("user.name", "user").replaceAll("[^A-Za-z0-9_-]", "_");
        return new LocalPorts(Path.of(System.getProperty("java.io.tmpdir"), "parley-" + user));
    }

    /**
     * Says that we are there, and returns where the others are.
     *
     * @param port our own
     */
    List<Integer> meet(int port, Instant now) {
        try {
            prepare();
            Path file = folder.resolve(Integer.toString(port));
            if (!mine.equals(Optional.of(file))) {
                leave();
                mine = Optional.of(file);
            }
            if (!Files.exists(file)) {
                Files.createFile(file);
            }
            if (!Files.getOwner(file).equals(Files.getOwner(folder))) {
                throw new IOException("it belongs to somebody else");
            }
            Files.setLastModifiedTime(file, FileTime.from(now));
            return others(port, now);
        } catch (IOException | UnsupportedOperationException e) {
            if (!complained) {
                complained = true;
                LOG.warn("others on this machine cannot be found: {} is not usable", folder, e);
            }
            return List.of();
        }
    }

    /** We go. */
    void leave() {
        if (mine.isPresent()) {
            try {
                Files.deleteIfExists(mine.get());
            } catch (IOException e) {
                LOG.debug("{} stays until it is stale", mine.get(), e);
            }
            mine = Optional.empty();
        }
    }

    private List<Integer> others(int port, Instant now) throws IOException {
        List<Integer> ports = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.limit(MOST).toList()) {
                String name = file.getFileName().toString();
                if (name.matches(DIGITS) && Integer.parseInt(name) <= 0xffff && Integer.parseInt(name) != port) {
                    if (touched(file).isBefore(now.minus(STALE))) {
                        Files.deleteIfExists(file);
                    } else {
                        ports.add(Integer.valueOf(name));
                    }
                }
            }
        }
        return ports;
    }

    private static Instant touched(Path file) {
        try {
            return Files.getLastModifiedTime(file, LinkOption.NOFOLLOW_LINKS).toInstant();
        } catch (IOException gone) {
            return Instant.MIN;
        }
    }

    /** Nobody else may have made it: the folder for temporary files is everybody's. */
    private void prepare() throws IOException {
        boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            if (posix) {
                Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(OWNER));
            } else {
                Files.createDirectory(folder); // Windows: the folder for temporary files is the user's own
            }
        } catch (FileAlreadyExistsException e) {
            boolean ours = Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && (!posix
                            || Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS)
                                            .equals(OWNER)
                                    && Files.isWritable(folder));
            if (!ours) {
                throw new IOException("it is not a folder of ours alone", e);
            }
        }
    }
}
