package dev.parley.tests.bench.load;

import java.nio.ByteBuffer;

/** The format of what is told to many: a kind, when it was sent, and filling. */
public final class Telling {
    /** What an {@link Audience} counts. */
    public static final byte TOLD = 'M';

    /** What it does not. */
    static final byte NOISE = 'N';

    private Telling() {}

    /** @param nanos by the machine's monotonic clock */
    public static byte[] message(byte kind, int size, long nanos) {
        byte[] message = new byte[size];
        ByteBuffer.wrap(message).put(kind).putLong(nanos);
        return message;
    }

    static boolean isTold(byte[] message) {
        return message[0] == TOLD;
    }

    static long sentAt(byte[] message) {
        return ByteBuffer.wrap(message).getLong(1);
    }
}
