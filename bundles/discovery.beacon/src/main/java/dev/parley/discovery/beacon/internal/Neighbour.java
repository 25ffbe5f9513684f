package dev.parley.discovery.beacon.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.Optional;

/** What is known of one instance: its key, what was heard last, and whether it asks for answers. Not thread-safe. */
final class Neighbour {
    private static final int PATHS = 16;

    private byte[] key;
    private long highest = -1;
    private boolean gone;
    private long lastSeen;
    private long lifetimeNanos;
    private final Recent<Path, Long> last = new Recent<>(PATHS);
    private Optional<Asker> asker = Optional.empty();

    /**
     * By which way a datagram came.
     *
     * @param index of the interface
     */
    private record Path(InetAddress source, int index) {}

    /** Somebody who asks to be answered. */
    record Asker(Attachment attachment, InetSocketAddress socket) {}

    /** @param key first seen for this instance */
    Neighbour(byte[] key) {
        this.key = key.clone();
    }

    /** Why a datagram of this instance cannot be taken, before its signature is looked at; empty when it could. */
    Optional<Drop> refuses(byte[] byKey, long sequence, InetAddress source, int index) {
        if (!Arrays.equals(key, byKey)) {
            return gone
                    ? Optional.empty()
                    : Optional.of(Drop.FORGED); // after a goodbye there is nobody to be mistaken for
        }
        Long before = last.get(new Path(source, index));
        boolean fresh = sequence >= highest && (before == null || sequence > before);
        return fresh ? Optional.empty() : Optional.of(Drop.STALE);
    }

    /** Takes a datagram that was not refused and is signed. */
    void take(BeaconCodec.Claim claim, Attachment by, InetSocketAddress from, long now) {
        if (!Arrays.equals(key, claim.key())) {
            key = claim.key().clone();
            last.clear();
        }
        Beacon beacon = claim.beacon();
        highest = claim.sequence();
        last.put(new Path(beacon.source(), by.index()), claim.sequence());
        gone = beacon.goodbye();
        lastSeen = now;
        lifetimeNanos = beacon.lifetime().toNanos();
        asker = beacon.newcomer() && !gone ? Optional.of(new Asker(by, from)) : Optional.empty();
    }

    boolean isGone() {
        return gone;
    }

    /** Whom to send a copy, because it hears no multicast; empty when it does, or is not there. */
    Optional<Asker> asker(long now) {
        return asker.filter(any -> !gone && now - lastSeen < lifetimeNanos);
    }
}
