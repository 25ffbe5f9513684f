package dev.parley.introduction.internal;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/** The tickets that were shown already, for as long as they would be good. Any thread. */
final class Spent {
    /** More in their time than contacts dial; whoever comes then has to come again. */
    static final int MOST = 4_096;

    private final Map<ByteBuffer, Long> slots = new HashMap<>(); // guarded by itself

    /**
     * @param slot in which it is good
     * @param now the slot that it is
     * @return whether it was not shown before
     */
    boolean first(ByteBuffer nonce, long slot, long now) {
        synchronized (slots) {
            if (slots.size() >= MOST) {
                slots.values().removeIf(old -> old < now - 1);
            }
            return slots.size() < MOST && slots.putIfAbsent(nonce, slot) == null;
        }
    }
}
