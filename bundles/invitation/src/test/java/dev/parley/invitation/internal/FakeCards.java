package dev.parley.invitation.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Knows the cards that a test gives it. */
final class FakeCards implements CardSource {
    final Map<EndPointId, KnownEndpoint> known = new HashMap<>();

    @Override
    public Optional<KnownEndpoint> find(EndPointId endpoint) {
        return Optional.ofNullable(known.get(endpoint));
    }

    @Override
    public Subscription onChange(Consumer<KnownEndpoint> listener) {
        return () -> {};
    }
}
