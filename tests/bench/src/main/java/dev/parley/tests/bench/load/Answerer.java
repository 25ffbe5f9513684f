package dev.parley.tests.bench.load;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/** The answering side: echoes, or counts and says how many. One for each wire. */
public final class Answerer implements Receiver {
    static final byte ECHO = 'E';
    static final byte COUNT = 'C';
    static final byte HOW_MANY = 'H';

    private final AtomicLong count = new AtomicLong();

    @Override
    public void message(Wire from, byte[] message) {
        switch (message[0]) {
            case ECHO -> from.send(message);
            case COUNT -> count.incrementAndGet();
            case HOW_MANY ->
                from.send(ByteBuffer.allocate(1 + Long.BYTES)
                        .put(HOW_MANY)
                        .putLong(count.getAndSet(0))
                        .array());
            default -> throw new IllegalStateException("no such message: " + message[0]);
        }
    }
}
