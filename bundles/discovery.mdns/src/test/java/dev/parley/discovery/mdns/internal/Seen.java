package dev.parley.discovery.mdns.internal;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Sighting;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Keeps sightings, and waits for one. */
final class Seen implements Consumer<Sighting> {
    private static final long LIMIT_S = 30;

    private final List<Sighting> all = new ArrayList<>();

    @Override
    public synchronized void accept(Sighting sighting) {
        all.add(sighting);
        notifyAll();
    }

    synchronized List<Sighting> all() {
        return List.copyOf(all);
    }

    synchronized void clear() {
        all.clear();
    }

    List<Sighting> of(InstanceId instance) {
        return all().stream().filter(one -> one.instance().equals(instance)).toList();
    }

    /** The newest of an instance that is there. */
    Optional<Sighting.Seen> newest(InstanceId instance) {
        return of(instance).stream()
                .flatMap(one -> one instanceof Sighting.Seen seen
                        ? Optional.of(seen).stream()
                        : Optional.<Sighting.Seen>empty().stream())
                .reduce((before, after) -> after);
    }

    synchronized Sighting await(String what, Predicate<Sighting> which) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (true) {
            Optional<Sighting> found = all.stream().filter(which).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = end - System.nanoTime();
            if (left <= 0) {
                throw new AssertionError("not seen: " + what + "; but " + all);
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }

    Sighting.Seen await(InstanceId instance) throws InterruptedException {
        return (Sighting.Seen) await(
                instance + " there",
                one -> one instanceof Sighting.Seen && one.instance().equals(instance));
    }

    void awaitGone(InstanceId instance) throws InterruptedException {
        await(
                instance + " gone",
                one -> one instanceof Sighting.Gone && one.instance().equals(instance));
    }
}
