package dev.parley.invitation.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One stream, for one invitation: the one that its first step names. Used on the serial executor only. */
final class Line implements MessageReader.Handler<Step> {
    private final Stream stream;
    private final Router router;
    private Talker talker; // null until the first step of a stream that the other side opened
    private boolean over;

    private Line(Stream stream, Router router, Talker talker) {
        this.stream = stream;
        this.router = router;
        this.talker = talker;
    }

    /** An invitation, as its streams see it. */
    interface Talker {
        /** Whether a step is about this one. */
        boolean isAbout(Heard step);

        /** @throws ProtocolException when the step is out of order */
        void heard(Line line, Heard step);

        /** Nothing comes any more; empty when the other side ended in order. */
        void lost(Line line, Optional<Throwable> failure);
    }

    /** Knows whom a stream is for that the other side opened. */
    interface Router {
        /**
         * Takes the first step: binds the line and hands the step on, or answers and ends.
         *
         * @throws ProtocolException when it cannot be a first step
         */
        void first(Line line, Heard step);
    }

    /** A stream opened here. */
    static Line open(Stream stream, Executor serial, Talker talker) {
        return start(stream, serial, new Line(stream, null, talker));
    }

    /** A stream that the other side opened. */
    static void accept(Stream stream, Executor serial, Router router) {
        start(stream, serial, new Line(stream, router, null));
    }

    private static Line start(Stream stream, Executor serial, Line line) {
        stream.read(serial, new MessageReader<>(stream, Step.parser(), Steps.BYTES, line));
        return line;
    }

    void bind(Talker invitation) {
        talker = invitation;
    }

    Link link() {
        return stream.link();
    }

    RemoteIdentity remote() {
        return stream.link().remote();
    }

    /** Sends, unless the line is over; when the stream breaks, {@link Talker#lost} tells. */
    void send(Step step) {
        if (!over) {
            Messages.send(stream, step);
        }
    }

    /** Says no more. */
    void end() {
        if (!over) {
            over = true;
            stream.end();
        }
    }

    @Override
    public void message(Step step) {
        Optional<Heard> heard = Steps.read(step);
        if (heard.isEmpty()) {
            return;
        }
        if (talker == null) {
            if (!over) {
                router.first(this, heard.get());
            }
        } else if (talker.isAbout(heard.get())) {
            talker.heard(this, heard.get());
        } else {
            throw new ProtocolException("a stream of one invitation brings a step of another.");
        }
    }

    @Override
    public void ended(Optional<Throwable> failure) {
        if (failure.isEmpty()) {
            end();
        }
        over = true;
        if (talker != null) {
            talker.lost(this, failure);
        }
    }
}
