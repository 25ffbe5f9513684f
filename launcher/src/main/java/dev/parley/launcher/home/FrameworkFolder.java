package dev.parley.launcher.home;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the framework keeps its files while it runs. Nothing in it is worth keeping, so that each start has an empty one; what the
 * last one left is only moved aside at first, and deleted when there is time.
 */
public final class FrameworkFolder {
    private static final String NAME = "framework";
    private static final String OLD = NAME + ".old";

    private final Path cache;

    public FrameworkFolder(Home home) {
        this.cache = home.cache();
    }

    public Path path() {
        return cache.resolve(NAME);
    }

    /** Moves aside what is there; the framework itself deletes what cannot be moved. Only while the home is locked. */
    public void setAside() {
        try {
            Files.move(path(), cache.resolve(OLD + "-" + System.nanoTime()));
        } catch (NoSuchFileException first) {
            // the first start of this home
        } catch (IOException e) {
            LoggerFactory.getLogger(FrameworkFolder.class).debug("{} stays where it is", path(), e);
        }
    }

    /** Deletes what was set aside, now or by an earlier start that had no time for it. Blocks; never throws. */
    public void deleteOld() {
        Logger log = LoggerFactory.getLogger(FrameworkFolder.class);
        try (DirectoryStream<Path> all = Files.newDirectoryStream(cache, OLD + "*")) {
            for (Path each : all) {
                Trees.delete(each);
            }
        } catch (IOException e) {
            log.debug("not all of the old {} could be deleted; the next start tries again", path(), e);
        }
    }
}
