package dev.parley.wire.execution;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.execution.CallerRunsExecutor;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that a serial executor does on the thread that brings them. */
class CallerRunsTest {
    private static final long LIMIT_S = 30;

    private final SystemExecution execution = new SystemExecution();
    private final ScheduledExecutorService serial = execution.serial("test");
    private final CallerRunsExecutor callerRuns = (CallerRunsExecutor) serial;

    @AfterEach
    void stop() {
        execution.stop();
    }

    private void settle() throws Exception {
        serial.submit(() -> {}).get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Test
    void aloneItIsDoneHereAndNow() throws Exception {
        List<Thread> threads = new ArrayList<>();
        callerRuns.runOrExecute(() -> threads.add(Thread.currentThread()));
        assertEquals(List.of(Thread.currentThread()), threads);
        callerRuns.runOrExecute(() -> threads.add(Thread.currentThread()));
        assertEquals(2, threads.size());
        settle(); // and others have their turn after that
    }

    @Test
    void behindAnotherItWaitsForItsTurn() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        serial.execute(() -> {
            begun.countDown();
            try {
                assertTrue(go.await(LIMIT_S, TimeUnit.SECONDS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        assertTrue(begun.await(LIMIT_S, TimeUnit.SECONDS));
        callerRuns.runOrExecute(() -> ran.complete(Thread.currentThread()));
        assertFalse(ran.isDone());
        go.countDown();
        assertNotSame(Thread.currentThread(), ran.get(LIMIT_S, TimeUnit.SECONDS));
    }

    /** Otherwise whoever brings one task would do another's work, without end perhaps. */
    @Test
    void whatComesMeanwhileIsDoneElsewhereAndAfterwards() throws Exception {
        List<String> order = new ArrayList<>();
        CompletableFuture<Thread> ran = new CompletableFuture<>();
        callerRuns.runOrExecute(() -> {
            callerRuns.runOrExecute(() -> {
                order.add("inner");
                ran.complete(Thread.currentThread());
            });
            order.add("outer");
        });
        assertNotSame(Thread.currentThread(), ran.get(LIMIT_S, TimeUnit.SECONDS));
        assertEquals(List.of("outer", "inner"), order);
    }

    @Test
    void whatFailsLeavesTheOthersTheirTurn() throws Exception {
        callerRuns.runOrExecute(() -> {
            throw new IllegalStateException("on purpose");
        });
        AtomicInteger ran = new AtomicInteger();
        callerRuns.runOrExecute(ran::incrementAndGet);
        assertEquals(1, ran.get());
        settle();
    }

    @Test
    void oneAtATimeWhoeverBringsThem() throws Exception {
        AtomicLong sum = new AtomicLong();
        long[] plain = new long[1]; // not thread-safe: the executor makes it so
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> {
                for (int j = 1; j <= 20_000; j++) {
                    long more = j;
                    sum.addAndGet(more);
                    if (j % 3 == 0) {
                        serial.execute(() -> plain[0] += more);
                    } else {
                        callerRuns.runOrExecute(() -> plain[0] += more);
                    }
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread thread : threads) {
            thread.join(TimeUnit.SECONDS.toMillis(LIMIT_S));
        }
        settle();
        assertEquals(sum.get(), plain[0]);
    }

    @Test
    void whenItHasStoppedItRefuses() throws Exception {
        serial.shutdown();
        AtomicInteger ran = new AtomicInteger();
        assertThrows(RejectedExecutionException.class, () -> callerRuns.runOrExecute(ran::incrementAndGet));
        assertEquals(0, ran.get());
        assertTrue(serial.awaitTermination(LIMIT_S, TimeUnit.SECONDS));
    }
}
