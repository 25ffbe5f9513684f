package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.Reachability;
import dev.parley.spi.contact.Reachability.Reach;
import dev.parley.wire.event.EventSource;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** Whom of those near and watched dials do not reach, and since when. Changes on the serial executor; listened to from anywhere. */
final class Unreached implements Reachability {
    private final LongSupplier nanos;
    private final EventSource<Reach> events;
    private final Map<PeerName, Long> since = new HashMap<>();

    /** @param nanos monotonic */
    Unreached(Executor executor, LongSupplier nanos) {
        this.nanos = nanos;
        this.events = new EventSource<>(executor);
    }

    /** Dials failed again and again. */
    void failed(PeerName peer) {
        if (since.putIfAbsent(peer, nanos.getAsLong()) == null) {
            events.emit(new Reach(peer, false));
        }
    }

    /** There is a link, or nobody dials any more. Told each time: whoever listens may know more of before than this does. */
    void reached(PeerName peer) {
        since.remove(peer);
        events.emit(new Reach(peer, true));
    }

    /** They are not announced any more: whoever listens knows that, too. */
    void gone(PeerName peer) {
        since.remove(peer);
    }

    /** Nobody is announced any more. */
    void clear() {
        since.clear();
    }

    /** How long, by peer. */
    Map<PeerName, Duration> all() {
        Map<PeerName, Duration> all = new TreeMap<>();
        since.forEach((peer, from) -> all.put(peer, Duration.ofNanos(nanos.getAsLong() - from)));
        return all;
    }

    @Override
    public Subscription onReach(Consumer<Reach> listener) {
        return events.add(listener, () -> since.keySet().stream()
                .map(peer -> new Reach(peer, false))
                .toList());
    }
}
