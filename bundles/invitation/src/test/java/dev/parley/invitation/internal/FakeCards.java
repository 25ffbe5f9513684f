package dev.parley.invitation.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.SignedCard;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Knows the cards that a test gives it. */
final class FakeCards implements CardSource {
    final Map<EndPointId, KnownEndpoint> known = new HashMap<>();

    private final List<Consumer<KnownEndpoint>> listeners = new ArrayList<>();

    /** Somebody's card came, with all devices that are to be known. */
    void told(FakePeer who, FakePeer... devices) {
        Card card = new Card(
                who.identity.peer(),
                1,
                "Person " + who.number,
                Instant.EPOCH,
                Stream.of(devices).map(device -> device.device).toList());
        KnownEndpoint endpoint = new KnownEndpoint(
                who.identity.peer(),
                who.identity.endpoint(),
                who.instance,
                new SignedCard(card, Bytes.NONE),
                List.of(),
                PresenceInfo.ONLINE,
                1);
        known.put(endpoint.endpoint(), endpoint);
        listeners.forEach(listener -> listener.accept(endpoint));
    }

    @Override
    public Optional<KnownEndpoint> find(EndPointId endpoint) {
        return Optional.ofNullable(known.get(endpoint));
    }

    @Override
    public Subscription onChange(Consumer<KnownEndpoint> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
