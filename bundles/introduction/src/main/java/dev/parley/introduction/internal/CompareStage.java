package dev.parley.introduction.internal;

import static dev.parley.introduction.internal.CompareAction.AWAIT_THEIRS;
import static dev.parley.introduction.internal.CompareAction.KEEP;
import static dev.parley.introduction.internal.CompareAction.REFUSE_STEP;
import static dev.parley.introduction.internal.CompareAction.SEND_CANCEL;
import static dev.parley.introduction.internal.CompareAction.SEND_COMMIT;
import static dev.parley.introduction.internal.CompareAction.SEND_DIFFERENT;
import static dev.parley.introduction.internal.CompareAction.SEND_REVEAL;
import static dev.parley.introduction.internal.CompareAction.SEND_SAME;
import static dev.parley.introduction.internal.CompareAction.SHOW;

import dev.parley.api.contacts.VerificationState;
import java.util.List;

/** Where a comparison stands: the api's states, and what the protocol has to know besides. */
enum CompareStage {
    /** Wants to ask: no stream yet, or waits for the other side's. */
    DIALLING(VerificationState.CONNECTING),
    /** Asked: our commitment is out. */
    ASKING(VerificationState.CONNECTING),
    /** Was asked, and answered with a commitment. */
    ASKED(VerificationState.CONNECTING),
    /** Began, and said its nonce. */
    REVEALING(VerificationState.CONNECTING),
    /** There are words. */
    COMPARING(VerificationState.COMPARING),
    /** The other person said yes already. */
    HEARD_YES(VerificationState.COMPARING),
    /** The person here said yes. */
    SAID_YES(VerificationState.WAITING),
    /** Both said yes; the contact is being written. */
    KEEPING(VerificationState.WAITING),
    /** Both said yes, and it is kept. */
    VERIFIED(VerificationState.VERIFIED),
    /** Not the same words, or a broken promise. */
    DIFFERENT(VerificationState.DIFFERENT),
    /** Taken back. */
    CANCELLED(VerificationState.CANCELLED),
    /** Too late. */
    EXPIRED(VerificationState.EXPIRED),
    /** Not reached, gone, refused, or not kept. */
    FAILED(VerificationState.FAILED);

    private final VerificationState state;

    CompareStage(VerificationState state) {
        this.state = state;
    }

    /** What happens, and what follows from it. */
    record Move(CompareStage next, List<CompareAction> actions) {}

    /** What the api calls it. */
    VerificationState state() {
        return state;
    }

    /** Whether the other side's own begin can take its place. */
    boolean canBeTakenOver() {
        return this == DIALLING || this == ASKING;
    }

    /** The one transition function; pure. */
    Move on(CompareEvent event) {
        if (state.isFinal()) {
            return to(this);
        }
        return switch (event) {
            case CANCEL -> this == KEEPING ? to(this) : to(CANCELLED, SEND_CANCEL);
            case THEIR_CANCEL -> this == KEEPING ? to(this) : to(CANCELLED);
            case DEADLINE -> this == KEEPING ? to(this) : to(EXPIRED, SEND_CANCEL);
            case LOST -> this == KEEPING ? to(this) : to(FAILED);
            case YES, NO -> answered(event == CompareEvent.YES);
            case THEIR_YES, THEIR_NO -> heard(event == CompareEvent.THEIR_YES);
            case KEPT -> to(VERIFIED);
            case NOT_KEPT -> to(FAILED);
            case LINKED, TAKEN_OVER, COMMITTED, REVEALED, BROKEN_PROMISE, BUSY, REFUSED -> exchange(event);
        };
    }

    private Move exchange(CompareEvent event) {
        return switch (this) {
            case DIALLING ->
                switch (event) {
                    case LINKED -> to(ASKING, SEND_COMMIT);
                    case TAKEN_OVER -> to(ASKED, SEND_COMMIT);
                    default -> to(this, REFUSE_STEP);
                };
            case ASKING ->
                switch (event) {
                    case COMMITTED -> to(REVEALING, SEND_REVEAL);
                    case TAKEN_OVER -> to(ASKED, SEND_COMMIT);
                    case BUSY -> to(DIALLING, AWAIT_THEIRS);
                    case REFUSED -> to(FAILED);
                    default -> to(this, REFUSE_STEP);
                };
            case ASKED ->
                switch (event) {
                    case REVEALED -> to(COMPARING, SEND_REVEAL, SHOW);
                    case BROKEN_PROMISE -> to(DIFFERENT, SEND_DIFFERENT);
                    default -> to(this, REFUSE_STEP);
                };
            case REVEALING ->
                switch (event) {
                    case REVEALED -> to(COMPARING, SHOW);
                    case BROKEN_PROMISE -> to(DIFFERENT, SEND_DIFFERENT);
                    default -> to(this, REFUSE_STEP);
                };
            default -> to(this, REFUSE_STEP);
        };
    }

    /** The person here answers: the first answer counts, and none before there are words. */
    private Move answered(boolean same) {
        return switch (this) {
            case COMPARING -> same ? to(SAID_YES, SEND_SAME) : to(DIFFERENT, SEND_DIFFERENT);
            case HEARD_YES -> same ? to(KEEPING, SEND_SAME, KEEP) : to(DIFFERENT, SEND_DIFFERENT);
            default -> to(this);
        };
    }

    /** The other person answers; a no may also come of a broken promise, before there are words here. */
    private Move heard(boolean same) {
        return switch (this) {
            case COMPARING -> to(same ? HEARD_YES : DIFFERENT);
            case SAID_YES -> same ? to(KEEPING, KEEP) : to(DIFFERENT);
            case REVEALING, ASKED -> same ? to(this, REFUSE_STEP) : to(DIFFERENT);
            default -> to(this, REFUSE_STEP);
        };
    }

    private static Move to(CompareStage next, CompareAction... actions) {
        return new Move(next, List.of(actions));
    }
}
