package dev.parley.session.internal;

import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listeners that are told on a serial executor whose tasks also keep what is replayed, so that the present and what follows fit
 * together. {@code EventSource} is for owners whose state lives elsewhere.
 */
final class Listeners<E> {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Executor executor;
    private final List<Listener<E>> all = new CopyOnWriteArrayList<>();

    Listeners(Executor executor) {
        this.executor = executor;
    }

    /** Any thread. The present is asked and told on the executor. */
    Subscription add(Consumer<? super E> consumer, Supplier<? extends List<? extends E>> present) {
        Listener<E> listener = new Listener<>(consumer);
        try {
            executor.execute(() -> {
                if (!listener.closed) {
                    all.add(listener);
                    present.get().forEach(listener::tell);
                }
            });
        } catch (RejectedExecutionException over) {
            LOG.trace("nobody is told any more: it is over", over);
        }
        return () -> {
            listener.closed = true;
            all.remove(listener);
        };
    }

    /** On the executor only. */
    void tell(E event) {
        all.forEach(listener -> listener.tell(event));
    }

    /** On the executor only: it is over, and who listened is not held any longer. */
    void forget() {
        all.clear();
    }

    /** On the executor only: whether somebody listens. */
    boolean any() {
        return !all.isEmpty();
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
