package dev.parley.wire.event;

import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells listeners, each event once, in the order of {@link #emit}, on one serial executor, never under a lock. A listener that
 * throws is named in the log and kept. Any thread.
 */
public final class EventSource<E> {
    private static final Logger LOG = LoggerFactory.getLogger(EventSource.class);

    private final Executor executor;
    private final Set<Listener<E>> listeners = new CopyOnWriteArraySet<>();

    /** @param executor serial */
    public EventSource(Executor executor) {
        this.executor = executor;
    }

    /**
     * Adds a listener.
     *
     * @param present run on the executor: what is now, told first. Nothing is lost or doubled when the owner changes its state and
     *     emits on the same executor
     */
    public Subscription add(Consumer<? super E> consumer, Supplier<? extends List<? extends E>> present) {
        Listener<E> listener = new Listener<>(consumer);
        execute(() -> {
            if (!listener.closed) {
                present.get().forEach(listener::tell);
                listeners.add(listener);
            }
            if (listener.closed) { // while it was told the present
                listeners.remove(listener);
            }
        });
        return () -> close(listener);
    }

    /** Adds a listener that is told only what is emitted from now on. */
    public Subscription add(Consumer<? super E> consumer) {
        Listener<E> listener = new Listener<>(consumer);
        listeners.add(listener);
        return () -> close(listener);
    }

    /**
     * Tells all who listen now, when its turn comes. Not those who come before that turn: they are told a present that has the
     * change already.
     */
    public void emit(E event) {
        List<Listener<E>> now = List.copyOf(listeners);
        execute(() -> now.forEach(listener -> listener.tell(event)));
    }

    private void close(Listener<E> listener) {
        listener.closed = true;
        listeners.remove(listener);
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("nobody is told any more: the owner has stopped", stopped);
        }
    }

    private static final class Listener<E> {
        private final Consumer<? super E> consumer;
        private volatile boolean closed;

        Listener(Consumer<? super E> consumer) {
            this.consumer = consumer;
        }

        void tell(E event) {
            if (closed) {
                return;
            }
            try {
                consumer.accept(event);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("the listener {} failed at {}; it is kept", consumer, event, e);
            }
        }
    }
}
