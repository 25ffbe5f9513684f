package dev.parley.transport.internal;

import dev.parley.api.peer.PeerName;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Decides whether a connection is worth a handshake: rates in all and for an address (design, section 6). Addresses at which an
 * accepted peer was linked are not counted; on loopback the source is address and port. Any thread.
 */
final class Doorkeeper {
    private static final int ADDRESSES = 1024;

    private final Settings settings;
    private final LongSupplier nanos;
    private final Predicate<PeerName> accepted;
    private final TokenBucket all; // guarded by this, with the maps
    private final Map<Object, TokenBucket> each = new Bounded<>();
    private final Map<InetAddress, PeerName> familiar = new Bounded<>();

    /** @param accepted whether a peer is no stranger */
    Doorkeeper(Settings settings, LongSupplier nanos, Predicate<PeerName> accepted) {
        this.settings = settings;
        this.nanos = nanos;
        this.accepted = accepted;
        this.all = new TokenBucket(settings.handshakesPerS(), settings.handshakeBurst(), nanos.getAsLong());
    }

    boolean admits(InetSocketAddress from) {
        PeerName owner;
        synchronized (this) {
            owner = familiar.get(from.getAddress());
        }
        if (owner != null && accepted.test(owner)) {
            return true;
        }
        Object source = from.getAddress().isLoopbackAddress() ? from : from.getAddress();
        synchronized (this) {
            long now = nanos.getAsLong();
            return each.computeIfAbsent(source, unused -> bucket(now)).take(now) && all.take(now);
        }
    }

    private TokenBucket bucket(long now) {
        return new TokenBucket(settings.handshakesPerAddressPerS(), settings.handshakeBurst(), now);
    }

    /** Says that an accepted peer is at an address. It stays familiar as long as the yes holds: the peer may lose its link there. */
    synchronized void familiar(InetAddress address, PeerName peer) {
        familiar.put(address, peer);
    }

    /** Forgets what was not asked for the longest time. */
    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        Bounded() {
            super(16, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > ADDRESSES;
        }
    }
}
