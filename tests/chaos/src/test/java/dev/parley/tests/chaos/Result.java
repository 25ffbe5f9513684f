package dev.parley.tests.chaos;

import dev.parley.tests.chaos.Step.Act;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a trial went.
 *
 * @param said lines that were given to an application
 * @param confirmed of those, how many lay in their author's journal
 * @param healedMs from when all was well again until all members had the same; empty in {@code failures} when they never had
 * @param failures in words; empty: all is as it should be
 * @param complaints what the members wrote to their standard error last, when there are failures
 */
record Result(
        Schedule schedule, long said, long confirmed, long healedMs, List<String> failures, List<String> complaints) {
    Result {
        failures = List.copyOf(failures);
        complaints = List.copyOf(complaints);
    }

    boolean passed() {
        return failures.isEmpty();
    }

    /** How often something was done. */
    long count(Act act) {
        return schedule.steps().stream().filter(step -> step.act() == act).count();
    }

    /** One line when it went well; otherwise the schedule, too. */
    @Override
    public String toString() {
        String line =
                "seed " + schedule.seed() + ": " + said + " lines said, " + confirmed + " confirmed, " + count(Act.KILL)
                        + " killed, together again after " + healedMs + " ms, " + failures.size() + " failures";
        return passed() ? line : line + indented(failures) + indented(complaints) + "\n" + schedule;
    }

    private static String indented(List<String> lines) {
        return lines.stream().map(each -> "\n  " + each).collect(Collectors.joining());
    }
}
