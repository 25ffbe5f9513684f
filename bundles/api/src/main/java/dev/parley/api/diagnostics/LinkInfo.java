package dev.parley.api.diagnostics;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A snapshot of one link.
 *
 * @param peer who is on the other side, proven
 * @param endpoint at which node, proven
 * @param transport which plug-in made it, for example {@code tls}
 * @param address the other side's address
 * @param dialled whether it was dialled from here
 * @param accepted whether the peer had a yes; otherwise it is within the strangers' allowance
 * @param since when it began
 * @param streams open streams now
 * @param bytesIn bytes of streams received
 * @param bytesOut bytes of streams sent
 * @param roundTrip of the last keep-alive; empty before the first
 */
public record LinkInfo(
        PeerName peer,
        EndPointId endpoint,
        String transport,
        InetSocketAddress address,
        boolean dialled,
        boolean accepted,
        Instant since,
        int streams,
        long bytesIn,
        long bytesOut,
        Optional<Duration> roundTrip) {}
