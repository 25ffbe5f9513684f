package dev.parley.api.discovery;

/** What changed among the people near me. */
public sealed interface NearMeEvent {
    /** Whom it is about. */
    PeerNearMe person();

    /** Somebody came. */
    record Appeared(PeerNearMe person) implements NearMeEvent {}

    /** Name, address, ways, identity, presence or applications changed. */
    record Updated(PeerNearMe person) implements NearMeEvent {}

    /** Somebody went. */
    record Disappeared(PeerNearMe person, Reason reason) implements NearMeEvent {}

    /** Why somebody went. */
    enum Reason {
        /** Said goodbye. */
        GOODBYE,
        /** Was not heard for three intervals. */
        SILENT,
        /** Started anew, under another instance. */
        RESTARTED,
        /** Is still there, but not with the application any more; only in the list of those who have one. */
        WITHOUT_APPLICATION
    }
}
