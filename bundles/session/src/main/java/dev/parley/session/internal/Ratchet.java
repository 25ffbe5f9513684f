package dev.parley.session.internal;

import dev.parley.spi.identity.Sealer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * A chain of secrets, each made from the one before, one way, each for one message: {@code session.proto}. Forgets what was used or
 * passed over. Confined to the session's executor.
 */
final class Ratchet {
    /** The most messages of one chain, and so the most steps at once. */
    static final int MESSAGES = 1024;

    private static final byte[] INFO = "parley-ratchet/1".getBytes(StandardCharsets.US_ASCII);
    private static final int STEP_BYTES = Sealer.MESSAGE_KEY_BYTES + Sealer.SECRET_BYTES;

    private final Sealer sealer;
    private final byte[] chain;
    private int next;

    /**
     * @param chain secret of that index; kept
     * @param next from 0 to {@value #MESSAGES}
     */
    Ratchet(Sealer sealer, byte[] chain, int next) {
        this.sealer = sealer;
        this.chain = chain;
        this.next = next;
    }

    /** The index of the next message. */
    int next() {
        return next;
    }

    /** What opens the next message and all after it; a copy. */
    byte[] chain() {
        return chain.clone();
    }

    /** The key of a message that is not past; those before it cannot be had any more. */
    byte[] key(int index) {
        while (next < index) {
            step();
        }
        return step();
    }

    /** @return the key of the message that was the next */
    private byte[] step() {
        byte[] both = sealer.derive(chain, INFO, STEP_BYTES);
        System.arraycopy(both, Sealer.MESSAGE_KEY_BYTES, chain, 0, chain.length);
        byte[] key = Arrays.copyOf(both, Sealer.MESSAGE_KEY_BYTES);
        Arrays.fill(both, (byte) 0);
        next++;
        return key;
    }
}
