package dev.parley.transport.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Decides whether a connection is worth a handshake: rates in all and for an address (design, section 6). Addresses at which an
 * accepted peer is linked are not counted; on loopback the source is address and port. Any thread.
 */
final class Doorkeeper {
    private static final int ADDRESSES = 1024;

    private final Settings settings;
    private final LongSupplier nanos;
    private final Set<InetAddress> trusted = ConcurrentHashMap.newKeySet();
    private final TokenBucket all; // guarded by this, with the map
    private final Map<Object, TokenBucket> each = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, TokenBucket> eldest) {
            return size() > ADDRESSES;
        }
    };

    Doorkeeper(Settings settings, LongSupplier nanos) {
        this.settings = settings;
        this.nanos = nanos;
        this.all = new TokenBucket(settings.handshakesPerS(), settings.handshakeBurst(), nanos.getAsLong());
    }

    boolean admits(InetSocketAddress from) {
        if (trusted.contains(from.getAddress())) {
            return true;
        }
        Object source = from.getAddress().isLoopbackAddress() ? from : from.getAddress();
        long now = nanos.getAsLong();
        synchronized (this) {
            return each.computeIfAbsent(source, unused -> {
                                double rate = settings.handshakesPerAddressPerS();
                                return new TokenBucket(rate, settings.handshakeBurst(), now);
                            })
                            .take(now)
                    && all.take(now);
        }
    }

    /** Says at which addresses accepted peers are. */
    void trust(Set<InetAddress> addresses) {
        trusted.retainAll(addresses);
        trusted.addAll(addresses);
    }
}
