package dev.parley.wire.event;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.peer.Subscription;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class EventSourceTest {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final EventSource<String> source = new EventSource<>(tasks::add);
    private final List<String> told = new ArrayList<>();

    private void run() {
        for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
            task.run();
        }
    }

    @Test
    void row59_tellsOnlyOnTheExecutorAndInOrder() {
        source.add(told::add);
        source.emit("one");
        source.emit("two");
        assertEquals(List.of(), told);
        run();
        assertEquals(List.of("one", "two"), told);
    }

    @Test
    void tellsThePresentFirstAndThenNothingOfItAgain() {
        List<String> state = new ArrayList<>();
        tasks.add(() -> {
            state.add("a");
            source.emit("a");
        });
        source.add(told::add, () -> List.copyOf(state));
        tasks.add(() -> {
            state.add("b");
            source.emit("b");
        });
        run();
        assertEquals(List.of("a", "b"), told);
    }

    @Test
    void aClosedListenerHearsNothingMore() {
        Subscription subscription = source.add(told::add);
        source.emit("one");
        run();
        source.emit("two");
        subscription.close();
        subscription.close();
        source.emit("three");
        run();
        assertEquals(List.of("one"), told);
    }

    @Test
    void closedBeforeItsTurnHearsNotEvenThePresent() {
        source.add(told::add, () -> List.of("present")).close();
        source.emit("one");
        run();
        assertEquals(List.of(), told);
    }

    @Test
    void aListenerMayCloseItselfWhileItIsTold() {
        AtomicReference<Subscription> own = new AtomicReference<>();
        own.set(source.add(
                event -> {
                    told.add(event);
                    own.get().close();
                },
                () -> List.of("present", "second")));
        source.emit("one");
        run();
        assertEquals(List.of("present"), told);
    }

    @Test
    void row59_oneThatThrowsIsNamedKeptAndHarmsNobody() {
        source.add(event -> {
            told.add("first " + event);
            throw new IllegalStateException("on purpose");
        });
        source.add(event -> {
            told.add("second " + event);
            throw new NoClassDefFoundError("on purpose");
        });
        source.add(told::add);
        source.emit("one");
        source.emit("two");
        run();
        assertEquals(List.of("first one", "second one", "one", "first two", "second two", "two"), told);
    }

    @Test
    void aStoppedExecutorIsNoFailure() {
        EventSource<String> stopped = new EventSource<>(task -> {
            throw new RejectedExecutionException("stopped");
        });
        stopped.emit("one");
        stopped.add(told::add).close();
        assertEquals(List.of(), told);
    }
}
