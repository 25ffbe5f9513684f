package dev.parley.spi.link;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;

/**
 * Whom to dial.
 *
 * @param peer who must answer; empty takes whoever does
 * @param endpoint which node must answer; empty takes any of the peer's
 * @param addresses where to try, beside what {@link AddressSource}s and earlier links know of the endpoint
 */
public record DialTarget(Optional<PeerName> peer, Optional<EndPointId> endpoint, List<InetSocketAddress> addresses) {
    /** Copies the list. */
    public DialTarget {
        addresses = List.copyOf(addresses);
    }

    /** One endpoint, wherever it is known to be. */
    public static DialTarget of(PeerName peer, EndPointId endpoint) {
        return new DialTarget(Optional.of(peer), Optional.of(endpoint), List.of());
    }

    /** Whoever answers at some addresses. */
    public static DialTarget at(List<InetSocketAddress> addresses) {
        return new DialTarget(Optional.empty(), Optional.empty(), addresses);
    }
}
