package dev.parley.tests.chaos;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Somebody who says numbered lines, whenever the session is there, now and then many at once. */
final class Person {
    private static final int MOST_PAUSE_MS = 400;
    private static final int BURST = 60;
    private static final int BURST_ONE_IN = 20;

    private final Node node;
    private final Random random;
    private final CountDownLatch quiet = new CountDownLatch(1);
    private final Thread thread;
    private final Map<Integer, Long> numbers = new HashMap<>(); // by life
    private final Map<Integer, Set<Line>> knowing = new HashMap<>(); // guarded by itself
    private final Set<String> removed = new HashSet<>();
    private final AtomicLong said = new AtomicLong();

    /** Begins. */
    Person(Node node, long seed) {
        this.node = node;
        this.random = new Random(seed);
        this.thread = new Thread(this::talk, node.name());
        thread.setDaemon(true);
        thread.start();
    }

    private void talk() {
        try {
            while (!quiet.await(random.nextInt(MOST_PAUSE_MS), TimeUnit.MILLISECONDS)) {
                int lines = random.nextInt(BURST_ONE_IN) == 0 ? BURST : 1;
                for (int i = 0; i < lines && say().isPresent(); i++) {}
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Says nothing more by itself; a line that is on its way is said before this returns. */
    void quiet() throws InterruptedException {
        quiet.countDown();
        thread.join();
    }

    /** Says a line. @return empty when it could not be given to the application */
    Optional<Line> say() {
        Running now = node.now();
        if (now.session().isEmpty()) {
            return Optional.empty();
        }
        Line line = new Line(node.number(), now.life(), numbers.merge(now.life(), 1L, Long::sum));
        removed.addAll(now.removed()); // before it is said
        synchronized (knowing) {
            removed.forEach(name -> knowing.computeIfAbsent(Integer.valueOf(name.substring(1)), who -> new HashSet<>())
                    .add(line));
        }
        try {
            if (node.ask("say " + line).done()) {
                said.incrementAndGet();
                return Optional.of(line);
            }
            return Optional.empty();
        } catch (IOException gone) {
            return Optional.empty();
        }
    }

    /** How many lines. */
    long said() {
        return said.get();
    }

    /** What it said, by whose removal it had seen. */
    Map<Integer, Set<Line>> knowing() {
        synchronized (knowing) {
            Map<Integer, Set<Line>> all = new HashMap<>();
            knowing.forEach((who, lines) -> all.put(who, Set.copyOf(lines)));
            return all;
        }
    }
}
