package dev.parley.invitation.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Discovery that saw one person, at an address where perhaps somebody else is. */
record NearMe(FakePeer seen, FakePeer there) implements PeopleNearMe {
    @Override
    public List<PeerNearMe> people() {
        return List.of(new PeerNearMe(
                seen.instance,
                "somebody",
                Optional.empty(),
                Optional.empty(),
                List.of(there.address),
                Set.of("beacon"),
                Optional.empty(),
                List.of()));
    }

    @Override
    public Subscription onChange(Consumer<NearMeEvent> listener) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
        throw new UnsupportedOperationException();
    }
}
