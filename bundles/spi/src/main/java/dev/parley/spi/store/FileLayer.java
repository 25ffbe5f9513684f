package dev.parley.spi.store;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Small files that must survive a crash, and be read by their owner only. An OSGi service; the test kit has one that loses what
 * was not forced. Any thread; blocks for as long as the disk does, so not for a constructor or a transport's thread.
 */
@ProviderType
public interface FileLayer {
    /**
     * @param most the most bytes to accept
     * @return empty when there is no such file
     * @throws IOException also when it is longer, or can be read by others than its owner
     */
    Optional<byte[]> readPrivate(Path file, int most) throws IOException;

    /**
     * Writes a file as a whole: to a neighbour, forced, renamed over it, the folder forced. When it returns, the bytes survive
     * power loss; when it throws, the file is what it was. Only the owner can read it. Missing folders are made, owner-only.
     */
    void writePrivate(Path file, byte[] bytes) throws IOException;
}
