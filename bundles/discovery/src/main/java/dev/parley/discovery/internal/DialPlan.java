package dev.parley.discovery.internal;

import dev.parley.api.peer.InstanceId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Whether a sighting is worth a dial, and when: one an instance and revision, a failed one repeated a few times and then rarely, and
 * never more in all, or to one source, than the rules allow. A sighting is a hint from anybody, so what it can make us do is bounded.
 * Confined to discovery's executor.
 */
final class DialPlan {
    /** So that a flood of invented instances does not soon make us forget whom we tried. */
    private static final int TRIED_PER_INSTANCE = 4;

    private final Rules rules;
    private final Map<InstanceId, Tried> tried;
    private final Map<Object, Rate> sources;
    private final Rate all;

    private record Tried(long revision, int failures) {}

    DialPlan(Rules rules) {
        this.rules = rules;
        this.tried = new Bounded<>(TRIED_PER_INSTANCE * rules.instances());
        this.sources = new Bounded<>(rules.instances());
        this.all = new Rate(rules.dialsPerS());
    }

    /** Whether this revision of this instance was not dialled for yet; from now on it was. */
    boolean isNew(InstanceId instance, long revision) {
        Tried before = tried.get(instance);
        if (before != null && before.revision() >= revision) {
            return false;
        }
        tried.put(instance, new Tried(revision, 0));
        return true;
    }

    /** Which revision of it was dialled for last. */
    Optional<Long> revision(InstanceId instance) {
        return Optional.ofNullable(tried.get(instance)).map(Tried::revision);
    }

    /** How long to wait before a dial to these addresses may go; zero takes its place in the rates. */
    Duration turn(Collection<InetSocketAddress> addresses, long now) {
        List<Rate> rates = addresses.stream()
                .map(DialPlan::source)
                .distinct()
                .map(key -> sources.computeIfAbsent(key, unused -> new Rate(rules.dialsPerSourceAndS())))
                .toList();
        long wait = all.until(now);
        for (Rate rate : rates) {
            wait = Math.max(wait, rate.until(now));
        }
        if (wait == 0) {
            all.take(now);
            rates.forEach(rate -> rate.take(now));
        }
        return Duration.ofNanos(wait);
    }

    /** When one of these sources was dialled last: whoever waits longest is next, so that no source keeps the others waiting. */
    long lastTurn(Collection<InetSocketAddress> addresses) {
        return addresses.stream()
                .map(address -> sources.get(source(address)))
                .filter(Objects::nonNull)
                .mapToLong(Rate::last)
                .max()
                .orElse(Long.MIN_VALUE);
    }

    /** On loopback several peers share the address, so there the port tells them apart. */
    private static Object source(InetSocketAddress address) {
        return address.getAddress() == null || address.getAddress().isLoopbackAddress()
                ? address
                : address.getAddress();
    }

    /**
     * After a dial failed: how long until it is repeated; empty when it is not. At last rarely, but without end: who listens again after
     * a fault of its own has no news to tell, and two who see each other want a link however long that lasted.
     */
    Optional<Duration> again(InstanceId instance, long revision) {
        Tried before = tried.get(instance);
        if (before == null || before.revision() != revision || rules.repeats() == 0) {
            return Optional.empty();
        }
        if (before.failures() >= rules.repeats()) {
            return Optional.of(rules.rarely());
        }
        tried.put(instance, new Tried(revision, before.failures() + 1));
        return Optional.of(rules.backoff().multipliedBy(1L << before.failures()));
    }

    /** Whom it tried is forgotten; the rates are not. */
    void forget() {
        tried.clear();
    }
}
