package dev.parley.introduction.internal;

import dev.parley.introduction.internal.proto.ContactStep;
import dev.parley.spi.link.Link;
import java.time.Duration;
import java.util.concurrent.Future;

/** The newest stream of a contact request, if there is one; its link is kept for an answer. On the serial executor. */
final class HeldLine {
    /** How long a link is kept for an answer; later answers find another one. */
    static final Duration HELD = Duration.ofMinutes(10);

    private final Surroundings around;
    private Line<ContactStep> line; // null when there is none
    private Link.Hold hold = () -> {};

    HeldLine(Surroundings around) {
        this.around = around;
    }

    boolean isThere() {
        return line != null;
    }

    boolean is(Line<ContactStep> other) {
        return line == other;
    }

    /** There is another one, which takes the place of the one before. */
    void take(Line<ContactStep> opened) {
        if (line != null && line != opened) {
            line.end();
        }
        line = opened;
        hold.close();
        Link.Hold held = opened.link().hold("a contact request waits for an answer");
        Future<?> until = around.later(HELD, held::close);
        hold = () -> {
            until.cancel(false);
            held.close();
        };
    }

    void send(ContactStep step) {
        if (line != null) {
            line.send(step);
        }
    }

    /** Nothing more is to be said or heard. */
    void end() {
        if (line != null) {
            line.end();
            lost();
        }
    }

    /** It is over. */
    void lost() {
        line = null;
        hold.close();
        hold = () -> {};
    }
}
