package dev.parley.api.contacts;

import dev.parley.api.peer.ParleyException;

/** Something with a contact could not be done. */
public class ContactException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to whom, and what to do next */
    public ContactException(String message) {
        super(message);
    }

    /**
     * @param message what happened, to whom, and what to do next
     * @param cause what it came from
     */
    public ContactException(String message, Throwable cause) {
        super(message, cause);
    }

    /** There is a contact with this key already. */
    public static class Exists extends ContactException {
        private static final long serialVersionUID = 1L;

        /** @param message whom, and what to do next */
        public Exists(String message) {
            super(message);
        }
    }

    /** There is no contact with this key. */
    public static class Unknown extends ContactException {
        private static final long serialVersionUID = 1L;

        /** @param message whom, and what to do next */
        public Unknown(String message) {
            super(message);
        }
    }

    /** That cannot be done to oneself: deleted, blocked, watched no more, refused (seed rows 30 and 35). */
    public static class IsMe extends ContactException {
        private static final long serialVersionUID = 1L;

        /** @param message what was asked */
        public IsMe(String message) {
            super(message);
        }
    }

    /** A text is no card, or not the card that was signed. */
    public static class BadCard extends ContactException {
        private static final long serialVersionUID = 1L;

        /** @param message what is wrong with it, and what to do next */
        public BadCard(String message) {
            super(message);
        }

        /**
         * @param message what is wrong with it, and what to do next
         * @param cause what it came from
         */
        public BadCard(String message, Throwable cause) {
            super(message, cause);
        }
    }

    /** What was read from the other one's screen does not belong to this comparison. */
    public static class BadCode extends ContactException {
        private static final long serialVersionUID = 1L;

        /** @param message what is wrong with it, and what to do next */
        public BadCode(String message) {
            super(message);
        }

        /**
         * @param message what is wrong with it, and what to do next
         * @param cause what it came from
         */
        public BadCode(String message, Throwable cause) {
            super(message, cause);
        }
    }
}
