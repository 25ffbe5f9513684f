package dev.parley.session.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Makes a schedule that fails smaller, as long as it still fails. */
final class ModelShrinker {
    private final Predicate<ModelSchedule> fails;

    ModelShrinker(Predicate<ModelSchedule> fails) {
        this.fails = fails;
    }

    /** One of which no single step can be left out. */
    ModelSchedule shrink(ModelSchedule failing) {
        ModelSchedule smallest = failing;
        ModelSchedule before;
        do {
            before = smallest;
            for (int size = Math.max(1, smallest.steps().size() / 2); size >= 1; size /= 2) {
                smallest = without(smallest, size);
            }
            smallest = idle(smallest);
        } while (!smallest.equals(before));
        return smallest;
    }

    private ModelSchedule without(ModelSchedule schedule, int size) {
        ModelSchedule smallest = schedule;
        for (int from = smallest.steps().size() - size; from >= 0; from--) {
            if (from + size <= smallest.steps().size()) {
                List<ModelStep> rest = new ArrayList<>(smallest.steps());
                rest.subList(from, from + size).clear();
                smallest = better(smallest, smallest.with(rest));
            }
        }
        return smallest;
    }

    /** Where only the time is needed. */
    private ModelSchedule idle(ModelSchedule schedule) {
        ModelSchedule smallest = schedule;
        for (int i = 0; i < schedule.steps().size(); i++) {
            List<ModelStep> steps = new ArrayList<>(smallest.steps());
            steps.set(i, steps.get(i).idle());
            smallest = better(smallest, smallest.with(steps));
        }
        return smallest;
    }

    private ModelSchedule better(ModelSchedule now, ModelSchedule candidate) {
        return !candidate.equals(now) && fails.test(candidate) ? candidate : now;
    }
}
