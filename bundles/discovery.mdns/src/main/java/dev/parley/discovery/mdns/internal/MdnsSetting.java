package dev.parley.discovery.mdns.internal;

import dev.parley.spi.execution.Execution;
import dev.parley.wire.net.LocalInterface;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * What all publications of one start share.
 *
 * @param interval between two questions who is still there
 * @param lookEvery how often to look at the interfaces
 * @param retryAfter how long to wait after one could not be opened
 */
record MdnsSetting(
        Execution execution,
        Duration interval,
        Duration lookEvery,
        Duration retryAfter,
        Supplier<List<LocalInterface>> interfaces,
        Responder.Factory responders,
        Probe.Factory probes,
        Drops drops) {
    private static final int LIFETIME_INTERVALS = 3; // design section 8

    /** How long a sign of life is worth. */
    Duration lifetime() {
        return interval.multipliedBy(LIFETIME_INTERVALS);
    }
}
