package dev.parley.api.session;

import dev.parley.api.peer.Text;

/**
 * Why a session is over.
 *
 * @param kind for programs
 * @param detail for people: a label, perhaps empty
 */
public record CloseReason(Kind kind, String detail) {
    /** @throws IllegalArgumentException when the detail is not a label */
    public CloseReason {
        Text.requireLabel("the reason", detail);
    }

    /** For programs. */
    public enum Kind {
        /** The person here left. */
        LEFT,
        /** All others left. */
        OTHER_LEFT,
        /** The others could not be reached before they had joined, or their nodes lost the session. */
        UNREACHABLE,
        /** The invitation was not accepted, so nobody ever joined. */
        NOT_JOINED,
        /** The application here threw, or was uninstalled. */
        APPLICATION_FAILED,
        /** The application on the other side threw, or was uninstalled. */
        OTHER_APPLICATION_FAILED,
        /** Parley is stopping here, or the person signed out. */
        SIGNED_OUT,
        /** Another member removed the person here, or this endpoint contradicted itself. */
        REMOVED
    }
}
