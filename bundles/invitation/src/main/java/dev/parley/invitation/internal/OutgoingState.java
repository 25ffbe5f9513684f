package dev.parley.invitation.internal;

import static dev.parley.invitation.internal.OutgoingAction.CLOSE_LOST;
import static dev.parley.invitation.internal.OutgoingAction.CLOSE_OTHER_FAILED;
import static dev.parley.invitation.internal.OutgoingAction.CLOSE_OTHER_LEFT;
import static dev.parley.invitation.internal.OutgoingAction.LAUNCH;
import static dev.parley.invitation.internal.OutgoingAction.LEAVE;
import static dev.parley.invitation.internal.OutgoingAction.REFUSE_STEP;
import static dev.parley.invitation.internal.OutgoingAction.SEND_CANCEL;
import static dev.parley.invitation.internal.OutgoingAction.SEND_CONFIRM;
import static dev.parley.invitation.internal.OutgoingAction.SEND_EXPIRED;
import static dev.parley.invitation.internal.OutgoingAction.SEND_NOTED;
import static dev.parley.invitation.internal.OutgoingAction.SEND_OFFER;

import java.util.List;

/** Where an invitation stands on the inviter's side, with one endpoint. The protocol is in {@code invite.proto}. */
enum OutgoingState {
    /** No answer yet. */
    OFFERING,
    /** Accepted, confirmed and launched here; that the other side launched is not known yet. */
    CONFIRMING,
    /** Taken back; the other side does not know yet. */
    CANCELLING,
    /** Accepted, and nothing more to be said. */
    ACCEPTED,
    /** No. */
    DECLINED,
    /** No answer before the deadline. */
    EXPIRED,
    /** Taken back, and nothing more to be said. */
    CANCELLED,
    /** The application is missing there. */
    NOT_INSTALLED,
    /** The other side takes none now. */
    REFUSED,
    /** It could not be delivered. */
    FAILED;

    /** What happens, and what follows from it. */
    record Move(OutgoingState next, List<OutgoingAction> actions) {}

    /** Whether the other side has to be reached. */
    boolean open() {
        return this == OFFERING || this == CONFIRMING || this == CANCELLING;
    }

    /** The one transition function; pure. */
    Move on(OutgoingEvent event) {
        return switch (this) {
            case OFFERING -> offering(event);
            case CONFIRMING -> confirming(event);
            case CANCELLING -> cancelling(event);
            default -> over(event);
        };
    }

    private static Move offering(OutgoingEvent event) {
        return switch (event) {
            case CONNECTED -> to(OFFERING, SEND_OFFER);
            case RECEIVED -> to(OFFERING);
            case ACCEPT -> to(CONFIRMING, SEND_CONFIRM, LAUNCH);
            case DECLINE -> to(DECLINED, SEND_NOTED);
            case NOT_INSTALLED -> to(NOT_INSTALLED);
            case REFUSED -> to(REFUSED);
            case LAUNCHED, LAUNCH_FAILED, NOTED, UNKNOWN -> to(OFFERING, REFUSE_STEP);
            case CANCEL -> to(CANCELLING, SEND_CANCEL);
            case DEADLINE, GIVE_UP -> to(EXPIRED, SEND_EXPIRED);
            case UNDELIVERABLE -> to(FAILED, SEND_CANCEL);
        };
    }

    private static Move confirming(OutgoingEvent event) {
        return switch (event) {
            case CONNECTED, ACCEPT -> to(CONFIRMING, SEND_CONFIRM);
            case RECEIVED, DEADLINE, UNDELIVERABLE -> to(CONFIRMING);
            case LAUNCHED -> to(ACCEPTED);
            case LAUNCH_FAILED -> to(ACCEPTED, CLOSE_OTHER_FAILED);
            case UNKNOWN -> to(ACCEPTED, CLOSE_OTHER_LEFT);
            case DECLINE, NOT_INSTALLED, REFUSED, NOTED -> to(CONFIRMING, REFUSE_STEP);
            case CANCEL -> to(CONFIRMING, LEAVE);
            case GIVE_UP -> to(ACCEPTED, CLOSE_LOST);
        };
    }

    private static Move cancelling(OutgoingEvent event) {
        return switch (event) {
            case CONNECTED, ACCEPT -> to(CANCELLING, SEND_CANCEL);
            case RECEIVED, CANCEL, DEADLINE -> to(CANCELLING);
            case DECLINE -> to(CANCELLED, SEND_NOTED);
            case NOTED, UNKNOWN, NOT_INSTALLED, REFUSED, GIVE_UP, UNDELIVERABLE -> to(CANCELLED);
            case LAUNCHED, LAUNCH_FAILED -> to(CANCELLING, REFUSE_STEP);
        };
    }

    /** Late and repeated steps: answered so that the other side can end, too, and otherwise without effect. */
    private Move over(OutgoingEvent event) {
        return switch (event) {
            case ACCEPT ->
                switch (this) {
                    case ACCEPTED -> to(this, SEND_CONFIRM);
                    case EXPIRED -> to(this, SEND_EXPIRED);
                    case CANCELLED, FAILED -> to(this, SEND_CANCEL);
                    default -> to(this, REFUSE_STEP);
                };
            case DECLINE -> this == ACCEPTED ? to(this, REFUSE_STEP) : to(this, SEND_NOTED);
            case CANCEL -> this == ACCEPTED ? to(this, LEAVE) : to(this);
            case LAUNCH_FAILED -> this == ACCEPTED ? to(this, CLOSE_OTHER_FAILED) : to(this, REFUSE_STEP);
            case LAUNCHED -> this == ACCEPTED ? to(this) : to(this, REFUSE_STEP);
            case CONNECTED, RECEIVED, NOT_INSTALLED, REFUSED, NOTED, UNKNOWN, DEADLINE, GIVE_UP, UNDELIVERABLE ->
                to(this);
        };
    }

    private static Move to(OutgoingState next, OutgoingAction... actions) {
        return new Move(next, List.of(actions));
    }
}
