package dev.parley.invitation.internal;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Text;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What other parts report, as it is handed on. */
final class Failures {
    private Failures() {}

    /** Without what stages wrap around it. */
    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Typed: what is not already, means that nobody was reached. */
    static ParleyException typed(Throwable failure) {
        return cause(failure) instanceof ParleyException typed
                ? typed
                : new PeerUnreachableException(
                        "The invitation could not be delivered: " + detail(failure) + ". Try again.", failure);
    }

    /** One line for people. */
    static String detail(Throwable failure) {
        Throwable cause = cause(failure);
        return Text.label(cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
    }
}
