package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Session;
import dev.parley.session.internal.proto.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.ToLongFunction;

/**
 * What was sent to one member and is not acknowledged yet, within the bound, and what waits for room. Confined to the session's
 * executor; does nothing but remember.
 */
final class Outbox {
    private static final int KINDS = 2; // that wait here

    private final Waiting waiting = new Waiting(); // for this member alone, or to all and may be dropped
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

    /**
     * One for this member alone, which waits for its turn.
     *
     * @return what is dropped for it
     */
    List<Outgoing> add(Outgoing message) {
        List<Outgoing> gone = replaced(message);
        gone.addAll(waiting.add(message));
        if (message.inReplyTo.isPresent()) {
            waitingAnswers++;
        }
        return gone;
    }

    /**
     * One to all, that has its number: goes into the queue when there is room, which there is for one that cannot be dropped.
     *
     * @return what is dropped for it
     */
    List<Outgoing> put(Outgoing message) {
        List<Outgoing> gone = replaced(message);
        if (hasRoom(message)) {
            push(message);
        } else {
            gone.addAll(waiting.add(message));
        }
        return gone;
    }

    /** Takes out what is not written yet, and is not needed beside a newer one. */
    private List<Outgoing> replaced(Outgoing newer) {
        List<Outgoing> gone = new ArrayList<>();
        if (newer.delivery.latestKey().isPresent()) {
            unwritten.stream().filter(newer::replaces).forEach(gone::add);
            unwritten.removeAll(gone);
            forget(gone);
        }
        return gone;
    }

    private void forget(List<Outgoing> gone) {
        unacknowledged.removeAll(gone);
        gone.forEach(message -> bytes -= message.bytes);
    }

    /**
     * Moves those into the queue that have room, in order.
     *
     * @return what was moved
     */
    List<Outgoing> admit(Numbering numbering) {
        List<Outgoing> moved = new ArrayList<>();
        for (Outgoing next = waiting.peek(); next != null && fits(next); next = waiting.peek()) {
            waiting.remove();
            if (next.inReplyTo.isPresent()) {
                waitingAnswers--;
            }
            if (!next.isNumbered()) {
                numbering.number(next, last(numbered, next.kind) + 1);
            }
            push(next);
            moved.add(next);
        }
        return moved;
    }

    /** Whether it has room for another message, and none to all is before it. */
    boolean hasRoom(Outgoing next) {
        return fits(next) && !(next.kind == Kind.EPHEMERAL && waiting.hasToAll());
    }

    private boolean fits(Outgoing next) {
        return unacknowledged.isEmpty()
                || (unacknowledged.size() < Session.WAITING_MESSAGES && bytes + next.bytes <= Session.WAITING_BYTES);
    }

    /** Whether much of it is free, so that a member that fell behind keeps up again. */
    boolean isHalfFree() {
        return !waiting.hasToAll()
                && unacknowledged.size() <= Session.WAITING_MESSAGES / 2
                && bytes <= Session.WAITING_BYTES / 2;
    }

    /** One that has its number, and room. */
    private void push(Outgoing message) {
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
        List<Outgoing> arrived = remove(unacknowledged, upTo);
        arrived.forEach(message -> bytes -= message.bytes);
        remove(unwritten, upTo);
        acknowledged.put(Kind.EPHEMERAL, upTo.applyAsLong(Kind.EPHEMERAL));
        acknowledged.put(Kind.DIRECT, upTo.applyAsLong(Kind.DIRECT));
        return arrived;
    }

    /** Takes out what lies up to there; not further than where nothing can be any more, as those of a kind are in order. */
    private static List<Outgoing> remove(Deque<Outgoing> messages, ToLongFunction<Kind> upTo) {
        List<Outgoing> removed = new ArrayList<>();
        Set<Kind> left = EnumSet.noneOf(Kind.class);
        Iterator<Outgoing> each = messages.iterator();
        while (each.hasNext() && left.size() < KINDS) {
            Outgoing message = each.next();
            if (message.id().sequence() <= upTo.applyAsLong(message.kind)) {
                each.remove();
                removed.add(message);
            } else {
                left.add(message.kind);
            }
        }
        return removed;
    }

    /**
     * A new stream is joined: begins anew after what the other side has received.
     *
     * @return what is dropped, because a newer one makes it needless
     * @throws ProtocolException when it lost what it acknowledged, or received what was never sent
     */
    List<Outgoing> resume(ToLongFunction<Kind> received) {
        require("received", received);
        unwritten.clear();
        List<Outgoing> gone = new ArrayList<>();
        for (Outgoing message : unacknowledged) {
            if (message.id().sequence() > received.applyAsLong(message.kind)) {
                unwritten.stream().filter(message::replaces).forEach(gone::add);
                unwritten.removeIf(message::replaces);
                unwritten.add(message);
            }
        }
        forget(gone);
        return gone;
    }

    /** The other side has started anew, and has received nothing. */
    void restart() {
        acknowledged.clear();
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

    /** What is to be written next; null when all is written. */
    Outgoing next() {
        return unwritten.poll();
    }

    /** Whether all there is was written. */
    boolean isWritten() {
        return unwritten.isEmpty() && waiting.isEmpty();
    }

    /** Gives up: what is left, in order. */
    List<Outgoing> drain() {
        List<Outgoing> left = new ArrayList<>(unacknowledged);
        left.addAll(waiting.drain());
        unacknowledged.clear();
        unwritten.clear();
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
