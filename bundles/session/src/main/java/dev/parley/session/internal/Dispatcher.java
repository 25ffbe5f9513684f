package dev.parley.session.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Message;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Brings what arrived to the application, on its executor: nothing before it was launched, messages only while somebody listens.
 * What waits here is within the bound, because it is not acknowledged.
 */
final class Dispatcher {
    private static final int BATCH = 32;

    private final Executor application;
    private final Taken taken;
    private final Consumer<Arrived> requests;
    private final Queue<Arrived> arrived = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();

    // on the application's executor
    private final Listeners<Message> listeners;
    private final Queue<Arrived> held = new ArrayDeque<>();
    private boolean launched;
    private boolean over;
    private final List<Runnable> onIdle = new ArrayList<>();

    /**
     * What arrived.
     *
     * @param answer what to do with it when it is an answer
     */
    record Arrived(Message message, Kind kind, Purpose purpose, Optional<Runnable> answer) {
        int bytes() {
            return message.body().limit();
        }
    }

    /** Is told, on the application's executor, what the application took. */
    interface Taken {
        /** @param idle whether nothing more is to be taken now */
        void taken(List<Arrived> some, boolean idle);
    }

    /** @param requests answers requests, on the application's executor */
    Dispatcher(Executor application, Taken taken, Consumer<Arrived> requests) {
        this.application = application;
        this.taken = taken;
        this.requests = requests;
        this.listeners = new Listeners<>(application);
    }

    /** Any thread; the order of the calls is kept. */
    void arrived(Arrived one) {
        arrived.add(one);
        schedule();
    }

    /** Any thread. */
    void launched() {
        execute(() -> {
            launched = true;
            drain();
        });
    }

    /** Any thread: runs it, on the application's executor, once all that arrived was delivered or has nobody to listen. */
    void whenIdle(Runnable task) {
        execute(() -> {
            onIdle.add(task);
            drain();
        });
    }

    /** On the application's executor: nothing is delivered any more. */
    void close() {
        over = true;
        arrived.clear();
        held.clear();
        listeners.forget();
    }

    Subscription onMessage(Consumer<Message> listener) {
        Subscription subscription = listeners.add(m -> listener.accept(fresh(m)), List::of);
        execute(this::drain); // one that is scheduled may come before the listener
        return subscription;
    }

    /** Each listener reads a buffer of its own. */
    private static Message fresh(Message m) {
        return new Message(m.id(), m.from(), m.delivery(), m.direct(), m.inReplyTo(), m.sentAt(), m.body());
    }

    private void schedule() {
        if (scheduled.compareAndSet(false, true)) {
            execute(this::drain);
        }
    }

    private void drain() {
        scheduled.set(false);
        if (!launched || over) {
            idle();
            return;
        }
        List<Arrived> some = new ArrayList<>();
        while (some.size() < BATCH && listeners.any() && !held.isEmpty()) {
            deliver(held.remove(), some);
        }
        while (some.size() < BATCH && (held.isEmpty() || !listeners.any()) && !arrived.isEmpty()) {
            deliver(arrived.remove(), some);
        }
        boolean idle = arrived.isEmpty() && (held.isEmpty() || !listeners.any());
        if (!some.isEmpty()) {
            taken.taken(some, idle);
        }
        if (idle) {
            idle();
        } else {
            schedule();
        }
    }

    private void idle() {
        List<Runnable> tasks = List.copyOf(onIdle);
        onIdle.clear();
        tasks.forEach(Runnable::run);
    }

    private void deliver(Arrived one, List<Arrived> some) {
        if (one.purpose() == Purpose.PLAIN && !listeners.any()) {
            held.add(one);
            return;
        }
        some.add(one);
        if (over) {
            return;
        }
        switch (one.purpose()) {
            case PLAIN -> listeners.tell(one.message());
            case REQUEST -> requests.accept(one);
            default -> one.answer().ifPresent(Runnable::run);
        }
    }

    private void execute(Runnable task) {
        try {
            application.execute(task);
        } catch (RejectedExecutionException stopped) {
            over = true;
        }
    }
}
