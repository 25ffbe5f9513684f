package dev.parley.store.journal.internal;

import java.io.IOException;

/** Bytes are not what was written. The message says which, for the end of a sentence. */
final class DamagedException extends IOException {
    private static final long serialVersionUID = 1L;

    DamagedException(String message) {
        super(message);
    }
}
