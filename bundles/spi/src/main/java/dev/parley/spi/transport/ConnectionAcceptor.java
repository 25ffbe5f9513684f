package dev.parley.spi.transport;

import java.net.InetSocketAddress;
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

    /** The handshake is done, the other side is known. {@link Connection#start} must be called before the call returns. */
    void accepted(Connection connection);

    /** The handshake failed, or took too long. */
    void refused(InetSocketAddress from, Throwable cause);
}
