package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;

/**
 * Whose turn it is to send: answers, then what channels have to say beside data, then the data of control channels, then all other
 * channels in turn, a frame each. Channels come in on any thread; all else on the event loop.
 */
final class SendQueue {
    private final Queue<YamuxChannel> signals = new ConcurrentLinkedQueue<>();
    private final Queue<YamuxChannel> ready = new ConcurrentLinkedQueue<>();
    private final ArrayDeque<Header> answers = new ArrayDeque<>(2);
    private final ArrayDeque<YamuxChannel> control = new ArrayDeque<>(2);
    private final ArrayDeque<YamuxChannel> others = new ArrayDeque<>(2);
    private final ArrayDeque<YamuxChannel> unopened = new ArrayDeque<>(2);
    private final Function<Header, ByteBuf> encoder;
    private int unacknowledged;

    SendQueue(Function<Header, ByteBuf> encoder) {
        this.encoder = encoder;
    }

    /** A channel has something to say. Any thread. */
    void signal(YamuxChannel channel) {
        signals.add(channel);
    }

    /** A channel has data, and will be asked until it has none. Any thread. */
    void ready(YamuxChannel channel) {
        ready.add(channel);
    }

    /** A question of ours that belongs to no channel. */
    void ask(Header header) {
        answers.add(header);
    }

    /**
     * An answer that belongs to no channel.
     *
     * @throws ProtocolException when too many wait: the other side asks and does not read
     */
    void answer(Header header) {
        if (isFull()) {
            throw new ProtocolException("The other side does not read the answers to what it sends.");
        }
        answers.add(header);
    }

    /** Whether {@link #answer} would throw. */
    boolean isFull() {
        return answers.size() >= Limits.ANSWERS;
    }

    /** Whether an answer to a ping waits: the other side gets one at a time. */
    boolean hasPong() {
        return answers.stream().anyMatch(header -> header.type() == Header.PING && header.has(Header.ACK));
    }

    /** A channel of ours was acknowledged, or has gone without. */
    void acknowledged() {
        unacknowledged--;
        YamuxChannel next = unopened.poll();
        if (next != null) {
            ready.add(next);
        }
    }

    /** A channel has gone, perhaps before its turn to open came. */
    void forget(YamuxChannel channel) {
        unopened.remove(channel);
    }

    /** The next frame, or null. */
    ByteBuf next() {
        Header answer = answers.poll();
        if (answer != null) {
            return encoder.apply(answer);
        }
        for (YamuxChannel channel = signals.poll(); channel != null; channel = signals.poll()) {
            ByteBuf frame = channel.takeSignal();
            if (frame != null) {
                return frame;
            }
        }
        for (YamuxChannel channel = ready.poll(); channel != null; channel = ready.poll()) {
            (channel.isControl() ? control : others).add(channel);
        }
        ByteBuf frame = next(control);
        return frame != null ? frame : next(others);
    }

    private ByteBuf next(ArrayDeque<YamuxChannel> turns) {
        for (YamuxChannel channel = turns.poll(); channel != null; channel = turns.poll()) {
            boolean unopenedYet = channel.isUnopened();
            if (unopenedYet && unacknowledged >= Limits.UNACKNOWLEDGED && !channel.isOver()) {
                unopened.add(channel);
                continue;
            }
            ByteBuf frame = channel.takeData();
            if (unopenedYet && !channel.isUnopened()) {
                unacknowledged++;
            }
            if (channel.hasMore(frame != null)) {
                turns.add(channel);
            }
            if (frame != null) {
                return frame;
            }
        }
        return null;
    }
}
