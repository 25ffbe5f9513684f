package dev.parley.invitation.internal;

import static dev.parley.invitation.internal.IncomingAction.CLOSE_OTHER_FAILED;
import static dev.parley.invitation.internal.IncomingAction.LAUNCH;
import static dev.parley.invitation.internal.IncomingAction.REFUSE_STEP;
import static dev.parley.invitation.internal.IncomingAction.SEND_ACCEPT;
import static dev.parley.invitation.internal.IncomingAction.SEND_DECLINE;
import static dev.parley.invitation.internal.IncomingAction.SEND_NOTED;
import static dev.parley.invitation.internal.IncomingAction.SEND_RECEIVED;
import static dev.parley.invitation.internal.IncomingAction.SEND_RESULT;
import static dev.parley.invitation.internal.IncomingAction.SEND_UNKNOWN;

import dev.parley.api.invitation.IncomingState;
import java.util.List;

/** Where an invitation stands on the invited side: the api's states, and whether the inviter knows of a no. */
enum IncomingStage {
    /** Waits for an answer. */
    OPEN(IncomingState.OPEN),
    /** Yes was said; the confirmation is awaited. */
    ACCEPTING(IncomingState.ACCEPTING),
    /** Confirmed. */
    ACCEPTED(IncomingState.ACCEPTED),
    /** No was said; the inviter does not know yet. */
    DECLINING(IncomingState.DECLINED),
    /** No was said, and nothing more to be said. */
    DECLINED(IncomingState.DECLINED),
    /** Nobody answered in time. */
    EXPIRED(IncomingState.EXPIRED),
    /** Nobody confirmed in time. */
    UNCONFIRMED(IncomingState.UNCONFIRMED),
    /** Taken back. */
    CANCELLED(IncomingState.CANCELLED);

    private final IncomingState state;

    IncomingStage(IncomingState state) {
        this.state = state;
    }

    /** What happens, and what follows from it. */
    record Move(IncomingStage next, List<IncomingAction> actions) {}

    /** What the api calls it. */
    IncomingState state() {
        return state;
    }

    /** Whether something can still happen that matters. */
    boolean open() {
        return this == OPEN || speaks();
    }

    /** Whether the inviter has to be reached. */
    boolean speaks() {
        return this == ACCEPTING || this == DECLINING;
    }

    /** The one transition function; pure. */
    Move on(IncomingEvent event) {
        return switch (this) {
            case OPEN -> open(event);
            case ACCEPTING -> accepting(event);
            case DECLINING -> declining(event);
            default -> over(event);
        };
    }

    private static Move open(IncomingEvent event) {
        return switch (event) {
            case OFFER -> to(OPEN, SEND_RECEIVED);
            case CONNECTED -> to(OPEN);
            case YES -> to(ACCEPTING, SEND_ACCEPT);
            case NO -> to(DECLINING, SEND_DECLINE);
            case CANCEL -> to(CANCELLED, SEND_NOTED);
            case TOO_LATE, DEADLINE, GIVE_UP -> to(EXPIRED);
            case CONFIRM, NOTED, UNKNOWN, LAUNCH_FAILED -> to(OPEN, REFUSE_STEP);
        };
    }

    private static Move accepting(IncomingEvent event) {
        return switch (event) {
            case OFFER, CONNECTED -> to(ACCEPTING, SEND_ACCEPT);
            case CONFIRM -> to(ACCEPTED, LAUNCH);
            case YES, NO, DEADLINE -> to(ACCEPTING);
            case CANCEL -> to(CANCELLED, SEND_NOTED);
            case UNKNOWN -> to(CANCELLED);
            case TOO_LATE -> to(EXPIRED);
            case GIVE_UP -> to(UNCONFIRMED);
            case NOTED, LAUNCH_FAILED -> to(ACCEPTING, REFUSE_STEP);
        };
    }

    private static Move declining(IncomingEvent event) {
        return switch (event) {
            case OFFER, CONNECTED -> to(DECLINING, SEND_DECLINE);
            case CANCEL -> to(DECLINED, SEND_NOTED);
            case NOTED, UNKNOWN, TOO_LATE, DEADLINE, GIVE_UP -> to(DECLINED);
            case YES, NO -> to(DECLINING);
            case CONFIRM, LAUNCH_FAILED -> to(DECLINING, REFUSE_STEP);
        };
    }

    /** Late and repeated steps: answered so that the inviter can end, too, and otherwise without effect. */
    private Move over(IncomingEvent event) {
        return switch (event) {
            case OFFER -> this == DECLINED ? to(this, SEND_DECLINE) : to(this);
            case CONFIRM ->
                switch (this) {
                    case ACCEPTED -> to(this, SEND_RESULT);
                    case UNCONFIRMED -> to(this, SEND_UNKNOWN);
                    default -> to(this, REFUSE_STEP);
                };
            case CANCEL -> to(this, SEND_NOTED);
            case LAUNCH_FAILED -> this == ACCEPTED ? to(this, CLOSE_OTHER_FAILED) : to(this, REFUSE_STEP);
            case CONNECTED, YES, NO, NOTED, UNKNOWN, TOO_LATE, DEADLINE, GIVE_UP -> to(this);
        };
    }

    private static Move to(IncomingStage next, IncomingAction... actions) {
        return new Move(next, List.of(actions));
    }
}
