package dev.parley.discovery.beacon.internal;

import java.net.InetSocketAddress;
import java.nio.channels.DatagramChannel;
import java.util.Optional;
import java.util.function.Function;

/**
 * A channel that is read.
 *
 * @param direct whether it is our own socket
 * @param arrivals by which attachment a datagram from there came; none when it is not for us
 */
record Reader(DatagramChannel channel, boolean direct, Function<InetSocketAddress, Optional<Attachment>> arrivals) {
    Optional<Attachment> attachment(InetSocketAddress source) {
        return arrivals.apply(source);
    }
}
