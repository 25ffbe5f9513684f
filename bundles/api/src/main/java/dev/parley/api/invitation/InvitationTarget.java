package dev.parley.api.invitation;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;

/** Whom an invitation is for. */
public sealed interface InvitationTarget {
    /** Somebody near me, whoever it proves to be. */
    record NearMe(InstanceId instance) implements InvitationTarget {}

    /** One endpoint of one peer: another key at its address is refused. */
    record AtEndPoint(PeerName peer, EndPointId endpoint) implements InvitationTarget {}
}
