package dev.parley.api.collaboration;

import dev.parley.api.peer.PeerScope;

/** What changed about the local person. */
public sealed interface CollaborationEvent {
    /** @param scope the union of all leases now */
    record SignedIn(PeerScope scope, Me me) implements CollaborationEvent {}

    /** The last lease ended. */
    record SignedOut() implements CollaborationEvent {}

    /** A name, the presence or the addresses are others now; or a network came or went ({@link Me#degraded}). */
    record Changed(Me me) implements CollaborationEvent {}
}
