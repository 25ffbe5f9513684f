package dev.parley.console.internal;

import dev.parley.api.contacts.ContactEvent;

/** What becomes of contacts: for programs only. */
final class ContactEvents {
    private final Display display;

    ContactEvents(Display display) {
        this.display = display;
    }

    /** Otherwise thousands of contacts would be looked at for nobody. */
    boolean areHeard() {
        return display.hasPrograms();
    }

    void contact(ContactEvent event) {
        if (event instanceof ContactEvent.Added added) {
            display.tell("contact.added", Describe.ordered("contact", Describe.contact(added.contact())));
        } else if (event instanceof ContactEvent.Updated updated) {
            display.tell(
                    "contact.updated",
                    Describe.ordered(
                            "contact",
                            Describe.contact(updated.contact()),
                            "before",
                            Describe.contact(updated.before())));
        } else if (event instanceof ContactEvent.Deleted deleted) {
            display.tell("contact.deleted", Describe.ordered("contact", Describe.contact(deleted.contact())));
        } else if (event instanceof ContactEvent.WatchStarted started) {
            display.tell("contact.watch-started", Describe.ordered("contact", Describe.contact(started.contact())));
        } else if (event instanceof ContactEvent.WatchEnded ended) {
            display.tell("contact.watch-ended", Describe.ordered("contact", Describe.contact(ended.contact())));
        } else {
            ContactEvent.BlockChanged changed = (ContactEvent.BlockChanged) event;
            display.tell(
                    "contact.block-changed", Describe.ordered("peer", changed.peer(), "blocked", changed.blocked()));
        }
    }
}
