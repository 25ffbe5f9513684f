package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.session.internal.ModelStep.What;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What is left of a schedule that goes wrong. */
class ModelShrinkerTest {
    private static ModelSchedule shrink(Predicate<ModelSchedule> fails) {
        for (long seed = 1; ; seed++) {
            ModelSchedule one = ModelSchedule.random(seed);
            if (fails.test(one)) {
                return new ModelShrinker(fails).shrink(one);
            }
        }
    }

    private static List<What> whats(ModelSchedule schedule) {
        return schedule.steps().stream().map(ModelStep::what).toList();
    }

    @Test
    void onlyWhatMattersIsLeft() {
        ModelSchedule left = shrink(one -> whats(one).contains(What.CRASH)
                && whats(one).contains(What.REMOVE)
                && whats(one).indexOf(What.CRASH) < whats(one).lastIndexOf(What.REMOVE));
        assertEquals(List.of(What.CRASH, What.REMOVE), whats(left));
    }

    @Test
    void whereOnlyTimeMattersNothingElseHappens() {
        ModelSchedule left = shrink(
                one -> one.steps().stream().mapToLong(ModelStep::waitMillis).sum() > 50_000);
        assertEquals(List.of(What.WAIT), whats(left).stream().distinct().toList());
    }

    @Test
    void seedAndPeopleStay() {
        ModelSchedule left = shrink(one -> one.endpoints() == 4 && one.members() == 3);
        assertEquals(4, left.endpoints());
        assertEquals(3, left.members());
        assertEquals(List.of(), left.steps());
    }
}
