package dev.parley.store.journal.internal;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.stream.Stream;

/** What went wrong with a journal, as sentences for people. */
final class Refusals {
    private Refusals() {}

    static StoreException damaged(Path file, DamagedException how) {
        return new StoreException(
                file + " is damaged (" + how.getMessage()
                        + "), so this session's journal cannot be used. Nothing in it was changed. Put back a copy of its"
                        + " folder. Without one, move the folder away and join the session again: the others send what they"
                        + " have.",
                how);
    }

    static StoreException spoilt(Path file, long position, DamagedException how) {
        return new StoreException(
                file + " is damaged: the entry at position " + position
                        + " is not what was written. Put back a copy of it.",
                how);
    }

    static StoreException notRead(Path file, IOException e) {
        return new StoreException("What was kept cannot be read. " + says(file, e), e);
    }

    static StoreException notWritten(Path file, IOException e) {
        return new StoreException("That was not kept. " + (full(e) ? room(file) : says(file, e)), e);
    }

    static StoreException notOpened(Path file, IOException e) {
        return new StoreException("A journal cannot be opened. " + (full(e) ? room(file) : says(file, e)), e);
    }

    static StoreException notDeleted(Path file, IOException e) {
        return new StoreException(
                "A journal was not taken away as a whole. " + says(file, e) + " Then do it again.", e);
    }

    static StoreException tooManyRecords(Path file) {
        return new StoreException(
                "That was not kept: the records beside the journal " + file + " would be more than "
                        + Journal.RECORDS_BYTES + " bytes. Remove some.",
                null);
    }

    static StoreException open(SessionId session) {
        return new StoreException("The journal of session " + session + " is open. Close it first.", null);
    }

    static StoreException closed() {
        return new StoreException("The journal is closed. Open it again to go on.", null);
    }

    /** @param cause null for none */
    static StoreException stopping(Throwable cause) {
        return new StoreException("That was not done: Parley is stopping. Do it again at the next start.", cause);
    }

    private static boolean full(IOException e) {
        String text = String.valueOf(e.getMessage()).toLowerCase(Locale.ROOT);
        return Stream.of("no space", "not enough space", "quota exceeded").anyMatch(text::contains);
    }

    private static String room(Path file) {
        return "The disk that " + file + " lies on is full. Make room on it, then do it again.";
    }

    private static String says(Path file, IOException e) {
        return "The disk says of " + file + ": " + e.getMessage()
                + " See that the folder is there and writable for who runs Parley.";
    }
}
