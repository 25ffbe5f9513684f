package dev.parley.transport.tls.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Assertions;

/** Waits for events, with a generous limit. */
final class Waiting {
    static final long LIMIT_S = 30;

    private Waiting() {}

    static <T> T on(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new CompletionException(e.getCause());
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }

    /** What comes next. */
    static <T> T next(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(LIMIT_S, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing came");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Asks again and again, until that is the answer. */
    static <T> T until(Supplier<T> question, T answer) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        T last = question.get();
        while (!last.equals(answer) && System.nanoTime() < end) {
            LockSupport.parkNanos(1_000_000);
            last = question.get();
        }
        Assertions.assertEquals(answer, last);
        return last;
    }

    /** The stage fails with this type, and not wrapped. */
    static <X extends Throwable> X failure(Class<X> type, CompletionStage<?> stage) {
        CompletionException wrapped = Assertions.assertThrows(CompletionException.class, () -> on(stage));
        return Assertions.assertInstanceOf(type, wrapped.getCause());
    }
}
