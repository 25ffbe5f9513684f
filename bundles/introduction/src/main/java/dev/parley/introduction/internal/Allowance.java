package dev.parley.introduction.internal;

import dev.parley.api.peer.PeerName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * How often others may ask the person here something: each peer so often a minute, and all strangers together so often an hour. Pure but
 * for its counts; used on the serial executor.
 */
final class Allowance {
    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int PEERS = 4_096;

    private final int perMinutePerPeer;
    private final int ofStrangersPerHour;
    private final Map<PeerName, Deque<Long>> asked = new HashMap<>();
    private final Deque<Long> ofStrangers = new ArrayDeque<>();
    private long refused;

    Allowance(int perMinutePerPeer, int ofStrangersPerHour) {
        this.perMinutePerPeer = perMinutePerPeer;
        this.ofStrangersPerHour = ofStrangersPerHour;
    }

    /**
     * Somebody asks.
     *
     * @return why the person is not asked; empty when they are, which counts
     */
    Optional<String> ask(PeerName peer, boolean stranger, long now) {
        forget(now);
        Deque<Long> recent = asked.get(peer);
        if (recent == null && asked.size() >= PEERS) {
            return refuse("too many people ask just now; try again in a minute");
        }
        if (recent != null && recent.size() >= perMinutePerPeer) {
            return refuse("at most " + perMinutePerPeer + " a minute are taken; try again in a minute");
        }
        if (stranger && ofStrangers.size() >= ofStrangersPerHour) {
            return refuse("too many people asked who are new here; try again in an hour");
        }
        asked.computeIfAbsent(peer, first -> new ArrayDeque<>()).add(now);
        if (stranger) {
            ofStrangers.add(now);
        }
        return Optional.empty();
    }

    /** One is refused for another reason. */
    Optional<String> refuse(String why) {
        refused++;
        return Optional.of(why);
    }

    /** How many were refused since the start. */
    long refused() {
        return refused;
    }

    private void forget(long now) {
        while (!ofStrangers.isEmpty() && now - ofStrangers.peek() >= HOUR) {
            ofStrangers.remove();
        }
        asked.values().removeIf(recent -> {
            recent.removeIf(at -> now - at >= MINUTE);
            return recent.isEmpty();
        });
    }
}
