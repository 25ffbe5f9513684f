package dev.parley.invitation.internal;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** Invitations by their names, the oldest first; those that are over are kept for a while, so that late steps find them. */
final class Register<K, V> {
    private final Predicate<V> over;
    private final int most;
    private final Map<K, V> entries = new LinkedHashMap<>(); // guarded by itself

    /**
     * @param over whether an entry may be forgotten
     * @param most how many entries are kept before those that are over are forgotten, the oldest first
     */
    Register(Predicate<V> over, int most) {
        this.over = over;
        this.most = most;
    }

    void add(K key, V value) {
        synchronized (entries) {
            entries.put(key, value);
            Iterator<V> oldest = entries.values().iterator();
            while (entries.size() > most && oldest.hasNext()) {
                if (over.test(oldest.next())) {
                    oldest.remove();
                }
            }
        }
    }

    void remove(K key) {
        synchronized (entries) {
            entries.remove(key);
        }
    }

    Optional<V> find(K key) {
        synchronized (entries) {
            return Optional.ofNullable(entries.get(key));
        }
    }

    List<V> all() {
        synchronized (entries) {
            return List.copyOf(entries.values());
        }
    }
}
