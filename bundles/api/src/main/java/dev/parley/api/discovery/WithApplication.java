package dev.parley.api.discovery;

import dev.parley.api.discovery.NearMeEvent.Appeared;
import dev.parley.api.discovery.NearMeEvent.Disappeared;
import dev.parley.api.discovery.NearMeEvent.Updated;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.InstanceId;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Consumer;

/** Makes of what happens near me what happens among those who have one application. Called one event at a time. */
final class WithApplication implements Consumer<NearMeEvent> {
    private final ApplicationId application;
    private final Consumer<NearMeEvent> listener;
    private final Set<InstanceId> listed = new HashSet<>();

    WithApplication(ApplicationId application, Consumer<NearMeEvent> listener) {
        this.application = application;
        this.listener = listener;
    }

    @Override
    public void accept(NearMeEvent event) {
        PeerNearMe person = event.person();
        boolean gone = event instanceof Disappeared;
        boolean had = listed.contains(person.instance());
        if (!gone && person.has(application)) {
            listed.add(person.instance());
            listener.accept(had ? new Updated(person) : new Appeared(person));
        } else if (had) {
            listed.remove(person.instance());
            listener.accept(gone ? event : new Disappeared(person, NearMeEvent.Reason.WITHOUT_APPLICATION));
        }
    }
}
