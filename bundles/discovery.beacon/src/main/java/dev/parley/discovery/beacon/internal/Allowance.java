package dev.parley.discovery.beacon.internal;

import java.net.InetAddress;
import java.util.function.Supplier;

/**
 * How much is taken from each sender and from all, so that a flood costs a bounded time and memory. Known instances have a
 * share of the signature checks of their own, so that invented ones do not drown them. Not thread-safe.
 */
final class Allowance {
    /** Bytes held for each remembered sender are few; so many are remembered. */
    static final int SENDERS = 1024;

    private static final int DATAGRAM_BURST = 400;
    private static final int DATAGRAMS = 200;
    private static final int NEW_BURST = 64;
    private static final int NEW = 8;
    private static final int CHECK_BURST = 400; // one costs 0.1 to 0.3 ms
    private static final int CHECKS = 200;

    private final Recent<InetAddress, Bucket> datagrams = new Recent<>(SENDERS);
    private final Recent<InetAddress, Bucket> newcomers = new Recent<>(SENDERS);
    private final Bucket known;
    private final Bucket unknown;

    Allowance(long now) {
        known = new Bucket(CHECK_BURST, CHECKS, now);
        unknown = new Bucket(CHECK_BURST, CHECKS, now);
    }

    /** Whether to read another datagram of this sender. */
    boolean read(InetAddress sender, long now) {
        return take(datagrams, sender, now, () -> new Bucket(DATAGRAM_BURST, DATAGRAMS, now));
    }

    /** Whether to check the signature of an instance that is known. */
    boolean checkKnown(long now) {
        return known.take(now);
    }

    /** Whether to check the signature of an instance that this sender brings up. */
    boolean checkUnknown(InetAddress sender, long now) {
        return take(newcomers, sender, now, () -> new Bucket(NEW_BURST, NEW, now)) && unknown.take(now);
    }

    private static boolean take(
            Recent<InetAddress, Bucket> buckets, InetAddress sender, long now, Supplier<Bucket> full) {
        return buckets.computeIfAbsent(sender, any -> full.get()).take(now);
    }
}
