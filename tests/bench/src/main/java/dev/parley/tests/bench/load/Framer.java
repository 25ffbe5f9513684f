package dev.parley.tests.bench.load;

import java.nio.ByteBuffer;
import java.util.function.Consumer;

/** Messages out of a flow of bytes: a length of four bytes, then so many. Not thread-safe. */
public final class Framer {
    /** Before each message. */
    public static final int HEADER = Integer.BYTES;

    private static final int MOST_BYTES = 1 << 20;

    private final Consumer<byte[]> messages;
    private byte[] body;
    private int filled;
    private int length;
    private int lengthBytes;

    /** @param messages takes each; the array is its own */
    public Framer(Consumer<byte[]> messages) {
        this.messages = messages;
    }

    /** Reads all of the buffer. */
    public void read(ByteBuffer bytes) {
        while (bytes.hasRemaining()) {
            if (body == null && !begin(bytes)) {
                return;
            }
            int some = Math.min(bytes.remaining(), body.length - filled);
            bytes.get(body, filled, some);
            filled += some;
            if (filled == body.length) {
                byte[] whole = body;
                body = null;
                messages.accept(whole);
            }
        }
    }

    private boolean begin(ByteBuffer bytes) {
        if (lengthBytes == 0 && bytes.remaining() >= HEADER) {
            length = bytes.getInt();
        } else {
            for (; lengthBytes < HEADER; lengthBytes++) {
                if (!bytes.hasRemaining()) {
                    return false;
                }
                length = length << Byte.SIZE | bytes.get() & 0xff;
            }
        }
        if (length <= 0 || length > MOST_BYTES) {
            throw new IllegalStateException("a message of " + length + " bytes");
        }
        body = new byte[length];
        filled = 0;
        length = 0;
        lengthBytes = 0;
        return true;
    }
}
