package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;

/** Who writes entries. */
record Author(PeerName peer, EndPointId endpoint) {}
