package dev.parley.spi.link;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.identity.RemoteIdentity;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** An authenticated, encrypted connection to one endpoint. Any thread; nothing blocks. */
@ProviderType
public interface Link {
    /** Who is on the other side, proven. */
    RemoteIdentity remote();

    /** Which start of it. */
    InstanceId instance();

    /** Its address as seen from here. */
    InetSocketAddress remoteAddress();

    /** Where it can be dialled, as far as it told: the address seen, with the port it listens on; none when it does not listen. */
    List<InetSocketAddress> listensOn();

    /** Whether it was dialled from here. */
    boolean dialled();

    /** A snapshot for people. */
    LinkInfo info();

    /**
     * Opens a stream. The header and the first bytes written travel together.
     *
     * @throws LinkClosedException when the link is closed, or has as many streams as it may
     */
    Stream open(ProtocolId protocol);

    /**
     * Keeps the link from being closed as idle, or as a stranger's, until the hold is closed.
     *
     * @param why for people
     */
    Hold hold(String why);

    /**
     * Closes the link. Idempotent.
     *
     * @param reason a label for people
     */
    void close(String reason);

    /** Why it closed; empty while it is open. */
    Optional<String> closed();

    /** Keeps a link open; closing it is idempotent. */
    @ProviderType
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
