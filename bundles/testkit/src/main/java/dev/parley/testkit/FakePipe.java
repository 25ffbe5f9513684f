package dev.parley.testkit;

import dev.parley.testkit.FakeNetwork.Way;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** One direction of one connection: what is sent comes in order, at the network's pace, on its loop. Any thread. */
final class FakePipe {
    private final FakeNetwork network;
    private final Way way;
    private final Runnable broken;
    private final ArrayDeque<Frame> frames = new ArrayDeque<>();
    private long lastDue;
    private boolean armed;
    private boolean ending; // the last frame is under way
    private boolean closed;

    private record Frame(long due, Runnable effect) {}

    /** @param broken what to do when the network breaks the connection; called on the loop */
    FakePipe(FakeNetwork network, Way way, Runnable broken) {
        this.network = network;
        this.way = way;
        this.broken = broken;
        this.lastDue = network.nanoTime();
    }

    /** @param effect what its coming does, on the loop */
    void send(Runnable effect) {
        synchronized (network) {
            if (closed || ending) {
                return;
            }
            Optional<Long> arrival = network.arrival();
            lastDue = Math.max(lastDue, arrival.orElse(network.nanoTime()));
            frames.add(new Frame(lastDue, arrival.isPresent() ? effect : broken));
            arm();
        }
    }

    /** Takes back what is under way, and sends the last: what a TCP reset does. */
    void sendLast(Runnable effect) {
        synchronized (network) {
            if (ending) {
                return;
            }
            frames.clear();
            send(() -> {
                close();
                effect.run();
            });
            ending = true;
        }
    }

    /** Nothing comes any more. */
    void close() {
        synchronized (network) {
            closed = true;
            frames.clear();
        }
    }

    /** Sees to it that the next frame comes, when the way is open. */
    void arm() {
        synchronized (network) {
            if (frames.isEmpty() || armed) {
                return;
            }
            if (!network.isOpen(way)) {
                network.stalled(this);
            } else {
                armed = true;
                long delay = Math.max(0, frames.element().due - network.nanoTime());
                Future<?> unused = network.loop().schedule(this::deliver, delay, TimeUnit.NANOSECONDS);
            }
        }
    }

    private void deliver() {
        Frame frame;
        synchronized (network) {
            armed = false;
            if (frames.isEmpty() || !network.isOpen(way) || frames.element().due > network.nanoTime()) {
                arm();
                return;
            }
            frame = frames.remove();
        }
        try {
            frame.effect.run();
        } finally {
            arm();
        }
    }
}
