package dev.parley.launcher.demo;

import java.io.PrintStream;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/** Steps that are walked without a person, and what they are made of. Each is checked on what another process reports. */
final class Walkthrough {
    /** Far more than it takes anywhere: a step fails when a peer has ended, or at last then. */
    static final Duration LIMIT = Duration.ofMinutes(2);

    /** Milliseconds that a peer may take to leave; a test on a machine that has much else to do gives more. */
    static final long LEAVE_MS = Long.getLong("parley.demo.leaveMs", 1_000);

    private final List<DemoPeer> peers;
    private final Map<String, Step> steps = new LinkedHashMap<>();

    /** What a step does; its result is told beside it. */
    @FunctionalInterface
    interface Step {
        String run() throws StepFailed, InterruptedException;
    }

    /** @param peers that have to live as long as it is walked */
    Walkthrough(List<DemoPeer> peers) {
        this.peers = peers;
    }

    void add(String name, Step step) {
        steps.put(name, step);
    }

    /**
     * Walks all of it; what follows a failed step is not tried.
     *
     * @param before what to do before a step, by its number from 1
     * @return 0, or 1 when a step failed
     */
    int run(PrintStream out, IntConsumer before) throws InterruptedException {
        int number = 0;
        for (Map.Entry<String, Step> step : steps.entrySet()) {
            number++;
            before.accept(number);
            long begun = System.nanoTime();
            try {
                for (DemoPeer peer : peers) {
                    peer.mustLive();
                }
                String result = step.getValue().run();
                out.printf("%3d  %-48s %6d ms  %s%n", number, step.getKey(), millis(begun), result);
            } catch (StepFailed e) {
                out.printf("%3d  %-48s %6d ms  FAILED: %s%n", number, step.getKey(), millis(begun), e.getMessage());
                peers.stream()
                        .filter(peer -> !peer.said().isEmpty())
                        .forEach(peer -> out.println("     " + peer.name() + " said: " + peer.said()));
                out.println("demo: " + number + " steps, 1 failed");
                return 1;
            }
        }
        out.println("demo: " + number + " steps, 0 failed");
        return 0;
    }

    private static long millis(long begun) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begun);
    }

    /** @return how many milliseconds it took to leave */
    static long end(DemoPeer peer) throws StepFailed, InterruptedException {
        long begun = System.nanoTime();
        peer.end();
        OptionalInt status = peer.ended(LIMIT.toSeconds(), TimeUnit.SECONDS);
        if (status.isEmpty() || status.getAsInt() != 0) {
            throw new StepFailed(peer.name()
                    + (status.isEmpty() ? " does not end" : " ended with " + status.getAsInt()) + " after "
                    + millis(begun) + " ms");
        }
        long taken = millis(begun);
        if (taken > LEAVE_MS) {
            throw new StepFailed(peer.name() + " took " + taken + " ms to leave; " + LEAVE_MS + " ms are promised");
        }
        return taken;
    }

    static Map<String, Object> await(DemoPeer peer, int mark, String kind, Predicate<Map<String, Object>> which)
            throws StepFailed, InterruptedException {
        return peer.events()
                .await(
                        mark,
                        kind + " was told by " + peer.name(),
                        LIMIT,
                        event -> event.get("event").toString().startsWith(kind) && which.test(event));
    }

    @SuppressWarnings("unchecked") // events and answers are objects of the documented form
    static Map<String, Object> map(Object value) {
        return value instanceof Map<?, ?> map ? (Map<String, Object>) map : Map.of();
    }

    static String quoted(String words) {
        return '"' + words + '"';
    }
}
