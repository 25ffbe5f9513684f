package dev.parley.discovery.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map that forgets what was not used for longest, when it is full: what anybody may invent is kept in these. */
final class Bounded<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1L;
    private static final float LOAD = 0.75f;

    private final int most;

    Bounded(int most) {
        super(16, LOAD, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
