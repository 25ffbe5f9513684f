package dev.parley.spi.transport;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of what the other side does. Called on the transport's threads, one call at a time, in order; must not block. */
@ConsumerType
public interface ConnectionListener {
    /** The other side opened a channel. {@link Channel#read} should be called before it returns. */
    void opened(Channel channel);

    /** The last call: the connection is over. Empty when it was closed in order by either side. */
    void closed(Optional<Throwable> cause);
}
