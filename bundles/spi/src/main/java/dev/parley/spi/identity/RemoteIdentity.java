package dev.parley.spi.identity;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;

/**
 * Who a chain proved to be there.
 *
 * @param peer the identity key of the chain
 * @param endpoint the hash of its device key
 */
public record RemoteIdentity(PeerName peer, EndPointId endpoint) {}
