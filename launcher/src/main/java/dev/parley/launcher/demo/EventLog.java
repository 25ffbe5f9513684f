package dev.parley.launcher.demo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** All events that a peer told, in order. Any thread. */
final class EventLog {
    private final List<Map<String, Object>> events = new ArrayList<>(); // guarded by this, with the next
    private String ended;
    private final List<Consumer<Map<String, Object>>> followers = new CopyOnWriteArrayList<>();

    void add(Map<String, Object> event) {
        synchronized (this) {
            events.add(event);
            notifyAll();
        }
        followers.forEach(follower -> follower.accept(event));
    }

    /** No more will come. */
    synchronized void end(String why) {
        ended = why;
        notifyAll();
    }

    void follow(Consumer<Map<String, Object>> follower) {
        followers.add(follower);
    }

    /** How many there were until now. */
    synchronized int mark() {
        return events.size();
    }

    /** Those of a kind, in order. */
    synchronized List<Map<String, Object>> all(String kind) {
        return events.stream().filter(event -> kind.equals(event.get("event"))).toList();
    }

    /**
     * Waits for an event that is not among the first so many.
     *
     * @param what the event in words, for the failure
     */
    synchronized Map<String, Object> await(int mark, String what, Duration most, Predicate<Map<String, Object>> which)
            throws StepFailed, InterruptedException {
        long end = System.nanoTime() + most.toNanos();
        int next = mark;
        while (true) {
            for (; next < events.size(); next++) {
                if (which.test(events.get(next))) {
                    return events.get(next);
                }
            }
            long left = end - System.nanoTime();
            if (ended != null || left <= 0) {
                throw new StepFailed(
                        "no " + what + (ended == null ? " within " + most.toSeconds() + " s" : ": " + ended));
            }
            TimeUnit.NANOSECONDS.timedWait(this, left);
        }
    }
}
