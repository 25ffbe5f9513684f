package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.session.internal.proto.DurableWant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What is known of the durable messages of another member. Confined to the session's executor; does nothing but remember. */
final class DurablePeer {
    private static final int WINDOW_BYTES = 1 << 20;
    private static final int WINDOW_PARTS = 64;

    /** What it has of each author. */
    final Map<EndPointId, Span> has = new HashMap<>();

    /** Of which authors it did not answer, and until when it is not asked, in monotonic nanoseconds. */
    final Map<EndPointId, Long> avoided = new HashMap<>();

    /** What it was asked for, and has not answered. */
    Optional<DurableWant> wanted = Optional.empty();

    /** When it was asked, in monotonic nanoseconds. */
    long wantedAt;

    /** Whether it told what it has since its stream is there. */
    boolean told;

    /** Whether something is read from the journal for it. */
    boolean reading;

    /** Whether it asked for messages and was not answered yet. */
    boolean serving;

    /** Whether somebody calls when its stream has room. */
    boolean awaiting;

    /** The sequence of the last own message that was sent to it over this stream. */
    long pushed;

    /** The sequence of the last own message that it has on disk. */
    long acknowledged;

    private final Deque<Sent> underWay = new ArrayDeque<>();
    private int bytes;

    /** What can be read. */
    record Span(long first, long last) {
        Span upTo(long more) {
            return new Span(first, Math.max(last, more));
        }
    }

    private record Sent(long last, int bytes) {}

    /** There is a stream, or none any more. */
    void reset() {
        avoided.clear();
        told = false;
        serving = false;
        awaiting = false;
        wanted = Optional.empty();
        underWay.clear();
        bytes = 0;
    }

    /** Whether more of the own messages may be sent to it. */
    boolean hasRoom() {
        return bytes < WINDOW_BYTES && underWay.size() < WINDOW_PARTS;
    }

    void sent(long last, int size) {
        pushed = last;
        underWay.add(new Sent(last, size));
        bytes += size;
    }

    /** It has own messages up to there. */
    void acknowledge(long last) {
        acknowledged = Math.max(acknowledged, last);
        pushed = Math.max(pushed, last);
        while (!underWay.isEmpty() && underWay.peek().last() <= last) {
            bytes -= underWay.remove().bytes();
        }
    }
}
