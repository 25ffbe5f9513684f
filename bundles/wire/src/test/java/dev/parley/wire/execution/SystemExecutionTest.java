package dev.parley.wire.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@SuppressWarnings("FutureReturnValueIgnored") // what ran is written down
class SystemExecutionTest {
    private static final long LIMIT_S = 30;

    private final SystemExecution execution = new SystemExecution();
    private final ScheduledExecutorService serial = execution.serial("test");
    private final BlockingQueue<String> ran = new LinkedBlockingQueue<>();

    @AfterEach
    void stop() {
        execution.stop();
    }

    private String next() throws InterruptedException {
        return ran.poll(LIMIT_S, TimeUnit.SECONDS);
    }

    private static void await(CountDownLatch latch) throws InterruptedException {
        assertTrue(latch.await(LIMIT_S, TimeUnit.SECONDS));
    }

    /** Keeps the serial executor busy until the answer is counted down. */
    private CountDownLatch hold() throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        serial.execute(() -> {
            begun.countDown();
            try {
                await(go);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(begun);
        return go;
    }

    @Test
    void runsInOrderAndOneAtATime() throws Exception {
        List<Integer> order = new ArrayList<>(); // not thread-safe: the executor makes it so
        AtomicInteger inside = new AtomicInteger();
        for (int i = 0; i < 10_000; i++) {
            int number = i;
            serial.execute(() -> {
                assertEquals(1, inside.incrementAndGet());
                order.add(number);
                inside.decrementAndGet();
            });
        }
        serial.submit(() -> {}).get(LIMIT_S, TimeUnit.SECONDS);
        assertEquals(IntStream.range(0, 10_000).boxed().toList(), order);
    }

    @Test
    void manyShareFewThreads() throws Exception {
        List<Future<String>> threads = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            threads.add(execution
                    .serial("s" + i)
                    .submit(() -> Thread.currentThread().isDaemon()
                            + Thread.currentThread().getName()));
        }
        List<String> names = new ArrayList<>();
        for (Future<String> thread : threads) {
            names.add(thread.get(LIMIT_S, TimeUnit.SECONDS));
        }
        long distinct = names.stream().distinct().count();
        assertTrue(distinct <= Math.max(4, Runtime.getRuntime().availableProcessors()), names.toString());
        assertTrue(names.stream().allMatch(name -> name.startsWith("trueparley-")));
    }

    @Test
    void oneThatIsFullOfWorkDoesNotStarveTheOthers() throws Exception {
        AtomicInteger rounds = new AtomicInteger();
        List<ScheduledExecutorService> busy = new ArrayList<>();
        for (int i = 0; i < 2 * Math.max(4, Runtime.getRuntime().availableProcessors()); i++) {
            ScheduledExecutorService one = execution.serial("busy" + i);
            busy.add(one);
            one.execute(new Runnable() {
                @Override
                public void run() {
                    rounds.incrementAndGet();
                    try {
                        one.execute(this);
                    } catch (RejectedExecutionException over) {
                        ran.add("over");
                    }
                }
            });
        }
        assertEquals("turn", serial.submit(() -> "turn").get(LIMIT_S, TimeUnit.SECONDS));
        busy.forEach(ScheduledExecutorService::shutdown);
        assertTrue(rounds.get() > 0);
    }

    @Test
    void aFailureDoesNotStopTheNext() throws Exception {
        serial.execute(() -> {
            throw new IllegalStateException("on purpose");
        });
        serial.execute(() -> {
            throw new AssertionError("on purpose, too");
        });
        serial.execute(() -> ran.add("after"));
        assertEquals("after", next());
    }

    @Test
    void aFailureReachesWhoAsks() {
        ScheduledFuture<?> failing = serial.schedule(
                () -> {
                    throw new IllegalStateException("on purpose");
                },
                1,
                TimeUnit.NANOSECONDS);
        ExecutionException failed =
                assertThrows(ExecutionException.class, () -> failing.get(LIMIT_S, TimeUnit.SECONDS));
        assertEquals("on purpose", failed.getCause().getMessage());
    }

    @Test
    void delayedTasksComeByTheirTime() throws Exception {
        serial.schedule(() -> ran.add("late"), 60, TimeUnit.MILLISECONDS);
        serial.schedule(() -> ran.add("early"), 1, TimeUnit.MILLISECONDS);
        assertEquals("value", serial.schedule(() -> "value", -1, TimeUnit.DAYS).get(LIMIT_S, TimeUnit.SECONDS));
        assertEquals("early", next());
        assertEquals("late", next());
    }

    @Test
    void delayedTasksWaitForTheirTurn() throws Exception {
        CountDownLatch go = hold();
        ScheduledFuture<?> due = serial.schedule(() -> ran.add("due"), 0, TimeUnit.MILLISECONDS);
        assertFalse(due.isDone());
        go.countDown();
        assertEquals("due", next());
    }

    @Test
    void periodicTasksGoOnUntilCancelled() throws Exception {
        for (boolean rate : new boolean[] {true, false}) {
            CountDownLatch three = new CountDownLatch(3);
            ScheduledFuture<?> periodic = rate
                    ? serial.scheduleAtFixedRate(three::countDown, 0, 1, TimeUnit.MILLISECONDS)
                    : serial.scheduleWithFixedDelay(three::countDown, 0, 1, TimeUnit.MILLISECONDS);
            await(three);
            assertTrue(periodic.cancel(false));
            assertTrue(periodic.isDone());
        }
    }

    @Test
    void aPeriodIsMoreThanZero() {
        assertThrows(
                IllegalArgumentException.class, () -> serial.scheduleAtFixedRate(() -> {}, 0, 0, TimeUnit.SECONDS));
        assertThrows(
                IllegalArgumentException.class, () -> serial.scheduleWithFixedDelay(() -> {}, 0, -1, TimeUnit.SECONDS));
    }

    @Test
    void aPeriodicTaskThatFailsEnds() {
        AtomicInteger times = new AtomicInteger();
        ScheduledFuture<?> failing = serial.scheduleAtFixedRate(
                () -> {
                    times.incrementAndGet();
                    throw new IllegalStateException("on purpose");
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        assertThrows(ExecutionException.class, () -> failing.get(LIMIT_S, TimeUnit.SECONDS));
        assertEquals(1, times.get());
    }

    @Test
    void cancelledTasksDoNotRun() throws Exception {
        CountDownLatch go = hold();
        ScheduledFuture<?> due = serial.schedule(() -> ran.add("cancelled"), 0, TimeUnit.NANOSECONDS);
        due.cancel(false);
        serial.execute(() -> ran.add("next"));
        go.countDown();
        assertEquals("next", next());
    }

    @Test
    void shutdownRunsWhatWasSubmittedAndDropsWhatIsDelayed() throws Exception {
        CountDownLatch go = hold();
        serial.execute(() -> ran.add("submitted"));
        ScheduledFuture<?> delayed = serial.schedule(() -> ran.add("delayed"), 1, TimeUnit.DAYS);
        serial.shutdown();
        assertTrue(delayed.isCancelled());
        assertTrue(serial.isShutdown());
        assertFalse(serial.isTerminated());
        assertFalse(serial.awaitTermination(1, TimeUnit.MILLISECONDS));
        assertThrows(RejectedExecutionException.class, () -> serial.execute(() -> ran.add("too late")));
        assertThrows(RejectedExecutionException.class, () -> serial.schedule(() -> ran.add("x"), 1, TimeUnit.DAYS));
        go.countDown();
        assertEquals("submitted", next());
        assertTrue(serial.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        assertTrue(serial.isTerminated());
        assertTrue(ran.isEmpty());
    }

    @Test
    void shutdownNowHandsBackWhatDidNotRun() throws Exception {
        CountDownLatch go = hold();
        Runnable left = () -> ran.add("left");
        serial.execute(left);
        List<Runnable> back = serial.shutdownNow();
        assertEquals(1, back.size());
        assertSame(left, back.get(0));
        go.countDown();
        assertTrue(serial.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        assertTrue(ran.isEmpty());
    }

    @Test
    void aTaskMayShutItsOwnExecutorDown() throws Exception {
        serial.scheduleAtFixedRate(
                () -> {
                    ran.add("once");
                    serial.shutdown();
                },
                0,
                1,
                TimeUnit.MILLISECONDS);
        assertEquals("once", next());
        assertTrue(serial.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
        assertTrue(ran.isEmpty());
    }

    @Test
    void nothingIsTakenOnceTheExecutionStopped() throws Exception {
        CountDownLatch go = hold();
        execution.stop();
        go.countDown();
        ScheduledExecutorService late = execution.serial("late");
        assertThrows(RejectedExecutionException.class, () -> late.execute(() -> {}));
        assertTrue(late.isShutdown());
        ScheduledFuture<?> never = execution.serial("later").schedule(() -> {}, 1, TimeUnit.DAYS);
        assertTrue(never.isCancelled());
    }

    @Test
    void tasksOfManyThreadsAllRunOnce() {
        AtomicInteger sum = new AtomicInteger();
        CompletableFuture.allOf(IntStream.range(0, 8)
                        .mapToObj(thread -> CompletableFuture.runAsync(() -> {
                            for (int i = 0; i < 1_000; i++) {
                                serial.execute(() -> sum.set(sum.get() + 1)); // atomic only by the executor
                            }
                        }))
                        .toArray(CompletableFuture[]::new))
                .join();
        CompletableFuture.runAsync(() -> {}, serial).join();
        assertEquals(8_000, sum.get());
    }

    @Test
    void timeAndChance() {
        long before = execution.nanoTime();
        assertTrue(execution.nanoTime() - before >= 0);
        assertTrue(execution.clock().millis() > 0);
        assertNotEquals(execution.random().nextLong(), execution.random().nextLong());
        assertEquals("test", serial.toString());
    }

    /** An hour at its pace would be longer than this waits. */
    @Test
    void delaysPassAtThePaceThatIsConfigured() throws InterruptedException {
        SystemExecution fast = new SystemExecution(new Pace(3_600_000));
        ScheduledExecutorService timed = fast.serial("fast");
        long before = fast.nanoTime();
        ScheduledFuture<?> hour = timed.schedule(() -> ran.add("an hour"), 1, TimeUnit.HOURS);
        assertTrue(hour.getDelay(TimeUnit.MINUTES) <= 60);
        assertEquals("an hour", next());
        assertTrue(fast.nanoTime() - before >= TimeUnit.HOURS.toNanos(1));
        ScheduledFuture<?> days = timed.scheduleAtFixedRate(() -> ran.add("a day"), 1, 1, TimeUnit.DAYS);
        assertEquals("a day", next());
        assertEquals("a day", next());
        days.cancel(false);
        fast.stop();
    }

    @Test
    void timeNeverStandsOrGoesBack() {
        assertThrows(IllegalArgumentException.class, () -> new Pace(0));
        assertEquals(7, Pace.NORMAL.machine(7));
    }
}
