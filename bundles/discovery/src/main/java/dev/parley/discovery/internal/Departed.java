package dev.parley.discovery.internal;

import dev.parley.api.peer.InstanceId;
import java.util.Map;

/**
 * Who went, so that what is still on its way from them does not bring them back: an older start of a node that runs anew, for ever; who
 * said goodbye by one way, for a moment, by the other ways. Confined to discovery's executor.
 */
final class Departed {
    private static final long MOMENT_NANOS = 3_000_000_000L;

    private final Map<InstanceId, Goodbye> goodbyes;
    private final Map<InstanceId, Boolean> restarted;

    private record Goodbye(String way, long at) {}

    Departed(int most) {
        goodbyes = new Bounded<>(most);
        restarted = new Bounded<>(most);
    }

    void goodbye(InstanceId instance, String way, long now) {
        goodbyes.put(instance, new Goodbye(way, now));
    }

    void restarted(InstanceId instance) {
        restarted.put(instance, true);
    }

    /** Whether a sighting is only an echo. */
    boolean isEcho(InstanceId instance, String way, long now) {
        if (restarted.containsKey(instance)) {
            return true;
        }
        Goodbye goodbye = goodbyes.get(instance);
        if (goodbye == null) {
            return false;
        }
        if (goodbye.way().equals(way) || now - goodbye.at() > MOMENT_NANOS) {
            goodbyes.remove(instance);
            return false;
        }
        return true;
    }

    /** Nobody went: signed out. */
    void clear() {
        goodbyes.clear();
    }
}
