package dev.parley.wire.file;

import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.LogFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The disk of this machine. */
@Component
public final class DiskFiles implements FileLayer, LogFiles {
    /** One writer at a time: two of the same file would share its neighbour. */
    private final Object writing = new Object();

    /** Does nothing yet. */
    @Activate
    public DiskFiles() {}

    @Override
    public Optional<byte[]> readPrivate(Path file, int most) throws IOException {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            OwnerOnly.of(file).require(file);
            bytes = in.readNBytes((int) Math.min(most + 1L, Integer.MAX_VALUE));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (AccessDeniedException e) {
            throw new IOException(file + " cannot be read by this user. Its owner must be who runs Parley.", e);
        }
        if (bytes.length > most) {
            throw new IOException(file + " is longer than " + most + " bytes, so it is not what Parley wrote.");
        }
        return Optional.of(bytes);
    }

    @Override
    public void writePrivate(Path file, byte[] bytes) throws IOException {
        Path target = file.toAbsolutePath();
        Path folder = target.getParent();
        Path fileName = target.getFileName();
        if (folder == null || fileName == null) {
            throw new IOException(file + " names no file in a folder.");
        }
        synchronized (writing) {
            makeFolders(folder);
            Path neighbour = folder.resolve(fileName + ".new");
            Files.deleteIfExists(neighbour); // left by a crash, and of unknown permissions
            try {
                writeForced(neighbour, bytes);
                Files.move(neighbour, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } catch (IOException | RuntimeException e) {
                Files.deleteIfExists(neighbour);
                throw e;
            }
            forceFolder(folder);
        }
    }

    @Override
    public List<Path> list(Path folder) throws IOException {
        List<Path> found = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
            all.forEach(found::add);
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    @Override
    public LogFile open(Path file) throws IOException {
        OwnerOnly.of(file).require(file);
        return new DiskLogFile(FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE));
    }

    @Override
    public void delete(Path file) throws IOException {
        if (Files.deleteIfExists(file)) {
            forceFolder(file.toAbsolutePath().getParent());
        }
    }

    private static void writeForced(Path neighbour, byte[] bytes) throws IOException {
        OwnerOnly owner = OwnerOnly.of(neighbour);
        Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (FileChannel channel = FileChannel.open(neighbour, fresh, owner.forFile(neighbour))) {
            owner.require(neighbour); // some disks know no owners, and take every permission without a word
            ByteBuffer left = ByteBuffer.wrap(bytes);
            while (left.hasRemaining()) {
                channel.write(left);
            }
            channel.force(true);
        }
    }

    private static void makeFolders(Path folder) throws IOException {
        Deque<Path> missing = new ArrayDeque<>();
        for (Path at = folder; at != null && !Files.isDirectory(at); at = at.getParent()) {
            missing.push(at);
        }
        for (Path next : missing) {
            Files.createDirectory(next, OwnerOnly.of(next).forFolder(next));
            forceFolder(next.getParent());
        }
    }

    /** Makes new names in a folder survive. Windows has no such call, and keeps them by its own journal. */
    private static void forceFolder(Path folder) throws IOException {
        if (folder == null
                || !folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (AccessDeniedException e) {
            // A folder that others own and that cannot be listed, above ours: only its owner can force it.
            if (Files.isReadable(folder)) {
                throw e;
            }
        }
    }
}
