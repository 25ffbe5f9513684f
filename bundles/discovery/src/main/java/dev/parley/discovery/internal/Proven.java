package dev.parley.discovery.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.card.KnownEndpoint;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What links told, by node and by start, of those who told something last. Confined to discovery's executor. */
final class Proven {
    private final int most;
    private final Map<EndPointId, KnownEndpoint> endpoints = new LinkedHashMap<>();
    private final Map<InstanceId, EndPointId> instances = new HashMap<>();

    Proven(int most) {
        this.most = most;
    }

    /** @return what was known of the node before */
    Optional<KnownEndpoint> put(KnownEndpoint endpoint) {
        Optional<KnownEndpoint> before = Optional.ofNullable(endpoints.remove(endpoint.endpoint()));
        before.ifPresent(this::unlist);
        if (endpoints.size() >= most) {
            KnownEndpoint oldest = endpoints.values().iterator().next();
            endpoints.remove(oldest.endpoint());
            unlist(oldest);
        }
        endpoints.put(endpoint.endpoint(), endpoint);
        instances.putIfAbsent(endpoint.instance(), endpoint.endpoint()); // a second who claims it came too late
        return before;
    }

    private void unlist(KnownEndpoint endpoint) {
        instances.remove(endpoint.instance(), endpoint.endpoint());
    }

    Optional<KnownEndpoint> find(EndPointId endpoint) {
        return Optional.ofNullable(endpoints.get(endpoint));
    }

    Optional<KnownEndpoint> find(InstanceId instance) {
        return Optional.ofNullable(instances.get(instance)).map(endpoints::get);
    }
}
