package dev.parley.api.peer;

import java.net.InetSocketAddress;
import java.util.List;

/**
 * One running node of a peer.
 *
 * @param id which one
 * @param name what its owner calls it: a label (see {@link Text}), a claim
 * @param addresses where it can be dialled, the likeliest first; perhaps none
 */
public record PeerEndPoint(EndPointId id, String name, List<InetSocketAddress> addresses) {
    /** Copies the addresses and checks the label. */
    public PeerEndPoint {
        Text.requireLabel("the name of an endpoint", name);
        addresses = List.copyOf(addresses);
    }
}
