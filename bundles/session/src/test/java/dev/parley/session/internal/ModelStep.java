package dev.parley.session.internal;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One thing that happens in a {@link ModelSchedule}. It does nothing when it does not make sense at that time, so that any part of a
 * schedule is a schedule.
 *
 * @param what happens
 * @param one to which endpoint, or by whom
 * @param other to whom
 * @param waitMillis how long it is until the next thing
 */
record ModelStep(What what, int one, int other, long waitMillis) {
    private static final List<What> BAG = What.bag();

    /** What can happen, and how often it does. */
    enum What {
        WRITE(14),
        SAY(6),
        CUT(7),
        HEAL(6),
        HALVE(2),
        HEAL_ALL(3),
        CRASH(3),
        STOP(3),
        START(6),
        HOLD(2),
        RELEASE(3),
        FILL(2),
        EMPTY(3),
        SLOW(2),
        QUICK(2),
        LEAVE(2),
        INVITE(6),
        REMOVE(2),
        ROLE(3),
        WAIT(1);

        private final int weight;

        What(int weight) {
            this.weight = weight;
        }

        private static List<What> bag() {
            return List.of(values()).stream()
                    .flatMap(what -> java.util.Collections.nCopies(what.weight, what).stream())
                    .toList();
        }
    }

    static ModelStep random(RandomGenerator random, int endpoints) {
        What what = BAG.get(random.nextInt(BAG.size()));
        int one = random.nextInt(endpoints);
        int other = (one + 1 + random.nextInt(endpoints - 1)) % endpoints;
        return new ModelStep(what, one, other, millis(random));
    }

    /** Mostly within what is under way; sometimes beyond a time-out. */
    private static long millis(RandomGenerator random) {
        int kind = random.nextInt(10);
        if (kind < 4) {
            return random.nextLong(20);
        }
        return kind < 7 ? random.nextLong(1000) : random.nextLong(kind < 9 ? 8000 : 90_000);
    }

    /** Only the time passes. */
    ModelStep idle() {
        return new ModelStep(What.WAIT, one, other, waitMillis);
    }
}
