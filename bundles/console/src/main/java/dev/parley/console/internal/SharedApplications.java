package dev.parley.console.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells programs who near has which application, as it changes. Called one event at a time. */
final class SharedApplications {
    private final Display display;
    private final Map<InstanceId, Map<ApplicationId, PeerApplication>> known = new HashMap<>();

    SharedApplications(Display display) {
        this.display = display;
    }

    void near(NearMeEvent event) {
        PeerNearMe person = event.person();
        boolean gone = event instanceof NearMeEvent.Disappeared;
        Map<ApplicationId, PeerApplication> before = known.getOrDefault(person.instance(), Map.of());
        Map<ApplicationId, PeerApplication> now = gone
                ? Map.of()
                : person.applications().stream()
                        .collect(Collectors.toMap(PeerApplication::id, each -> each, (one, other) -> one));
        tell("near.application.appeared", person, now, before.keySet());
        tell("near.application.disappeared", person, before, now.keySet());
        if (now.isEmpty()) {
            known.remove(person.instance());
        } else {
            known.put(person.instance(), now);
        }
    }

    private void tell(
            String kind, PeerNearMe person, Map<ApplicationId, PeerApplication> those, Set<ApplicationId> but) {
        those.forEach((id, application) -> {
            if (!but.contains(id)) {
                Map<String, Object> fields = Describe.ordered("instance", person.instance());
                person.peer().ifPresent(peer -> fields.put("peer", peer));
                fields.put("displayName", person.displayName());
                fields.put("application", Describe.application(application));
                display.tell(kind, fields);
            }
        });
    }
}
