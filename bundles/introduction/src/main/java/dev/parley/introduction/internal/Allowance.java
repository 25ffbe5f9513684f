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

    Allowance(int perMinutePerPeer, int ofStrangersPerHour) {
        this.perMinutePerPeer = perMinutePerPeer;
        this.ofStrangersPerHour = ofStrangersPerHour;
    }

    /**
     * Somebody asks.
     *
     * @param blocked whether the person will not be asked, without their seeing it: then it is answered as everybody's, but takes nothing of
     *     what strangers may ask together
     * @return why the person is not asked; empty when they are, which counts
     */
    Optional<String> ask(PeerName peer, boolean stranger, boolean blocked, long now) {
        forget(now);
        Deque<Long> recent = asked.get(peer);
        if (recent == null && asked.size() >= PEERS) {
            return Optional.of("too many people ask just now; try again in a minute");
        }
        if (recent != null && recent.size() >= perMinutePerPeer) {
            return Optional.of("at most " + perMinutePerPeer + " a minute are taken; try again in a minute");
        }
        if (stranger && ofStrangers.size() >= ofStrangersPerHour) {
            return Optional.of("too many people asked who are new here; try again in an hour");
        }
        asked.computeIfAbsent(peer, first -> new ArrayDeque<>()).add(now);
        if (stranger && !blocked) {
            ofStrangers.add(now);
        }
        return Optional.empty();
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
