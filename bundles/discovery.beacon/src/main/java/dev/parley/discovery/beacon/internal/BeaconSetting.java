package dev.parley.discovery.beacon.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.net.LocalInterface;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * What all publications of one start share.
 *
 * @param signer made at this start
 * @param sequence rises with each datagram of the signer, over all publications: one that is closed and published again is
 *     believed
 * @param port the one that all on the subnet share
 * @param interval between two beacons
 * @param lookEvery how often to look at the interfaces
 * @param tags by which contacts recognise each other
 */
record BeaconSetting(
        Execution execution,
        Signatures signatures,
        Signer signer,
        AtomicLong sequence,
        int port,
        Duration interval,
        Duration lookEvery,
        Supplier<List<LocalInterface>> interfaces,
        BeaconSockets.Factory sockets,
        Supplier<LocalPorts> localPorts,
        Tags tags,
        Drops drops) {}
