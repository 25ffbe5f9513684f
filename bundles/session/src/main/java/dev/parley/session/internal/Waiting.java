package dev.parley.session.internal;

import dev.parley.api.session.Session;
import dev.parley.session.internal.proto.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;

/**
 * Messages that wait for room, in order. Of those that may be dropped only the newest stay, and of those with one key the newest one.
 * Confined to the session's executor.
 */
final class Waiting {
    private final Deque<Outgoing> queue = new ArrayDeque<>();
    private int messages; // that may be dropped
    private int bytes;
    private int toAll;

    /**
     * Adds one at the end.
     *
     * @return what had to go for it, in order
     */
    List<Outgoing> add(Outgoing message) {
        List<Outgoing> gone = new ArrayList<>();
        if (message.isDroppable()) {
            removeFirst(gone, message::replaces);
        }
        queue.add(message);
        count(message, 1);
        while (messages > Session.WAITING_MESSAGES || (bytes > Session.WAITING_BYTES && messages > 1)) {
            removeFirst(gone, Outgoing::isDroppable);
        }
        return gone;
    }

    private void removeFirst(List<Outgoing> gone, Predicate<Outgoing> which) {
        for (Iterator<Outgoing> each = queue.iterator(); each.hasNext(); ) {
            Outgoing message = each.next();
            if (which.test(message)) {
                each.remove();
                count(message, -1);
                gone.add(message);
                return;
            }
        }
    }

    private void count(Outgoing message, int sign) {
        if (message.isDroppable()) {
            messages += sign;
            bytes += sign * message.bytes;
        }
        if (message.kind == Kind.EPHEMERAL) {
            toAll += sign;
        }
    }

    /** The next one; null when there is none. */
    Outgoing peek() {
        return queue.peek();
    }

    Outgoing remove() {
        Outgoing next = queue.remove();
        count(next, -1);
        return next;
    }

    boolean isEmpty() {
        return queue.isEmpty();
    }

    /** Whether one that goes to all is among them. */
    boolean hasToAll() {
        return toAll > 0;
    }

    /** Empties it. @return what was there, in order */
    List<Outgoing> drain() {
        List<Outgoing> all = new ArrayList<>(queue);
        queue.clear();
        messages = 0;
        bytes = 0;
        toAll = 0;
        return all;
    }
}
