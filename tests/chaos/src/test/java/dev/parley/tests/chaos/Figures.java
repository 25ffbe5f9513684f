package dev.parley.tests.chaos;

import dev.parley.tests.chaos.Step.Act;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What many trials came to, as a table. */
final class Figures {
    private static final List<Act> ENDS =
            List.of(Act.PLUG, Act.JOIN, Act.UNBLOCK, Act.START, Act.THAW, Act.START_TRANSPORT, Act.CALM);

    private final List<Result> results = new ArrayList<>();

    void add(Result result) {
        results.add(result);
    }

    long failed() {
        return results.stream().filter(result -> !result.passed()).count();
    }

    /** In Markdown. */
    @Override
    public String toString() {
        return "| what | how many |\n|---|---|\n"
                + row("seeds", seeds())
                + row("lines said", sum(Result::said))
                + row("confirmed", sum(Result::confirmed))
                + Stream.of(Act.values())
                        .filter(act -> !ENDS.contains(act))
                        .map(act -> row(act.name(), sum(result -> result.count(act))))
                        .collect(Collectors.joining())
                + row(
                        "together again, worst, ms",
                        results.stream().mapToLong(Result::healedMs).max().orElse(0))
                + row("trials that failed", failed())
                + results.stream()
                        .filter(result -> !result.passed())
                        .map(result -> "\n```\n" + result + "```\n")
                        .collect(Collectors.joining());
    }

    private String seeds() {
        return results.isEmpty()
                ? "none"
                : results.size() + " (" + results.get(0).schedule().seed() + " to "
                        + results.get(results.size() - 1).schedule().seed() + ")";
    }

    private long sum(ToLongFunction<Result> what) {
        return results.stream().mapToLong(what).sum();
    }

    private static String row(String what, Object value) {
        return "| " + what + " | " + value + " |\n";
    }
}
