package dev.parley.discovery.beacon.internal;

import dev.parley.api.peer.InstanceId;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/**
 * What a datagram says, checked for form; see {@code beacon.proto}.
 *
 * @param interval within its bounds
 * @param tag by which contacts recognise the sender, read-only; only {@code Recognition} knows whose it is
 * @param newcomer asks for an answer
 * @param goodbye leaves
 * @param source where it says that it comes from, without scope
 */
record Beacon(
        InstanceId instance,
        String realm,
        int port,
        long revision,
        Optional<String> displayName,
        Optional<ByteBuffer> tag,
        Duration interval,
        boolean newcomer,
        boolean goodbye,
        InetAddress source) {
    private static final int LIFETIME_INTERVALS = 3; // design section 8

    /** How long it counts as there. */
    Duration lifetime() {
        return interval.multipliedBy(LIFETIME_INTERVALS);
    }
}
