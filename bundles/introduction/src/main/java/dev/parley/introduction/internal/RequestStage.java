package dev.parley.introduction.internal;

import static dev.parley.introduction.internal.RequestAction.KEEP;
import static dev.parley.introduction.internal.RequestAction.REFUSE_STEP;
import static dev.parley.introduction.internal.RequestAction.SEND_ASK;
import static dev.parley.introduction.internal.RequestAction.SEND_CANCEL;
import static dev.parley.introduction.internal.RequestAction.SEND_NO;
import static dev.parley.introduction.internal.RequestAction.SEND_NOTED;
import static dev.parley.introduction.internal.RequestAction.SEND_RECEIVED;
import static dev.parley.introduction.internal.RequestAction.SEND_YES;

import dev.parley.api.contacts.ContactRequestState;
import java.util.List;

/** Where a contact request stands: the first six on the side that asks, the others on the side that is asked. */
enum RequestStage {
    /** No answer yet. */
    ASKING(ContactRequestState.OPEN),
    /** They said yes; they are being written as a contact. */
    KEEPING_ASKED(ContactRequestState.OPEN),
    /** They said yes, and are kept. */
    GOT_YES(ContactRequestState.ACCEPTED),
    /** They said no. */
    GOT_NO(ContactRequestState.DECLINED),
    /** Taken back here. */
    TAKEN_BACK(ContactRequestState.CANCELLED),
    /** They take none now, or they could not be kept. */
    TURNED_AWAY(ContactRequestState.REFUSED),

    /** Waits for the person's answer. */
    ASKED(ContactRequestState.OPEN),
    /** The person said yes; the one who asks is being written as a contact. */
    KEEPING_ASKER(ContactRequestState.OPEN),
    /** Kept; the one who asks does not know yet. */
    SAYING_YES(ContactRequestState.ACCEPTED),
    /** Kept, and they know. */
    SAID_YES(ContactRequestState.ACCEPTED),
    /** The person said no; the one who asks does not know yet. */
    SAYING_NO(ContactRequestState.DECLINED),
    /** They know. */
    SAID_NO(ContactRequestState.DECLINED),
    /** Taken back by the one who asked. */
    WITHDRAWN(ContactRequestState.CANCELLED);

    private final ContactRequestState state;

    RequestStage(ContactRequestState state) {
        this.state = state;
    }

    /** What happens, and what follows from it. */
    record Move(RequestStage next, List<RequestAction> actions) {}

    /** What the api calls it. */
    ContactRequestState state() {
        return state;
    }

    /** Whether the other side has to be told something, as soon as it can be. */
    boolean speaks() {
        return this == ASKING || this == SAYING_YES || this == SAYING_NO;
    }

    /** The one transition function; pure. */
    Move on(RequestEvent event) {
        return switch (this) {
            case ASKING -> asking(event);
            case KEEPING_ASKED ->
                switch (event) {
                    case KEPT -> to(GOT_YES);
                    case NOT_KEPT -> to(TURNED_AWAY);
                    case THEIR_YES -> to(this, SEND_NOTED);
                    default -> to(this);
                };
            case GOT_YES, GOT_NO, TAKEN_BACK, TURNED_AWAY -> askedBefore(event);
            case ASKED -> asked(event);
            case KEEPING_ASKER ->
                switch (event) {
                    case KEPT -> to(SAYING_YES, SEND_YES);
                    case NOT_KEPT -> to(ASKED);
                    case ASK -> to(this, SEND_RECEIVED);
                    default -> to(this);
                };
            case SAYING_YES, SAID_YES -> answered(event, SAID_YES, SEND_YES);
            case SAYING_NO, SAID_NO -> answered(event, SAID_NO, SEND_NO);
            case WITHDRAWN -> event == RequestEvent.THEIR_CANCEL ? to(this, SEND_NOTED) : to(this);
        };
    }

    private static Move asking(RequestEvent event) {
        return switch (event) {
            case LINKED -> to(ASKING, SEND_ASK);
            case RECEIVED -> to(ASKING);
            case THEIR_YES -> to(KEEPING_ASKED, SEND_NOTED, KEEP);
            case THEIR_NO -> to(GOT_NO, SEND_NOTED);
            case TURNED_AWAY -> to(TURNED_AWAY);
            case CANCEL -> to(TAKEN_BACK, SEND_CANCEL);
            case YES, NO, KEPT, NOT_KEPT -> to(ASKING);
            case ASK, NOTED, THEIR_CANCEL -> to(ASKING, REFUSE_STEP);
        };
    }

    /** Late and repeated answers are noted, so that the other side can end, too. */
    private Move askedBefore(RequestEvent event) {
        return switch (event) {
            case THEIR_YES, THEIR_NO -> to(this, SEND_NOTED);
            default -> to(this);
        };
    }

    private static Move asked(RequestEvent event) {
        return switch (event) {
            case ASK -> to(ASKED, SEND_RECEIVED);
            case YES -> to(KEEPING_ASKER, KEEP);
            case NO -> to(SAYING_NO, SEND_NO);
            case THEIR_CANCEL -> to(WITHDRAWN, SEND_NOTED);
            case LINKED, CANCEL, KEPT, NOT_KEPT -> to(ASKED);
            case RECEIVED, THEIR_YES, THEIR_NO, NOTED, TURNED_AWAY -> to(ASKED, REFUSE_STEP);
        };
    }

    /** The answer is given: it is repeated until they know. */
    private Move answered(RequestEvent event, RequestStage known, RequestAction answer) {
        return switch (event) {
            case ASK -> to(this, answer);
            case LINKED -> this == known ? to(this) : to(this, answer);
            case NOTED -> to(known);
            case THEIR_CANCEL -> to(known, SEND_NOTED);
            default -> to(this);
        };
    }

    private static Move to(RequestStage next, RequestAction... actions) {
        return new Move(next, List.of(actions));
    }
}
