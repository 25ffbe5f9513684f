package dev.parley.api.contacts;

/** What changed among the contact requests. */
public sealed interface ContactRequestEvent {
    /** One was sent from here. */
    record Sent(ContactRequest request) implements ContactRequestEvent {}

    /** One came in and waits for an answer. */
    record Received(ContactRequest request) implements ContactRequestEvent {}

    /** One of either kind is over. */
    record Ended(ContactRequest request, ContactRequestState state) implements ContactRequestEvent {}

    /** So many came in that they were refused without asking the person; the count is since the start. */
    record Suppressed(long count) implements ContactRequestEvent {}
}
