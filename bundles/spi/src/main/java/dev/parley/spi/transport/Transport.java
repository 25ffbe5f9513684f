package dev.parley.spi.transport;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Makes authenticated, encrypted, multiplexed connections. An OSGi service; several can stand side by side.
 *
 * <p>A transport proves the local identity by {@code LinkCredentials}, judges the other side by it in every handshake, on both
 * sides, never resumes a session, and knows nothing of protocols, realms, allowances or which connection is to be kept: that is
 * the business of whoever uses it. Any thread; nothing blocks.
 */
@ProviderType
public interface Transport {
    /** A short lower-case word, for example {@code tls}; shown to people. */
    String name();

    /**
     * Accepts connections on an address.
     *
     * @param address port 0 takes a free one
     * @return completes when it listens; fails with an {@link java.io.IOException} when it cannot
     */
    CompletionStage<TransportListener> listen(InetSocketAddress address, ConnectionAcceptor acceptor);

    /**
     * Dials one address, within the transport's own time limit. Cancelling the stage's {@code toCompletableFuture()} gives up
     * and closes what was made.
     *
     * @param expected who must be there; our own certificate is not shown to another
     * @return completes when the handshake is done on this side. The other side may still refuse us: only its first frame says it
     *     did not. Fails with {@link PeerUnreachableException} or {@link IdentityMismatchException}
     */
    CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected);

    /**
     * Dials, and shows a ticket in the first flight, before the other side has to say who it is.
     *
     * @param ticket letters and digits, at most {@code Recognition.TICKET_LETTERS}; who watches the network can read it. A transport
     *     that cannot show one leaves it out
     */
    default CompletionStage<Connection> dial(InetSocketAddress address, Optional<PeerName> expected, String ticket) {
        return dial(address, expected);
    }
}
