package dev.parley.api.session;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import org.osgi.annotation.versioning.ProviderType;

/** Who is in a session: an endpoint of a peer. Equal by {@link #peer} and {@link #endpoint}; any thread. */
@ProviderType
public interface Member {
    /** The person, proven by the link. */
    PeerName peer();

    /** The node, proven by the link. */
    EndPointId endpoint();

    /** A label from the signed card. */
    String displayName();

    /** Whether the person here verified that this is who they think. */
    boolean verified();

    /** Whether there is a link to it now; true for oneself. */
    boolean present();

    /** What it may do, now. */
    MemberRole role();
}
