package dev.parley.api.peer;

import java.nio.ByteBuffer;

/** Copies of what callers pass in. */
public final class Bytes {
    /** No bytes. */
    public static final ByteBuffer NONE = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Bytes() {}

    /**
     * A read-only copy of what remains; the argument's position does not move.
     *
     * @param what names the value in the message
     * @param most the limit in bytes
     * @throws IllegalArgumentException when there are more
     */
    public static ByteBuffer copy(String what, ByteBuffer bytes, int most) {
        if (bytes.remaining() > most) {
            throw new IllegalArgumentException(
                    what + " is " + bytes.remaining() + " bytes long; at most " + most + " are possible.");
        }
        return bytes.hasRemaining()
                ? ByteBuffer.allocate(bytes.remaining())
                        .put(bytes.duplicate())
                        .flip()
                        .asReadOnlyBuffer()
                : NONE;
    }

    /** What remains, as a new array; the argument's position does not move. */
    public static byte[] array(ByteBuffer bytes) {
        byte[] array = new byte[bytes.remaining()];
        bytes.duplicate().get(array);
        return array;
    }
}
