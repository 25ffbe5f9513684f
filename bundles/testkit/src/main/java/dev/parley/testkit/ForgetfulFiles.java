package dev.parley.testkit;

import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.LogFiles;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Files in memory that lose at {@link #crash} what was not forced. Like a disk it keeps names apart from contents: {@link #force}
 * keeps what is in a file, {@link #forceFolder} keeps which names there are. {@link #writePrivate} goes through {@link #write},
 * {@link #force}, {@link #rename} and {@link #forceFolder}; each of these is one numbered point, counted from 1, at which a test
 * can make it fail or take the power away:
 *
 * <pre>{@code
 * for (int point = 1; ; point++) {
 *     ForgetfulFiles files = new ForgetfulFiles();
 *     files.loseAt(point);
 *     …                                   // what is tested; it meets an IOException where the power went
 *     if (!files.crashed()) break;        // every point was tried
 *     files.crash();
 *     …                                   // start again, and look at what is there
 * }
 * }</pre>
 *
 * <p>Any thread.
 */
public final class ForgetfulFiles implements FileLayer, LogFiles {
    /** What a name stands for; it survives renaming, as an inode does. */
    static final class Content {
        byte[] now = {}; // guarded by the files, with the next; never changed in place
        byte[] forced = {};
    }

    private final Map<Path, Content> names = new HashMap<>();
    private final Map<Path, Content> forcedNames = new HashMap<>();
    private final Set<Path> exposed = new HashSet<>();
    private int point;
    private int failAt;
    private int loseAt;
    private boolean lost;
    private boolean full;

    @Override
    public synchronized Optional<byte[]> readPrivate(Path file, int most) throws IOException {
        requirePower();
        Content content = names.get(file);
        if (content == null) {
            return Optional.empty();
        }
        if (exposed.contains(file)) {
            throw new IOException(file + " can be read or changed by others than its owner.");
        }
        if (content.now.length > most) {
            throw new IOException(file + " is longer than " + most + " bytes, so it is not what Parley wrote.");
        }
        return Optional.of(content.now.clone());
    }

    @Override
    public synchronized void writePrivate(Path file, byte[] bytes) throws IOException {
        Path neighbour = file.resolveSibling(file.getFileName() + ".new");
        try {
            write(neighbour, bytes);
            force(neighbour);
            rename(neighbour, file);
        } catch (IOException e) {
            names.remove(neighbour);
            throw e;
        }
        forceFolder(file);
    }

    /** Makes or overwrites a file; nothing of it is kept yet. */
    public synchronized void write(Path file, byte[] bytes) throws IOException {
        step();
        requireRoom();
        names.computeIfAbsent(file, name -> new Content()).now = bytes.clone();
    }

    /** Keeps what is in a file, if its name is kept. */
    public synchronized void force(Path file) throws IOException {
        step();
        Content content = require(file);
        content.forced = content.now;
    }

    /** Gives a file another name, in place of what had it. Not kept yet. */
    public synchronized void rename(Path from, Path to) throws IOException {
        step();
        names.put(to, require(from));
        names.remove(from);
        exposed.remove(to);
    }

    @Override
    public synchronized List<Path> list(Path folder) throws IOException {
        requirePower();
        int depth = folder.getNameCount();
        return names.keySet().stream()
                .filter(name -> name.startsWith(folder) && name.getNameCount() > depth)
                .map(name -> folder.resolve(name.getName(depth)))
                .distinct()
                .toList();
    }

    /** Its {@link LogFile#write}, {@link LogFile#truncate} and {@link LogFile#force} are points, too. */
    @Override
    public synchronized LogFile open(Path file) throws IOException {
        requirePower();
        return new ForgetfulLogFile(this, file, require(file));
    }

    /** Goes through {@link #remove} and {@link #forceFolder}; folders come and go with what is in them. */
    @Override
    public synchronized void delete(Path file) throws IOException {
        if (names.containsKey(file)) {
            remove(file);
            forceFolder(file);
        }
    }

    /** Removes a name. Not kept yet. */
    public synchronized void remove(Path file) throws IOException {
        step();
        require(file);
        names.remove(file);
    }

    /** Keeps which names there are in the folder of a file. */
    public synchronized void forceFolder(Path file) throws IOException {
        step();
        forcedNames.keySet().removeIf(name -> sameFolder(name, file));
        names.forEach((name, content) -> {
            if (sameFolder(name, file)) {
                forcedNames.put(name, content);
            }
        });
    }

    /** Lets others read a file until it is written anew. */
    public synchronized void expose(Path file) {
        exposed.add(file);
    }

    /** The power goes and comes back: all that was not forced is lost. Planned faults are forgotten, the count begins anew. */
    public void crash() {
        crash(0);
    }

    /**
     * As {@link #crash()}, but of what was written at the end of a file and not forced, some is there, as a disk may have it.
     *
     * @param most so many bytes of it in each file; no more than there are
     */
    public synchronized void crash(int most) {
        names.clear();
        names.putAll(forcedNames);
        names.values().forEach(content -> {
            int kept = Math.min(content.now.length, content.forced.length + most);
            boolean longer = kept > content.forced.length
                    && Arrays.equals(content.forced, Arrays.copyOf(content.now, content.forced.length));
            content.now = longer ? Arrays.copyOf(content.now, kept) : content.forced;
            content.forced = content.now;
        });
        point = 0;
        failAt = 0;
        loseAt = 0;
        lost = false;
    }

    /** Makes one point fail, without doing anything: the disk is full, for example. Counted on from the present. */
    public synchronized void failAt(int steps) {
        failAt = point + steps;
    }

    /** Takes the power away before a point; it and all that comes fails until {@link #crash}. Counted on from the present. */
    public synchronized void loseAt(int steps) {
        loseAt = point + steps;
    }

    /** Whether the disk has no room: what would write more fails. */
    public synchronized void full(boolean noRoom) {
        full = noRoom;
    }

    void requireRoom() throws IOException {
        if (full) {
            throw new IOException("No space left on device");
        }
    }

    /** Whether the power is away. */
    public synchronized boolean crashed() {
        return lost;
    }

    /** How many points were passed since the start or the last crash. */
    public synchronized int points() {
        return point;
    }

    void step() throws IOException {
        requirePower();
        point++;
        if (point == loseAt) {
            lost = true;
        }
        requirePower();
        if (point == failAt) {
            throw new IOException("the test makes point " + point + " fail");
        }
    }

    void requirePower() throws IOException {
        if (lost) {
            throw new IOException("the test took the power away");
        }
    }

    private Content require(Path file) throws IOException {
        Content content = names.get(file);
        if (content == null) {
            throw new NoSuchFileException(file.toString());
        }
        return content;
    }

    private static boolean sameFolder(Path one, Path other) {
        return one.resolveSibling("x").equals(other.resolveSibling("x"));
    }
}
