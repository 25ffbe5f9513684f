package dev.parley.discovery.internal;

import dev.parley.api.peer.InstanceId;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether a sighting is worth a dial, and when: one an instance and revision, a failed one repeated a few times, and never more in all,
 * or to one source, than the rules allow. A sighting is a hint from anybody, so what it can make us do is bounded. Confined to
 * discovery's executor.
 */
final class DialPlan {
    private static final double NANOS = 1e9;

    private final Rules rules;
    private final Map<InstanceId, Tried> tried;
    private final Map<Object, Rate> sources;
    private final Rate all;

    private record Tried(long revision, int failures) {}

    /** So many a second, as many at once. */
    private static final class Rate {
        private final int perSecond;
        private double tokens;
        private long filled;

        Rate(int perSecond, long now) {
            this.perSecond = perSecond;
            this.tokens = perSecond;
            this.filled = now;
        }

        /** Nanoseconds until the next one may go; 0 when now. */
        long until(long now) {
            tokens = Math.min(perSecond, tokens + (now - filled) / NANOS * perSecond);
            filled = now;
            return tokens >= 1 ? 0 : (long) Math.ceil((1 - tokens) / perSecond * NANOS);
        }

        void take() {
            tokens -= 1;
        }
    }

    DialPlan(Rules rules, long now) {
        this.rules = rules;
        this.tried = bounded(rules.instances());
        this.sources = bounded(rules.instances());
        this.all = new Rate(rules.dialsPerS(), now);
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

    /** How long to wait before a dial may go; zero takes its place in the rates. */
    Duration turn(InetSocketAddress source, long now) {
        Object key =
                source.getAddress() == null || source.getAddress().isLoopbackAddress() ? source : source.getAddress();
        Rate rate = sources.computeIfAbsent(key, unused -> new Rate(rules.dialsPerSourceAndS(), now));
        long wait = Math.max(all.until(now), rate.until(now));
        if (wait == 0) {
            all.take();
            rate.take();
        }
        return Duration.ofNanos(wait);
    }

    /** After a dial failed: how long until it is repeated; empty when it is not. */
    Optional<Duration> again(InstanceId instance, long revision) {
        Tried before = tried.get(instance);
        if (before == null || before.revision() != revision || before.failures() >= rules.repeats()) {
            return Optional.empty();
        }
        tried.put(instance, new Tried(revision, before.failures() + 1));
        return Optional.of(rules.backoff().multipliedBy(1L << before.failures()));
    }

    private static <K, V> Map<K, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }
}
