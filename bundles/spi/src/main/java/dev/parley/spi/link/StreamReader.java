package dev.parley.spi.link;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Takes what a stream brings. */
@ConsumerType
public interface StreamReader {
    /**
     * Some bytes, cut anywhere. The buffer is only valid during the call. The other side may send as many more when it returns.
     */
    void onBytes(ByteBuffer bytes);

    /** The last call: empty when the other side ended in order, otherwise why it broke. */
    void onEnd(Optional<Throwable> failure);
}
