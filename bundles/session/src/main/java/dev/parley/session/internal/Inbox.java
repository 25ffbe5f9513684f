package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Session;
import dev.parley.session.internal.proto.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was received, and which of it the application has not taken yet. Confined to the session's executor; does nothing but
 * remember.
 */
final class Inbox {
    private final Map<Kind, Long> received = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> before = new EnumMap<>(Kind.class); // received from earlier starts of the other side
    private final Map<Kind, Deque<Long>> untaken = new EnumMap<>(Kind.class);
    private int messages;
    private int bytes;

    Inbox() {
        untaken.put(Kind.EPHEMERAL, new ArrayDeque<>());
        untaken.put(Kind.DIRECT, new ArrayDeque<>());
    }

    /**
     * Takes the number of a message.
     *
     * @return whether it is new
     * @throws ProtocolException when the sender goes past its bound
     */
    boolean receive(Kind kind, long sequence, int size) {
        long last = received(kind);
        if (sequence <= last) {
            return false;
        }
        messages++;
        bytes += size;
        if (messages > Session.WAITING_MESSAGES || (bytes > Session.WAITING_BYTES && messages > 1)) {
            throw new ProtocolException("the other side sends more than may wait: " + Session.WAITING_MESSAGES
                    + " messages and " + Session.WAITING_BYTES + " bytes.");
        }
        received.put(kind, sequence);
        untaken.get(kind).add(before(kind) + sequence);
        return true;
    }

    /** The other side counts anew; what the application has not taken yet still counts for the bound. */
    void restart() {
        for (Kind kind : untaken.keySet()) {
            before.merge(kind, received(kind), Long::sum);
        }
        received.clear();
    }

    private long before(Kind kind) {
        return before.getOrDefault(kind, 0L);
    }

    /** The application took it. */
    void taken(Kind kind, long sequence, int size) {
        Deque<Long> left = untaken.get(kind);
        boolean earlier = !left.isEmpty() && left.getFirst() <= before(kind); // they are taken in order
        if (left.removeFirstOccurrence(earlier ? left.getFirst() : Long.valueOf(before(kind) + sequence))) {
            messages--;
            bytes -= size;
        }
    }

    /** The highest number received. */
    long received(Kind kind) {
        return received.getOrDefault(kind, 0L);
    }

    /** The highest number up to which all was taken. */
    long acknowledged(Kind kind) {
        Deque<Long> left = untaken.get(kind);
        return left.isEmpty() ? received(kind) : Math.max(0, left.getFirst() - 1 - before(kind));
    }

    /** Messages received and not taken. */
    int size() {
        return messages;
    }

    /** Bytes of bodies received and not taken. */
    int bytes() {
        return bytes;
    }
}
