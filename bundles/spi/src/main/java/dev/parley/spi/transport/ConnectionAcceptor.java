package dev.parley.spi.transport;

import java.net.InetSocketAddress;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of connections that others make. Called on the transport's threads; must not block. */
@ConsumerType
public interface ConnectionAcceptor {
    /**
     * Asked before anything is spent on a connection.
     *
     * @return whether to go on with the handshake; otherwise it is closed at once
     */
    boolean admit(InetSocketAddress from);

    /**
     * Asked once the other side's first flight is there, before anything is said of us.
     *
     * @param ticket what was shown in it; empty when nothing was, or when this transport cannot tell
     * @return whether to go on with the handshake; otherwise it is closed at once, and nothing is told
     */
    default boolean admit(InetSocketAddress from, Optional<String> ticket) {
        return true;
    }

    /** The handshake is done, the other side is known. {@link Connection#start} must be called before the call returns. */
    void accepted(Connection connection);

    /** The handshake failed, or took too long. */
    void refused(InetSocketAddress from, Throwable cause);
}
