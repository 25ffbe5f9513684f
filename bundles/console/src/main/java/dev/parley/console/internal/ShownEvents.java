package dev.parley.console.internal;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.presence.PresenceEvent;
import java.util.Map;

/** What people show who are watched, or near: status and objects. For programs only, as people would drown in it. */
final class ShownEvents {
    private final Display display;

    ShownEvents(Display display) {
        this.display = display;
    }

    void presence(PresenceEvent event) {
        Map<String, Object> fields = Describe.ordered("endpoint", Describe.watched(event.endpoint()));
        if (event instanceof PresenceEvent.Added) {
            display.tell("presence.added", fields);
        } else if (event instanceof PresenceEvent.Changed changed) {
            fields.put("before", Describe.watched(changed.before()));
            display.tell("presence.changed", fields);
        } else {
            fields.put("reason", ((PresenceEvent.Removed) event).reason());
            display.tell("presence.removed", fields);
        }
    }

    void object(ObjectEvent event) {
        if (event instanceof ObjectEvent.Added added) {
            display.tell("object.added", Describe.ordered("object", Describe.object(added.object())));
        } else if (event instanceof ObjectEvent.Changed changed) {
            display.tell(
                    "object.changed",
                    Describe.ordered(
                            "object", Describe.object(changed.object()), "before", Describe.object(changed.before())));
        } else if (event instanceof ObjectEvent.Deleted deleted) {
            display.tell("object.deleted", Describe.ordered("object", Describe.object(deleted.object())));
        } else {
            ObjectEvent.Withdrawn withdrawn = (ObjectEvent.Withdrawn) event;
            display.tell(
                    "object.withdrawn",
                    Describe.ordered(
                            "peer",
                            withdrawn.owner(),
                            "endpoint",
                            withdrawn.endpoint(),
                            "objects",
                            withdrawn.objects().stream().map(Describe::object).toList()));
        }
    }
}
