package dev.parley.introduction.internal;

import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Text;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** What other parts report, as it is handed on. */
final class Failures {
    /** What a person should know when the words differ. */
    static final String SOMEBODY_BETWEEN =
            "Somebody may be between you: nothing was marked. Do not trust this link, and compare again by another way.";

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

    /** Why somebody was not reached, as the api types it. */
    static Throwable reaching(String name, Throwable problem) {
        boolean telling = problem instanceof PeerUnreachableException || problem instanceof IdentityMismatchException;
        return telling
                ? problem
                : new PeerUnreachableException(
                        name + " could not be reached: " + sentence(problem) + " Try again when they are near.",
                        problem);
    }

    /** One line for people. */
    static String sentence(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return Text.label(
                cause instanceof ParleyException ? message : cause.getClass().getSimpleName() + ' ' + message);
    }
}
