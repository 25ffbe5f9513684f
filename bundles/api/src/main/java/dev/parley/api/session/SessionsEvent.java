package dev.parley.api.session;

/** What changed among the sessions. */
public sealed interface SessionsEvent {
    /** Which. */
    Session session();

    /** It began. */
    record Opened(Session session) implements SessionsEvent {}

    /** The application here was launched for it: {@code launched} returned. */
    record Launched(Session session) implements SessionsEvent {}

    /** Members or state changed. */
    record Changed(Session session, SessionState state) implements SessionsEvent {}

    /** It is over. */
    record Closed(Session session, CloseReason reason) implements SessionsEvent {}
}
