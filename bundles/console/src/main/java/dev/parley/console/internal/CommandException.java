package dev.parley.console.internal;

/** A command could not do what it was asked; the message is for the person. */
final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    CommandException(String message) {
        super(message);
    }
}
