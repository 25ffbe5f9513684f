package dev.parley.tests.bench.peer;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;

/**
 * Who is dialled, as one word.
 *
 * @param port where its links listen, on loopback
 */
public record Whom(PeerName peer, EndPointId endpoint, int port) {
    /** From what {@link #toString} makes. */
    public static Whom parse(String word) {
        List<String> parts = List.of(word.split("/"));
        return new Whom(PeerName.parse(parts.get(0)), new EndPointId(parts.get(1)), Integer.parseInt(parts.get(2)));
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    @Override
    public String toString() {
        return peer.text() + "/" + endpoint.text() + "/" + port;
    }
}
