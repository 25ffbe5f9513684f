package dev.parley.tests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.tests.chaos.Step.Act;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final int MEMBERS = 5;
    private static final Duration LENGTH = Duration.ofSeconds(45);
    private static final long SEEDS = 2_000;
    private static final Map<Act, Act> ENDS = Map.of(
            Act.CUT, Act.PLUG,
            Act.HALVE, Act.JOIN,
            Act.BLOCK, Act.UNBLOCK,
            Act.KILL, Act.START,
            Act.FREEZE, Act.THAW,
            Act.STOP_TRANSPORT, Act.START_TRANSPORT);
    private static final Set<Act> PROCESS =
            EnumSet.of(Act.KILL, Act.FREEZE, Act.STOP_TRANSPORT, Act.UPDATE_TRANSPORT, Act.FORGET);

    private static Stream<Schedule> all() {
        return LongStream.rangeClosed(1, SEEDS).mapToObj(seed -> Schedule.of(seed, MEMBERS, LENGTH));
    }

    private static long count(Schedule schedule, Act act) {
        return schedule.steps().stream().filter(step -> step.act() == act).count();
    }

    @Test
    void theSameSeedIsTheSameSchedule() {
        assertEquals(Schedule.of(7, MEMBERS, LENGTH), Schedule.of(7, MEMBERS, LENGTH));
        assertNotEquals(
                Schedule.of(7, MEMBERS, LENGTH).steps(),
                Schedule.of(8, MEMBERS, LENGTH).steps());
        assertEquals(
                List.of("   0.5 s  BLOCK 1 to 4", "   0.5 s  HALVE 1100"),
                Stream.of(7, 8)
                        .map(seed ->
                                Schedule.of(seed, MEMBERS, LENGTH).toString().split("\n")[1])
                        .toList());
    }

    @Test
    void itIsInOrderBoundedAndEndsInCalm() {
        all().forEach(schedule -> {
            long last = 0;
            for (Step step : schedule.steps()) {
                assertTrue(step.atMs() >= last && step.atMs() <= LENGTH.toMillis(), schedule::toString);
                last = step.atMs();
            }
            assertEquals(
                    new Step(LENGTH.toMillis(), Act.CALM, 0, 0),
                    schedule.steps().get(schedule.steps().size() - 1));
            assertTrue(schedule.steps().size() < 150, schedule::toString);
        });
    }

    /** Begun and ended in turn, so in the end nothing is wrong any more. */
    @Test
    void whatBeginsEndsBeforeTheCalmAndBeginsNotTwice() {
        all().forEach(schedule -> {
            Set<String> open = new HashSet<>();
            for (Step step : schedule.steps()) {
                if (ENDS.containsKey(step.act())) {
                    assertTrue(open.add(subject(ENDS.get(step.act()), step)), schedule::toString);
                } else if (ENDS.containsValue(step.act())) {
                    assertTrue(open.remove(subject(step.act(), step)), schedule::toString);
                }
            }
            assertEquals(Set.of(), open);
        });
    }

    private static String subject(Act end, Step step) {
        return end + " " + step.who() + " " + step.other();
    }

    @Test
    void aProcessIsLeftAloneWhileItIsOutAndAtMostTwoAre() {
        all().forEach(schedule -> {
            Set<Integer> out = new HashSet<>();
            for (Step step : schedule.steps()) {
                if (PROCESS.contains(step.act())) {
                    assertFalse(out.contains(step.who()), schedule::toString);
                    assertTrue(out.size() < 2, schedule::toString);
                }
                if (PROCESS.contains(step.act()) && ENDS.containsKey(step.act())) {
                    out.add(step.who());
                } else if (Set.of(Act.START, Act.THAW, Act.START_TRANSPORT).contains(step.act())) {
                    out.remove(step.who());
                }
            }
        });
    }

    @Test
    void whoIsFrozenIsSoForLongerThanEveryTimeOut() {
        all().forEach(schedule -> schedule.steps().stream()
                .filter(step -> step.act() == Act.FREEZE)
                .forEach(freeze -> assertTrue(
                        schedule.steps()
                                .contains(new Step(freeze.atMs() + Planner.FROZEN_MS, Act.THAW, freeze.who(), 0)),
                        schedule::toString)));
    }

    @Test
    void theFirstOneStaysAndRemembersAndWhoIsTwoEndpointsIsNotRemoved() {
        all().forEach(schedule -> {
            Set<Integer> forgetful = whom(schedule, Act.FORGET);
            Set<Integer> removed = whom(schedule, Act.REMOVE);
            assertTrue(forgetful.size() <= 1 && removed.size() <= 1, schedule::toString);
            assertFalse(forgetful.contains(1), schedule::toString);
            assertFalse(removed.contains(1) || removed.contains(2), schedule::toString);
            assertTrue(forgetful.isEmpty() || !forgetful.equals(removed), schedule::toString);
        });
    }

    private static Set<Integer> whom(Schedule schedule, Act act) {
        return schedule.steps().stream()
                .filter(step -> step.act() == act)
                .map(Step::who)
                .collect(Collectors.toSet());
    }

    @Test
    void everyKindComesOften() {
        for (Act act : Act.values()) {
            long schedules = all().filter(schedule -> count(schedule, act) > 0).count();
            assertTrue(schedules > SEEDS / 2, act + " in " + schedules);
        }
    }

    @Test
    void halvesAreNeverEmpty() {
        all().flatMap(schedule -> schedule.steps().stream())
                .filter(step -> step.act() == Act.HALVE)
                .forEach(step -> assertTrue(step.who() > 0 && step.who() < (1 << MEMBERS) - 1, step.toString()));
    }

    @Test
    void inTheseEverythingHappens() {
        for (long seed : new long[] {2, 8}) {
            Schedule schedule = Schedule.of(seed, 5, Duration.ofSeconds(30));
            assertEquals(
                    EnumSet.allOf(Act.class),
                    schedule.steps().stream()
                            .map(Step::act)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Act.class))));
        }
    }

    @Test
    void inEachBuildEverythingHappens() {
        for (long seed : new long[] {2, 18}) {
            Schedule schedule = FixedSeedsTest.schedule(seed);
            assertEquals(
                    EnumSet.allOf(Act.class),
                    schedule.steps().stream()
                            .map(Step::act)
                            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Act.class))));
        }
    }
}
