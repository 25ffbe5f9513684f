package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.link.AddressSource;
import java.net.InetSocketAddress;
import java.util.List;

/** Who knows addresses, fetched when the first dial asks; for the reason that {@link LazyHandler} gives. */
record LazyAddresses(Lazy<AddressSource> service) implements AddressSource {
    @Override
    public List<InetSocketAddress> addresses(EndPointId endpoint) {
        return service.get().map(source -> source.addresses(endpoint)).orElse(List.of());
    }
}
