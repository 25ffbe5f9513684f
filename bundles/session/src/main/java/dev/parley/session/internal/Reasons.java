package dev.parley.session.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Leave;
import dev.parley.session.internal.proto.Reason;
import dev.parley.session.internal.proto.RosterPart;

/** How a reason to close reads on the other side. */
final class Reasons {
    private Reasons() {}

    static Frame leave(CloseReason reason) {
        return Frame.newBuilder()
                .setLeave(Leave.newBuilder().setReason(told(reason.kind())).setDetail(reason.detail()))
                .build();
    }

    /** For somebody who was removed and comes back. */
    static Frame removed(RosterPart proof) {
        return Frame.newBuilder()
                .setLeave(Leave.newBuilder().setReason(Reason.REMOVED).setProof(proof))
                .build();
    }

    private static Reason told(CloseReason.Kind kind) {
        return switch (kind) {
            case LEFT, OTHER_LEFT -> Reason.LEFT;
            case UNREACHABLE -> Reason.UNREACHABLE;
            case NOT_JOINED -> Reason.NOT_JOINED;
            case APPLICATION_FAILED -> Reason.APPLICATION_FAILED;
            case OTHER_APPLICATION_FAILED -> Reason.OTHER_APPLICATION_FAILED;
            case SIGNED_OUT -> Reason.SIGNED_OUT;
            case REMOVED -> Reason.REMOVED;
        };
    }

    /** As it reads from here. What is not known here is a leave. */
    static CloseReason heard(Leave leave) {
        CloseReason.Kind kind =
                switch (leave.getReason()) {
                    case UNREACHABLE -> CloseReason.Kind.UNREACHABLE;
                    case NOT_JOINED -> CloseReason.Kind.NOT_JOINED;
                    case APPLICATION_FAILED -> CloseReason.Kind.OTHER_APPLICATION_FAILED;
                    case OTHER_APPLICATION_FAILED -> CloseReason.Kind.APPLICATION_FAILED;
                    default -> CloseReason.Kind.OTHER_LEFT;
                };
        return new CloseReason(kind, Text.label(leave.getDetail()));
    }

    /** For the failures of what is still under way. */
    static String sentence(CloseReason reason, String other) {
        String what =
                switch (reason.kind()) {
                    case LEFT -> "You left the session with " + other + ".";
                    case OTHER_LEFT -> other + " left the session.";
                    case UNREACHABLE ->
                        other + " could not be reached; the session is over. Invite again when both are back.";
                    case NOT_JOINED -> "Nobody joined the session.";
                    case APPLICATION_FAILED -> "The application here failed; the session with " + other + " is over.";
                    case OTHER_APPLICATION_FAILED ->
                        "The application of " + other + " failed; the session is over. Invite again.";
                    case SIGNED_OUT -> "Parley signed out here; the session with " + other + " is over.";
                    case REMOVED -> "You were removed from the session with " + other + ".";
                };
        return reason.detail().isEmpty() ? what : what + " (" + reason.detail() + ")";
    }
}
