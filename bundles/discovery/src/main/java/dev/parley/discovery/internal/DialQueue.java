package dev.parley.discovery.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Links;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dials that wait for their turn. One timer serves all. Confined to discovery's executor. */
final class DialQueue {
    private static final Logger LOG = LoggerFactory.getLogger(DialQueue.class);
    private static final int JITTER_MS = 60;
    /** Of two who see each other at once, one waits this long for the other's dial. */
    private static final int YIELD_MS = 250;
    /** A flood does not make us look more often than this. */
    private static final long LOOK_NANOS = 5_000_000L;

    private final Rules rules;
    private final Execution execution;
    private final Links links;
    private final Trouble trouble;
    private final Later later;
    private final Targets targets;
    private final DialPlan plan;
    private final Map<InstanceId, Waiting> waiting = new LinkedHashMap<>();
    private boolean timed;
    private long timedFor;

    private record Waiting(long revision, long notBefore) {}

    private record Due(InstanceId instance, long revision, DialTarget target, long last) {}

    /** Knows whom to dial. */
    interface Targets {
        /** Where, while it is still worth a dial. */
        Optional<DialTarget> of(InstanceId instance, long revision);
    }

    DialQueue(Rules rules, Execution execution, Links links, Trouble trouble, Later later, Targets targets) {
        this.rules = rules;
        this.execution = execution;
        this.links = links;
        this.trouble = trouble;
        this.later = later;
        this.targets = targets;
        this.plan = new DialPlan(rules);
    }

    /** Dials whom nobody dialled for at this revision. */
    void consider(Sighting.Seen seen) {
        if (targets.of(seen.instance(), seen.revision()).isPresent() && plan.isNew(seen.instance(), seen.revision())) {
            boolean first = links.instance().text().compareTo(seen.instance().text()) < 0;
            add(seen.instance(), seen.revision(), Duration.ofMillis(first ? 0 : YIELD_MS));
        }
    }

    private void add(InstanceId instance, long revision, Duration pause) {
        long jitter = Duration.ofMillis(execution.random().nextInt(JITTER_MS)).toNanos();
        if (waiting.size() >= rules.instances()) {
            Iterator<InstanceId> oldest = waiting.keySet().iterator();
            oldest.next(); // nearly always one that the neighbourhood has pushed out too
            oldest.remove();
        }
        waiting.put(instance, new Waiting(revision, execution.nanoTime() + pause.toNanos() + jitter));
        lookIn(pause.toNanos() + jitter);
    }

    private void lookIn(long nanos) {
        long in = Math.max(LOOK_NANOS, nanos);
        long at = execution.nanoTime() + in;
        if (!timed || at - timedFor < 0) {
            timed = true;
            timedFor = at;
            later.run(() -> look(at), Duration.ofNanos(in));
        }
    }

    private void look(long at) {
        if (!timed || at != timedFor) {
            return; // an earlier look took its place
        }
        timed = false;
        long now = execution.nanoTime();
        long soonest = Long.MAX_VALUE;
        List<Due> due = new ArrayList<>();
        for (Iterator<Map.Entry<InstanceId, Waiting>> each = waiting.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<InstanceId, Waiting> next = each.next();
            Optional<DialTarget> target =
                    targets.of(next.getKey(), next.getValue().revision());
            long wait = next.getValue().notBefore() - now;
            if (target.isEmpty()) {
                each.remove();
            } else if (wait > 0) {
                soonest = Math.min(soonest, wait);
            } else {
                due.add(new Due(
                        next.getKey(),
                        next.getValue().revision(),
                        target.get(),
                        plan.lastTurn(target.get().addresses())));
            }
        }
        soonest = Math.min(soonest, dial(due, now));
        if (!waiting.isEmpty()) {
            lookIn(soonest);
        }
    }

    /** @return when the first of those whose turn did not come may have it */
    private long dial(List<Due> due, long now) {
        long soonest = Long.MAX_VALUE;
        due.sort(Comparator.comparingLong(Due::last));
        for (Due next : due) {
            long wait = plan.turn(next.target().addresses(), now).toNanos();
            if (wait > 0) {
                soonest = Math.min(soonest, wait);
            } else {
                waiting.remove(next.instance());
                dial(next.instance(), next.revision(), next.target());
            }
        }
        return soonest;
    }

    private void dial(InstanceId instance, long revision, DialTarget target) {
        var unused = links.dial(target)
                .whenComplete((link, failure) -> later.run(() -> dialled(instance, revision, target, failure)));
    }

    private void dialled(InstanceId instance, long revision, DialTarget target, Throwable failure) {
        trouble.dialled(target.addresses(), failure);
        if (failure != null) {
            LOG.debug("a dial to {} failed", target.addresses(), failure);
            plan.again(instance, revision).ifPresent(pause -> add(instance, revision, pause));
        }
    }

    /** A link to it ended. Who is not met yet is dialled again, as often as after dials that failed. */
    void lost(InstanceId instance) {
        plan.revision(instance).ifPresent(revision -> plan.again(instance, revision)
                .ifPresent(pause -> add(instance, revision, pause)));
    }

    /** Whoever is seen from now on is new. */
    void clear() {
        waiting.clear();
        plan.forget();
    }
}
