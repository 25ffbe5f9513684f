package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Where endpoints were reached before: the last few addresses of the last many endpoints. Confined to the links' executor. */
final class Remembered {
    private static final int ENDPOINTS = 1024;
    private static final int ADDRESSES = 4;

    private final Map<EndPointId, List<InetSocketAddress>> addresses = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<EndPointId, List<InetSocketAddress>> eldest) {
            return size() > ENDPOINTS;
        }
    };

    /** The newest first. */
    void add(EndPointId endpoint, List<InetSocketAddress> reached) {
        List<InetSocketAddress> known = new ArrayList<>(reached);
        of(endpoint).stream().filter(address -> !reached.contains(address)).forEach(known::add);
        addresses.put(endpoint, List.copyOf(known.subList(0, Math.min(ADDRESSES, known.size()))));
    }

    List<InetSocketAddress> of(EndPointId endpoint) {
        return addresses.getOrDefault(endpoint, List.of());
    }
}
