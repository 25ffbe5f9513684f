package dev.parley.console.internal;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.peer.Text;
import java.util.Map;
import java.util.Set;

/** Who is there, what is installed, which links there are. */
final class CommonEvents {
    private static final Set<String> ALARMING = Set.of("identity-mismatch", "card-conflict");

    private final Display display;
    private final SharedApplications shared;

    CommonEvents(Display display) {
        this.display = display;
        this.shared = new SharedApplications(display);
    }

    void collaboration(CollaborationEvent event) {
        if (event instanceof CollaborationEvent.SignedIn in) {
            display.tell("collaboration.signed-in", Describe.ordered("scope", in.scope(), "me", Describe.me(in.me())));
        } else if (event instanceof CollaborationEvent.Changed changed) {
            display.tell("collaboration.changed", Describe.ordered("me", Describe.me(changed.me())));
        } else {
            display.tell("collaboration.signed-out", Map.of());
        }
    }

    void near(NearMeEvent event) {
        Map<String, Object> fields = Describe.ordered("person", Describe.person(event.person()));
        if (event instanceof NearMeEvent.Appeared) {
            display.tell("near.appeared", fields);
        } else if (event instanceof NearMeEvent.Updated) {
            display.tell("near.updated", fields);
        } else {
            fields.put("reason", ((NearMeEvent.Disappeared) event).reason());
            display.tell("near.disappeared", fields);
        }
        shared.near(event);
    }

    void application(ApplicationEvent event) {
        InstalledApplication app = event.application();
        Map<String, Object> fields =
                Describe.ordered("application", Describe.application(app.application()), "bundle", app.bundle());
        app.problem().ifPresent(problem -> fields.put("problem", problem));
        if (event instanceof ApplicationEvent.Installed) {
            display.tell("application.installed", fields);
        } else if (event instanceof ApplicationEvent.Updated) {
            display.tell("application.updated", fields);
        } else {
            display.tell("application.removed", fields);
        }
    }

    void link(LinkEvent event) {
        if (event instanceof LinkEvent.Opened opened) {
            display.tell("link.opened", Describe.ordered("link", Describe.link(opened.link())));
        } else if (event instanceof LinkEvent.Closed closed) {
            display.tell(
                    "link.closed", Describe.ordered("link", Describe.link(closed.link()), "reason", closed.reason()));
        } else {
            refused((LinkEvent.Refused) event);
        }
    }

    /** That another key answers, or that somebody has two cards, is the person's business; all else is for programs and the log. */
    private void refused(LinkEvent.Refused refused) {
        Map<String, Object> fields = Describe.ordered("kind", refused.kind(), "detail", refused.detail());
        refused.peer().ifPresent(peer -> fields.put("peer", peer));
        refused.address().ifPresent(address -> fields.put("address", Addresses.text(address)));
        display.tell("link.refused", fields);
        if (ALARMING.contains(refused.kind())) {
            display.show("Careful: " + Text.label(refused.detail()));
        }
    }
}
