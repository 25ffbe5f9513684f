package dev.parley.console.internal;

import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.ContactRequestState;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.peer.Text;
import java.util.Map;

/** Comparisons and contact requests. Who began something in a command is told there; all else is shown when it happens. */
final class IntroductionEvents {
    private final Display display;

    IntroductionEvents(Display display) {
        this.display = display;
    }

    void verification(VerificationEvent event) {
        if (event instanceof VerificationEvent.Begun begun) {
            display.tell("verification.begun", Describe.verification(begun.verification()));
        } else if (event instanceof VerificationEvent.Changed changed) {
            Map<String, Object> fields = Describe.verification(changed.verification());
            fields.put("state", changed.state());
            display.tell("verification.changed", fields);
            show(changed);
        } else {
            long count = ((VerificationEvent.Suppressed) event).count();
            display.tell("verification.suppressed", Describe.ordered("count", count));
            display.show(count + " comparisons were refused without asking you.");
        }
    }

    private void show(VerificationEvent.Changed changed) {
        Verification verification = changed.verification();
        switch (changed.state()) {
            case CONNECTING, WAITING -> {}
            case COMPARING -> {
                if (verification.incoming()) {
                    display.show(Text.label(verification.displayName()) + " ("
                            + verification.peer().shortForm() + ") wants to compare keys with you.");
                    Words.question(verification).lines().forEach(display::show);
                }
            }
            case VERIFIED, DIFFERENT, CANCELLED, EXPIRED, FAILED -> display.show(Words.sentence(verification));
        }
    }

    void request(ContactRequestEvent event) {
        if (event instanceof ContactRequestEvent.Sent sent) {
            display.tell("contact-request.sent", Describe.request(sent.request()));
        } else if (event instanceof ContactRequestEvent.Received received) {
            received(received.request());
        } else if (event instanceof ContactRequestEvent.Ended ended) {
            ended(ended.request());
        } else {
            long count = ((ContactRequestEvent.Suppressed) event).count();
            display.tell("contact-request.suppressed", Describe.ordered("count", count));
            display.show(count + " contact requests were refused without asking you.");
        }
    }

    /** Whoever answered here knows it. */
    private void ended(ContactRequest request) {
        display.tell("contact-request.ended", Describe.request(request));
        if (!request.incoming()) {
            display.show(Words.sentence(request));
        } else if (request.state() == ContactRequestState.CANCELLED) {
            display.show(Text.label(request.displayName()) + " took the contact request back.");
        }
    }

    private void received(ContactRequest request) {
        display.tell("contact-request.received", Describe.request(request));
        String said = request.message().isEmpty() ? "" : ": \"" + Text.label(request.message()) + "\"";
        String id = request.id().shortForm();
        display.show(Text.label(request.displayName()) + " (" + request.peer().shortForm()
                + ", not verified) asks you to keep each other as contacts" + said);
        display.show("    contact accept " + id + "   or   contact decline " + id);
    }
}
