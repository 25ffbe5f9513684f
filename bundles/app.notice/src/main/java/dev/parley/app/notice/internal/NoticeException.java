package dev.parley.app.notice.internal;

import dev.parley.api.peer.ParleyException;

/** Something with a notice could not be done. */
final class NoticeException extends ParleyException {
    private static final long serialVersionUID = 1L;

    /** @param message what happened, to which notice, and what to do next */
    NoticeException(String message) {
        super(message);
    }
}
