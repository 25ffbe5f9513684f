package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import dev.parley.session.internal.ModelStep.What;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A session under random schedules: what happens is drawn from a seed, so each of them is the same every time. A schedule that goes
 * wrong is made as small as it goes and shown. By hand over many: {@code -Dparley.model.seeds=20000}, and
 * {@code -Dparley.model.first=7} begins elsewhere.
 */
class ModelTest {
    private static final int SEEDS = Integer.getInteger("parley.model.seeds", 1000);
    private static final long FIRST = Long.getLong("parley.model.first", 1);

    @Test
    void nothingIsLostDoubledOrToldToThoseWhoWereRemoved() {
        for (long seed = FIRST; seed < FIRST + SEEDS; seed++) {
            ModelSchedule schedule = ModelSchedule.random(seed);
            if (!problems(schedule).isEmpty()) {
                ModelSchedule smallest = new ModelShrinker(one -> !problems(one).isEmpty()).shrink(schedule);
                fail("After this:\n" + smallest + "\n" + String.join("\n", problems(smallest)));
            }
        }
    }

    @Test
    void oneScheduleIsTheSameEveryTime() {
        ModelSchedule schedule = ModelSchedule.random(7);
        assertEquals(schedule, ModelSchedule.random(7));
        ModelLedger once = ModelWorld.run(schedule);
        ModelLedger again = ModelWorld.run(schedule);
        assertEquals(once.heard, again.heard);
        assertEquals(once.logs, again.logs);
        assertEquals(once.confirmed, again.confirmed);
    }

    private static ModelStep step(What what, int one, int other, long waitMillis) {
        return new ModelStep(what, one, other, waitMillis);
    }

    /** The smallest schedules that went wrong before what they show was mended. */
    @Test
    void whatItFoundStaysMended() {
        List<ModelSchedule> found = List.of(
                // who started again was held to the numbers of its messages before
                new ModelSchedule(3, 3, 2, List.of(step(What.SAY, 1, 2, 10), step(What.STOP, 0, 2, 10))),
                // after a restart it was not known any more who knows the session, so one who had left was sought for
                // ever
                new ModelSchedule(
                        154,
                        3,
                        3,
                        List.of(
                                step(What.CUT, 2, 1, 7502),
                                step(What.HALVE, 0, 1, 1195),
                                step(What.LEAVE, 2, 1, 18),
                                step(What.CRASH, 1, 2, 19),
                                step(What.STOP, 2, 1, 3))),
                // one whose answer took longer than 3 s was never asked again
                new ModelSchedule(
                        4428,
                        4,
                        2,
                        List.of(
                                step(What.SLOW, 1, 3, 417),
                                step(What.WRITE, 1, 2, 17),
                                step(What.SLOW, 0, 3, 3),
                                step(What.FILL, 0, 1, 44_419))),
                // who asked again, because the answer took long, broke the protocol
                new ModelSchedule(
                        675,
                        5,
                        3,
                        List.of(
                                step(What.INVITE, 0, 3, 2166),
                                step(What.FILL, 1, 3, 8),
                                step(What.WRITE, 2, 1, 83_032),
                                step(What.WRITE, 3, 0, 7),
                                step(What.HOLD, 0, 4, 1509),
                                step(What.WAIT, 0, 3, 53_784))),
                // a farewell was acknowledged over a stream that was not in use yet
                new ModelSchedule(
                        387,
                        3,
                        2,
                        List.of(
                                step(What.HOLD, 0, 1, 1393),
                                step(What.INVITE, 0, 2, 4121),
                                step(What.LEAVE, 2, 0, 7699))),
                // that it had left was told before it was kept, and forgotten in a crash
                new ModelSchedule(
                        1308,
                        4,
                        4,
                        List.of(
                                step(What.STOP, 1, 2, 476),
                                step(What.HOLD, 0, 1, 318),
                                step(What.LEAVE, 0, 1, 6229),
                                step(What.CRASH, 0, 3, 5555))),
                // what it is about was not kept, because the disk was full as it began, so it did not go on after a
                // crash
                new ModelSchedule(
                        15_789,
                        5,
                        3,
                        List.of(
                                step(What.FILL, 4, 1, 725),
                                step(What.INVITE, 0, 4, 6),
                                step(What.STOP, 1, 0, 15),
                                step(What.EMPTY, 4, 1, 5),
                                step(What.WAIT, 0, 4, 6467),
                                step(What.CRASH, 4, 2, 19))),
                // a journal that the start before was still closing was given up
                new ModelSchedule(
                        3598,
                        3,
                        2,
                        List.of(
                                step(What.STOP, 0, 1, 11),
                                step(What.HOLD, 0, 2, 15),
                                step(What.START, 0, 2, 17),
                                step(What.STOP, 0, 2, 113))));
        found.forEach(one -> assertEquals(List.of(), problems(one), one.toString()));
    }

    private static List<String> problems(ModelSchedule schedule) {
        return ModelChecker.problems(ModelWorld.run(schedule));
    }
}
