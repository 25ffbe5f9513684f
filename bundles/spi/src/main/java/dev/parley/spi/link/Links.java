package dev.parley.spi.link;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps the links: dials over all known addresses, at most one link an endpoint, replaces, closes. An OSGi service; any thread,
 * never blocks.
 */
@ProviderType
public interface Links {
    /** This start of this endpoint: random, made with the service. */
    InstanceId instance();

    /** Peers of another realm are ignored. */
    String realm();

    /**
     * Begins to listen on every transport, and lets links in; links can be dialled only while somebody listens.
     *
     * @return completes when it listens; fails typed when it cannot (the port is taken, an address is not ours). Closing the
     *     listening closes all links
     */
    CompletionStage<Listening> listen();

    /** Links and addresses are the same for everybody: the listening, while there is one. */
    Optional<Listening> listening();

    /**
     * The link to a target: the one there is, or a new one. Several callers share one dial.
     *
     * @return completes at the other side's first frame; fails with {@link PeerUnreachableException} naming each address and why, or
     *     with {@link IdentityMismatchException}
     */
    CompletionStage<Link> dial(DialTarget target);

    /** The link to an endpoint, while there is one. */
    Optional<Link> find(EndPointId endpoint);

    /** All links, the oldest first. */
    List<Link> all();

    /** Replays the present as {@link LinkChange.Opened}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<LinkChange> listener);
}
