package dev.parley.api.presence;

/** What changed about somebody who is watched. */
public sealed interface PresenceEvent {
    /** At which endpoint, as it is now, or as it was last. */
    EndPointPresence endpoint();

    /** An endpoint is there now. */
    record Added(EndPointPresence endpoint) implements PresenceEvent {}

    /** Status, text, name or applications of an endpoint are others now. */
    record Changed(EndPointPresence before, EndPointPresence endpoint) implements PresenceEvent {}

    /** An endpoint is not there any more, and neither is what it showed. */
    record Removed(EndPointPresence endpoint, Reason reason) implements PresenceEvent {}

    /** Why an endpoint is not there any more. */
    enum Reason {
        /** They signed out there. */
        SIGNED_OUT,
        /** The link was lost, and did not come back within the grace period. */
        LOST,
        /** They do not let themselves be watched any more. */
        WITHDRAWN,
        /** The person here watches them no more, or signed out. */
        NOT_WATCHED
    }
}
