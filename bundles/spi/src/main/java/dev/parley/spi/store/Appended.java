package dev.parley.spi.store;

import java.nio.ByteBuffer;

/** What became of an entry that was to be written. */
public sealed interface Appended {
    /** It is there now. */
    record Written(long position) implements Appended {}

    /** It was there before. */
    record Known(long position) implements Appended {}

    /**
     * Another one is there under its number: the author said two things. It was not written.
     *
     * @param position of the one that is there
     * @param hash of that one; 32 bytes, read-only
     */
    record Conflict(long position, ByteBuffer hash) implements Appended {}

    /** An entry with its number was there and was too old to be kept. It was not written. */
    record Retired() implements Appended {}
}
