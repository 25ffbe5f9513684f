package dev.parley.api.application;

import dev.parley.api.peer.ParleyException;

/** An application could not be installed, found or launched. */
public class ApplicationException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public ApplicationException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public ApplicationException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is one with this id already. */
    public static class Exists extends ApplicationException {
        private static final long serialVersionUID = 1L;

        /** @param message which, and what to do next */
        public Exists(String message) {
            super(message);
        }
    }

    /** There is none with this id. */
    public static class Unknown extends ApplicationException {
        private static final long serialVersionUID = 1L;

        /** @param message which, and what to do next */
        public Unknown(String message) {
            super(message);
        }
    }
}
