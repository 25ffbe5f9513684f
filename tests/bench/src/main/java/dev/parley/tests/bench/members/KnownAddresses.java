package dev.parley.tests.bench.members;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.link.AddressSource;
import dev.parley.tests.bench.peer.Whom;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Where those whom somebody was told of listen: nobody is discovered here. */
final class KnownAddresses implements AddressSource {
    private final Map<EndPointId, InetSocketAddress> known = new ConcurrentHashMap<>();

    void add(Whom whom) {
        known.put(whom.endpoint(), whom.address());
    }

    @Override
    public List<InetSocketAddress> addresses(EndPointId endpoint) {
        InetSocketAddress address = known.get(endpoint);
        return address == null ? List.of() : List.of(address);
    }
}
