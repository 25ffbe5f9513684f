package dev.parley.presence.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** Who is near, by hand. */
final class FakeNear implements PeopleNearMe {
    private final Map<Person, PeerNearMe> people = new LinkedHashMap<>();
    private final List<Consumer<NearMeEvent>> listeners = new ArrayList<>();

    void appears(Person who) {
        PeerNearMe person = new PeerNearMe(
                who.links.instance(),
                "",
                Optional.of(who.identity.peer()),
                Optional.of(new PeerEndPoint(who.identity.endpoint(), "", List.of())),
                List.of(),
                Set.of("beacon"),
                Optional.empty(),
                List.of());
        people.put(who, person);
        tell(new NearMeEvent.Appeared(person));
    }

    void disappears(Person who, NearMeEvent.Reason reason) {
        tell(new NearMeEvent.Disappeared(people.remove(who), reason));
    }

    private void tell(NearMeEvent event) {
        List.copyOf(listeners).forEach(listener -> listener.accept(event));
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public List<PeerNearMe> people() {
        return List.copyOf(people.values());
    }

    @Override
    public Subscription onChange(Consumer<NearMeEvent> listener) {
        people().forEach(person -> listener.accept(new NearMeEvent.Appeared(person)));
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
        throw new UnsupportedOperationException("presence adds nobody");
    }
}
