package dev.parley.tests.chaos;

import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What happens to a group, and when. The same seed gives the same schedule, always and everywhere.
 *
 * @param steps by time; the last one is {@link Step.Act#CALM}
 */
record Schedule(long seed, int members, Duration length, List<Step> steps) {
    Schedule {
        steps = List.copyOf(steps);
    }

    static Schedule of(long seed, int members, Duration length) {
        return new Schedule(seed, members, length, new Planner(seed, members, length.toMillis()).plan());
    }

    /** Line by line. */
    @Override
    public String toString() {
        return "seed " + seed + ", " + members + " members, " + length.toSeconds() + " s\n"
                + steps.stream().map(step -> step + "\n").collect(Collectors.joining());
    }
}
