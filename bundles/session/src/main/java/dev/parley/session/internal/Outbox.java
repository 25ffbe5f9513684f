package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Session;
import dev.parley.session.internal.proto.Kind;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What was sent to one member and is not acknowledged yet, within the bound, and what waits for room. Confined to the session's
 * executor; does nothing but remember.
 */
final class Outbox {
    private final Deque<Outgoing> waiting = new ArrayDeque<>(); // for this member alone
    private final Deque<Outgoing> unacknowledged = new ArrayDeque<>();
    private final Deque<Outgoing> unwritten = new ArrayDeque<>(); // the last ones of the unacknowledged
    private final Map<Kind, Long> numbered = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> acknowledged = new EnumMap<>(Kind.class);
    private int bytes;
    private int waitingAnswers;

    /** Gives a message its number and its frame. */
    interface Numbering {
        void number(Outgoing message, long sequence);
    }

    /** One for this member alone, which waits for its turn. */
    void add(Outgoing message) {
        waiting.add(message);
        if (message.inReplyTo.isPresent()) {
            waitingAnswers++;
        }
    }

    /**
     * Moves those into the queue that have room, in order.
     *
     * @return what was moved
     */
    List<Outgoing> admit(Numbering numbering) {
        List<Outgoing> moved = new ArrayList<>();
        for (Outgoing next = waiting.peek(); next != null && hasRoom(next); next = waiting.peek()) {
            waiting.remove();
            if (next.inReplyTo.isPresent()) {
                waitingAnswers--;
            }
            numbering.number(next, last(numbered, next.kind) + 1);
            push(next);
            moved.add(next);
        }
        return moved;
    }

    /** Whether it has room for another message. */
    boolean hasRoom(Outgoing next) {
        return unacknowledged.isEmpty()
                || (unacknowledged.size() < Session.WAITING_MESSAGES && bytes + next.bytes <= Session.WAITING_BYTES);
    }

    /** Whether much of it is free, so that a member that fell behind keeps up again. */
    boolean isHalfFree() {
        return unacknowledged.size() <= Session.WAITING_MESSAGES / 2 && bytes <= Session.WAITING_BYTES / 2;
    }

    /** One that has its number, and room. */
    void push(Outgoing message) {
        numbered.put(message.kind, message.id().sequence());
        unacknowledged.add(message);
        unwritten.add(message);
        bytes += message.bytes;
    }

    /**
     * Takes an acknowledgement.
     *
     * @return what it acknowledges, in order
     * @throws ProtocolException when it goes back, or beyond what was sent
     */
    List<Outgoing> acknowledge(ToLongFunction<Kind> upTo) {
        require("acknowledges", upTo);
        List<Outgoing> arrived = new ArrayList<>();
        for (Outgoing message : unacknowledged) {
            if (message.id().sequence() <= upTo.applyAsLong(message.kind)) {
                arrived.add(message);
                bytes -= message.bytes;
            }
        }
        unacknowledged.removeIf(m -> m.id().sequence() <= upTo.applyAsLong(m.kind));
        unwritten.removeIf(m -> m.id().sequence() <= upTo.applyAsLong(m.kind));
        acknowledged.put(Kind.EPHEMERAL, upTo.applyAsLong(Kind.EPHEMERAL));
        acknowledged.put(Kind.DIRECT, upTo.applyAsLong(Kind.DIRECT));
        return arrived;
    }

    /**
     * A new stream is joined: begins anew after what the other side has received.
     *
     * @throws ProtocolException when it lost what it acknowledged, or received what was never sent
     */
    void resume(ToLongFunction<Kind> received) {
        require("received", received);
        unwritten.clear();
        unacknowledged.stream()
                .filter(m -> m.id().sequence() > received.applyAsLong(m.kind))
                .forEach(unwritten::add);
    }

    private void require(String what, ToLongFunction<Kind> numbers) {
        for (Kind kind : List.of(Kind.EPHEMERAL, Kind.DIRECT)) {
            long number = numbers.applyAsLong(kind);
            if (number < last(acknowledged, kind) || number > last(numbered, kind)) {
                throw new ProtocolException("the other side " + what + " number " + number + " of kind " + kind
                        + "; between " + last(acknowledged, kind) + " and " + last(numbered, kind) + " is possible.");
            }
        }
    }

    /** The frame to be written next; null when all is written. */
    ByteBuffer next() {
        Outgoing next = unwritten.poll();
        return next == null ? null : next.frame();
    }

    /** Whether all there is was written. */
    boolean isWritten() {
        return unwritten.isEmpty() && waiting.isEmpty();
    }

    /** Gives up: what is left, in order. */
    List<Outgoing> drain() {
        List<Outgoing> left = new ArrayList<>(unacknowledged);
        left.addAll(waiting);
        unacknowledged.clear();
        unwritten.clear();
        waiting.clear();
        waitingAnswers = 0;
        bytes = 0;
        return left;
    }

    /** Answers that wait for room. */
    int waitingAnswers() {
        return waitingAnswers;
    }

    /** Messages within the bound. */
    int size() {
        return unacknowledged.size();
    }

    /** Bytes of bodies within the bound. */
    int bytes() {
        return bytes;
    }

    private static long last(Map<Kind, Long> numbers, Kind kind) {
        return numbers.getOrDefault(kind, 0L);
    }
}
