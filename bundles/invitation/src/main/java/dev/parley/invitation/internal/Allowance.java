package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationId;
import dev.parley.api.peer.PeerName;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Counts what strangers ask for: the design, section 6. Pure but for its counts; used on the serial executor. What lies longer
 * back than a minute, or an hour, is forgotten.
 */
final class Allowance {
    /** The most invitations of everybody together that are kept open, against memory running out. */
    static final int OPEN_IN_ALL = 1_024;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final long HOUR = TimeUnit.HOURS.toNanos(1);
    private static final int PEERS = 4_096;

    private final int openPerPeer;
    private final int perMinutePerPeer;
    private final int promptsPerHour;
    private final Map<PeerName, Deque<Asked>> asked = new HashMap<>();
    private final Deque<Long> prompts = new ArrayDeque<>();

    Allowance(int openPerPeer, int perMinutePerPeer, int promptsPerHour) {
        this.openPerPeer = openPerPeer;
        this.perMinutePerPeer = perMinutePerPeer;
        this.promptsPerHour = promptsPerHour;
    }

    private record Asked(InvitationId id, long at) {}

    /**
     * A stranger's invitation came. The same one again counts once.
     *
     * @param open how many of this peer wait for an answer
     * @return why it is not taken
     */
    Optional<String> ask(PeerName peer, InvitationId id, int open, long now) {
        forget(now);
        Deque<Asked> recent = asked.get(peer);
        if (recent == null) {
            if (asked.size() >= PEERS) {
                return Optional.of("too many strangers invite just now; try again in a minute");
            }
            recent = new ArrayDeque<>();
            asked.put(peer, recent);
        }
        if (recent.stream().noneMatch(one -> one.id().equals(id))) {
            if (recent.size() >= perMinutePerPeer) {
                return Optional.of("at most " + perMinutePerPeer + " invitations a minute are taken from somebody new");
            }
            recent.add(new Asked(id, now));
        }
        if (open >= openPerPeer) {
            return Optional.of(openPerPeer + " invitations of yours wait for an answer already");
        }
        return Optional.empty();
    }

    /**
     * A stranger's invitation would be shown.
     *
     * @param blocked when it is not going to be: then it takes nothing of what is left for others
     * @return why the person is not asked
     */
    Optional<String> prompt(boolean blocked, long now) {
        forget(now);
        if (prompts.size() >= promptsPerHour) {
            return Optional.of("too many invitations came from people who are new here; try again in an hour");
        }
        if (!blocked) {
            prompts.add(now);
        }
        return Optional.empty();
    }

    private void forget(long now) {
        while (!prompts.isEmpty() && now - prompts.peek() >= HOUR) {
            prompts.remove();
        }
        asked.values().removeIf(recent -> {
            recent.removeIf(one -> now - one.at() >= MINUTE);
            return recent.isEmpty();
        });
    }
}
