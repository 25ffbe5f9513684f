package dev.parley.api.invitation;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;

/** Whom an invitation is for. */
public sealed interface InvitationTarget {
    /**
     * A contact, wherever they are: it rings at all their endpoints, the answer at one takes it away from the others, and another
     * key at their address is refused. When they are nowhere now, the invitation waits for them until its deadline.
     */
    record Contact(PeerName peer) implements InvitationTarget {}

    /** Somebody near me, whoever it proves to be. */
    record NearMe(InstanceId instance) implements InvitationTarget {}

    /** One endpoint of one peer: another key at its address is refused. */
    record AtEndPoint(PeerName peer, EndPointId endpoint) implements InvitationTarget {}
}
