package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what ran is written down
class HandDrivenExecutionTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final ScheduledExecutorService one = execution.serial("one");
    private final ScheduledExecutorService two = execution.serial("two");
    private final List<String> ran = new ArrayList<>();

    private ScheduledFuture<?> later(ScheduledExecutorService serial, String name, long seconds) {
        return serial.schedule(() -> ran.add(name), seconds, TimeUnit.SECONDS);
    }

    @Test
    void nothingRunsByItself() {
        one.execute(() -> ran.add("a"));
        assertEquals(List.of(), ran);
        execution.run();
        assertEquals(List.of("a"), ran);
    }

    @Test
    void ordersByTimeThenBySubmissionOverAllExecutors() {
        later(one, "late", 3);
        later(two, "b", 2);
        later(one, "c", 2);
        one.execute(() -> ran.add("a"));
        execution.advance(Duration.ofSeconds(2));
        assertEquals(List.of("a", "b", "c"), ran);
        execution.advance(Duration.ofSeconds(1));
        assertEquals(List.of("a", "b", "c", "late"), ran);
    }

    @Test
    void eachTaskSeesItsOwnTime() {
        List<Long> times = new ArrayList<>();
        one.scheduleAtFixedRate(() -> times.add(execution.nanoTime()), 1, 2, TimeUnit.NANOSECONDS);
        execution.advance(Duration.ofNanos(6));
        assertEquals(List.of(1L, 3L, 5L), times);
        assertEquals(6, execution.nanoTime());
    }

    @Test
    void aTaskCanMakeMoreThatIsDue() {
        one.execute(() -> later(two, "inner", 0));
        execution.run();
        assertEquals(List.of("inner"), ran);
    }

    @Test
    void cancelledTasksDoNotRun() {
        ScheduledFuture<?> once = later(one, "a", 1);
        ScheduledFuture<?> always = one.scheduleWithFixedDelay(() -> ran.add("p"), 0, 1, TimeUnit.SECONDS);
        once.cancel(false);
        execution.advance(Duration.ofSeconds(1));
        always.cancel(false);
        execution.advance(Duration.ofSeconds(5));
        assertEquals(List.of("p", "p"), ran);
    }

    @Test
    void shutdownRunsWhatWasSubmittedAndDropsWhatIsDelayed() {
        one.execute(() -> ran.add("a"));
        later(one, "b", 1);
        one.shutdown();
        assertFalse(one.isTerminated());
        execution.advance(Duration.ofSeconds(2));
        assertEquals(List.of("a"), ran);
        assertTrue(one.isTerminated());
        assertThrows(RejectedExecutionException.class, () -> one.execute(() -> ran.add("c")));
        assertThrows(RejectedExecutionException.class, () -> later(one, "d", 1));
    }

    @Test
    void shutdownNowDropsAll() {
        one.execute(() -> ran.add("a"));
        assertEquals(1, one.shutdownNow().size());
        execution.run();
        assertEquals(List.of(), ran);
        assertTrue(one.isShutdown());
        assertTrue(one.isTerminated());
    }

    @Test
    void aFailureDoesNotStopTheOthers() {
        Thread.UncaughtExceptionHandler before = Thread.currentThread().getUncaughtExceptionHandler();
        List<Throwable> failures = new ArrayList<>();
        Thread.currentThread().setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
        try {
            one.execute(() -> {
                throw new IllegalStateException("on purpose");
            });
            one.execute(() -> ran.add("after"));
            execution.run();
        } finally {
            Thread.currentThread().setUncaughtExceptionHandler(before);
        }
        assertEquals(List.of("after"), ran);
        assertEquals(1, failures.size());
    }

    @Test
    void theClockMovesWithTimeAndJumpsAlone() {
        Instant start = execution.clock().instant();
        execution.advance(Duration.ofMinutes(1));
        assertEquals(start.plusSeconds(60), execution.clock().instant());
        execution.jumpClock(Duration.ofHours(-1));
        assertEquals(start.plusSeconds(60).minusSeconds(3600), execution.clock().instant());
        assertEquals(Duration.ofMinutes(1).toNanos(), execution.nanoTime());
    }

    @Test
    void theSameSeedGivesTheSameChance() {
        assertEquals(
                new HandDrivenExecution(7).random().nextLong(),
                new HandDrivenExecution(7).random().nextLong());
        assertNotEquals(
                new HandDrivenExecution(7).random().nextLong(),
                new HandDrivenExecution(8).random().nextLong());
    }
}
