package dev.parley.console.internal;

import dev.parley.api.peer.ParleyException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;

/** Failures as sentences for people. */
final class Failures {
    private Failures() {}

    static Throwable cause(Throwable failure) {
        Throwable cause = failure;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** Whether the message was written for people. */
    static boolean isExpected(Throwable failure) {
        return failure instanceof CommandException
                || failure instanceof ParleyException
                || failure instanceof IllegalArgumentException;
    }

    static String sentence(Throwable failure) {
        Throwable cause = cause(failure);
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        return isExpected(cause) && !message.isEmpty()
                ? message
                : cause.getClass().getSimpleName() + (message.isEmpty() ? "" : ": " + message) + ". The log has more.";
    }
}
