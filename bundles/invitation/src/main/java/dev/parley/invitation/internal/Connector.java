package dev.parley.invitation.internal;

import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.Stream;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a line for one invitation: dials again with growing pauses while its client has something to say, and holds the link that
 * the line is on. Used on the serial executor only.
 */
final class Connector {
    private static final long FIRST_PAUSE = TimeUnit.MILLISECONDS.toNanos(250);
    private static final int DOUBLINGS = 8;

    private final Surroundings around;
    private final Client client;
    private final Set<Line> older = new HashSet<>(); // both sides may open one at once; steps come on each
    private Line line;
    private Link.Hold hold;
    private boolean dialling;
    private Future<?> retry;
    private int attempts;
    private boolean released;

    Connector(Surroundings around, Client client) {
        this.around = around;
        this.client = client;
    }

    /** An invitation. */
    interface Client extends Line.Talker {
        /** For somebody who was there a moment ago. */
        long LONGEST_PAUSE = TimeUnit.SECONDS.toNanos(10);

        /** Whether the other side has to be reached now. */
        boolean speaks();

        /** Whom to dial. */
        DialTarget target();

        /** Whether it is known already that this is whom to reach. */
        boolean isWith(RemoteIdentity remote);

        /** @return whether the link that was dialled leads to the right one */
        boolean linked(Link link);

        /** There is a new line: repeat what is to be said. */
        void connected();

        /** The longest pause between two dials, in nanoseconds. */
        default long longestPause() {
            return LONGEST_PAUSE;
        }

        /** A dial failed; another follows, unless {@link #speaks} changes. */
        void unreachable(Throwable why);
    }

    /** Makes a line, if one is wanted and there is none. */
    void seek() {
        if (dialling || retry != null || !wanted()) {
            return;
        }
        dialling = true;
        around.links().dial(client.target()).whenComplete((link, failure) -> around.run(() -> dialled(link, failure)));
    }

    /** A link came up somewhere: no reason to wait when it is the right one. */
    void linkOpened(Link link) {
        if (retry != null && wanted() && client.isWith(link.remote())) {
            use(link);
        }
    }

    /** The other side opened a line. */
    void attach(Line opened) {
        if (!released) {
            take(opened);
        }
    }

    /** The current line; null when there is none. */
    Line line() {
        return line;
    }

    /** A step came: the other side can be reached. */
    void heard() {
        attempts = 0;
    }

    /** A line is over. */
    void lost(Line lost) {
        older.remove(lost);
        if (lost == line) {
            line = null;
            dropHold();
            pause();
        }
    }

    /** Nothing more to be said: ends the line, lets the link go. */
    void release() {
        released = true;
        endPause();
        if (line != null) {
            line.end();
            line = null;
        }
        older.forEach(Line::end);
        older.clear();
        dropHold();
    }

    private boolean wanted() {
        return !released && line == null && client.speaks();
    }

    private void dialled(Link link, Throwable failure) {
        dialling = false;
        if (!wanted()) {
            return;
        }
        if (failure != null) {
            client.unreachable(Failures.cause(failure));
            pause();
        } else if (client.linked(link)) {
            use(link);
        }
    }

    private void use(Link link) {
        endPause();
        Stream stream;
        try {
            stream = link.open(Steps.PROTOCOL);
        } catch (LinkClosedException gone) {
            pause();
            return;
        }
        take(Line.open(stream, around.serial(), client));
        client.connected();
    }

    private void take(Line taken) {
        endPause();
        dropHold();
        if (line != null) {
            older.add(line);
        }
        line = taken;
        hold = taken.link().hold("an invitation is open");
    }

    private void dropHold() {
        if (hold != null) {
            hold.close();
            hold = null;
        }
    }

    private void pause() {
        if (!wanted() || retry != null) {
            return;
        }
        long pause = Math.min(client.longestPause(), FIRST_PAUSE << Math.min(DOUBLINGS, attempts++));
        long jitter = around.random().nextLong(pause / 4 + 1);
        retry = around.later(
                () -> {
                    retry = null;
                    seek();
                },
                pause - jitter);
    }

    private void endPause() {
        if (retry != null) {
            retry.cancel(false);
            retry = null;
        }
    }
}
