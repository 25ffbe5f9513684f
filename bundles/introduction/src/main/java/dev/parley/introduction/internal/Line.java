package dev.parley.introduction.internal;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.util.Optional;
import java.util.concurrent.Executor;

/** One stream of messages, for whoever listens to it now. Used on the serial executor only. */
final class Line<M extends MessageLite> implements MessageReader.Handler<M> {
    private final Stream stream;
    private Listener<M> listener;
    private boolean over;

    private Line(Stream stream, Listener<M> listener) {
        this.stream = stream;
        this.listener = listener;
    }

    /** What a protocol's messages are like. */
    record Format<M extends MessageLite>(Parser<M> parser, int bytes) {}

    /** Takes what a line brings. */
    interface Listener<M extends MessageLite> {
        /** @throws ProtocolException when it should not have come now */
        void heard(Line<M> line, M message);

        /** Nothing comes any more; empty when the other side ended in order. */
        void lost(Line<M> line, Optional<Throwable> failure);
    }

    /** Begins to read a stream, whoever opened it. */
    static <M extends MessageLite> Line<M> on(Stream stream, Executor serial, Format<M> format, Listener<M> listener) {
        Line<M> line = new Line<>(stream, listener);
        stream.read(serial, new MessageReader<>(stream, format.parser(), format.bytes(), line));
        return line;
    }

    /** Somebody else listens from now on. */
    void bind(Listener<M> other) {
        listener = other;
    }

    Link link() {
        return stream.link();
    }

    /** Sends, unless the line is over; when the stream breaks, {@link Listener#lost} tells. */
    void send(M message) {
        if (!over) {
            Messages.send(stream, message);
        }
    }

    /** Says no more, and hears no more. */
    void end() {
        if (!over) {
            over = true;
            stream.end();
        }
    }

    @Override
    public void message(M message) {
        if (!over) {
            listener.heard(this, message);
        }
    }

    @Override
    public void ended(Optional<Throwable> failure) {
        if (over) {
            return;
        }
        if (failure.isEmpty()) {
            end();
        }
        over = true;
        listener.lost(this, failure);
    }
}
