package dev.parley.tests.bench.peer;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.InstanceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/** Who was seen when, by the machine's monotonic clock, which is the same in all its processes. Any thread. */
final class NearWatch {
    private static final long LIMIT_S = 120;

    private final List<Seen> seen = new ArrayList<>(); // guarded by this
    private int mark;

    private record Seen(long nanos, boolean gone, PeerNearMe person) {}

    synchronized void add(NearMeEvent event) {
        seen.add(new Seen(System.nanoTime(), event instanceof NearMeEvent.Disappeared, event.person()));
        notifyAll();
    }

    /** Forgets what was until now. */
    synchronized void mark() {
        mark = seen.size();
    }

    /** When somebody of that name came, or went. */
    long first(String name, boolean gone) throws InterruptedException, TimeoutException {
        return await(name, () -> seen.subList(mark, seen.size()).stream()
                .filter(one -> one.gone() == gone && one.person().displayName().equals(name))
                .mapToLong(Seen::nanos)
                .findFirst());
    }

    /** When so many were there that this can be said of, all at once. */
    long all(int count, boolean linked) throws InterruptedException, TimeoutException {
        Predicate<PeerNearMe> which = person ->
                !person.displayName().isEmpty() && (!linked || person.peer().isPresent());
        return await(count + " people", () -> {
            Map<InstanceId, Boolean> there = new HashMap<>();
            for (Seen one : seen) {
                there.put(one.person().instance(), !one.gone() && which.test(one.person()));
                if (there.values().stream().filter(yes -> yes).count() >= count) {
                    return OptionalLong.of(one.nanos());
                }
            }
            return OptionalLong.empty();
        });
    }

    /** Somebody who is linked, and so proved who they are. */
    synchronized PeerNearMe linked() throws InterruptedException, TimeoutException {
        all(1, true);
        return seen.stream()
                .map(Seen::person)
                .filter(person -> person.endpoint().isPresent())
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    private interface Search {
        OptionalLong found();
    }

    private synchronized long await(String what, Search search) throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        for (OptionalLong found = search.found(); ; found = search.found()) {
            if (found.isPresent()) {
                return found.getAsLong();
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new TimeoutException("no " + what + " within " + LIMIT_S + " s, of " + seen.size() + " events");
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
