package dev.parley.spi.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Files that grow at their end, of their owner only, beside those of {@link FileLayer}, which makes them. An OSGi service; the test kit
 * has one that loses what was not forced. Any thread; blocks for as long as the disk does.
 */
@ProviderType
public interface LogFiles {
    /**
     * What is in a folder.
     *
     * @return files and folders in it, in no order; none when it is not there
     */
    List<Path> list(Path folder) throws IOException;

    /** @throws IOException also when there is no such file, or others than its owner can read it */
    LogFile open(Path file) throws IOException;

    /** Removes a file, or an empty folder, and forces the folder that it was in: it is gone for good. Fine when there is none. */
    void delete(Path file) throws IOException;
}
