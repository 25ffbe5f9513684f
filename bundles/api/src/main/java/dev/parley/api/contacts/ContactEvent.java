package dev.parley.api.contacts;

import dev.parley.api.peer.PeerName;

/** What changed among the contacts. */
public sealed interface ContactEvent {
    /** Whom it is about. */
    PeerName peer();

    /** Somebody is a contact now. */
    record Added(PeerContact contact) implements ContactEvent {
        @Override
        public PeerName peer() {
            return contact.peer();
        }
    }

    /** Anything about a contact is different now. */
    record Updated(PeerContact before, PeerContact contact) implements ContactEvent {
        @Override
        public PeerName peer() {
            return contact.peer();
        }
    }

    /** Somebody is no contact any more. */
    record Deleted(PeerContact contact) implements ContactEvent {
        @Override
        public PeerName peer() {
            return contact.peer();
        }
    }

    /** The watch list got one more: a contact is watched now, or was added watched (seed row 34). */
    record WatchStarted(PeerContact contact) implements ContactEvent {
        @Override
        public PeerName peer() {
            return contact.peer();
        }
    }

    /** The watch list lost one: a contact is watched no more, or was deleted (seed row 34). */
    record WatchEnded(PeerContact contact) implements ContactEvent {
        @Override
        public PeerName peer() {
            return contact.peer();
        }
    }

    /** A peer, contact or not, was blocked, or is blocked no more. */
    record BlockChanged(PeerName peer, boolean blocked) implements ContactEvent {}
}
