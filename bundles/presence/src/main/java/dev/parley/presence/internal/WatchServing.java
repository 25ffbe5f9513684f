package dev.parley.presence.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.presence.internal.proto.WatchMessage;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Somebody watches us over one stream, and may or may not. All of it runs on the serial executor. At most one message waits for room, as
 * in the card exchange; as long as it is not allowed, nothing is written, and the link is kept open by nothing here.
 */
final class WatchServing implements MessageReader.Handler<WatchMessage> {
    private static final Logger LOG = LoggerFactory.getLogger(WatchServing.class);
    private static final CardMessage NOTHING = CardMessage.getDefaultInstance();

    private final Stream stream;
    private final Executor executor;
    private final Consumer<WatchServing> over;
    private CardMessage sent = NOTHING;
    private CardMessage wanted = NOTHING;
    private Optional<Link.Hold> hold = Optional.empty();
    private boolean writing;
    private boolean ended;

    /** @param over the last call */
    WatchServing(Stream stream, Executor executor, Consumer<WatchServing> over) {
        this.stream = stream;
        this.executor = executor;
        this.over = over;
    }

    Link link() {
        return stream.link();
    }

    PeerName watcher() {
        return stream.link().remote().peer();
    }

    MessageReader<WatchMessage> reader() {
        return new MessageReader<>(stream, WatchMessage.parser(), 0, this);
    }

    /** @param now what it may be told; empty for nothing, and then nothing is what it hears, but for the end of what it was told */
    void tell(Optional<CardMessage> now) {
        wanted = now.orElse(NOTHING);
        if (ended) {
            return;
        }
        if (now.isPresent() && hold.isEmpty()) {
            hold = Optional.of(link().hold("watches and may"));
        } else if (now.isEmpty()) {
            release();
        }
        if (!writing && !wanted.equals(sent)) {
            CardMessage change = wanted.equals(NOTHING)
                    ? CardMessage.newBuilder().setWithdrawn(true).build()
                    : CardExchange.difference(sent, wanted);
            sent = wanted;
            writing = true;
            write(WatchMessage.newBuilder().setTold(change).build());
        }
    }

    private void write(WatchMessage message) {
        Messages.send(stream, message).whenCompleteAsync((done, failure) -> written(failure), executor);
    }

    private void written(Throwable failure) {
        writing = false;
        if (failure == null) {
            tell(wanted.equals(NOTHING) ? Optional.empty() : Optional.of(wanted));
        } else {
            LOG.debug(
                    "{} does not watch any more: the stream is over", watcher().shortForm(), failure);
        }
    }

    /** The person signs out: whoever was told anything is told that, and only they. */
    void goodbye() {
        if (!ended && !sent.equals(NOTHING)) {
            write(WatchMessage.newBuilder().setGoodbye(true).build());
        }
        close();
    }

    /** Tells nothing more. */
    void close() {
        if (!ended) {
            ended = true;
            release();
            stream.end();
        }
    }

    private void release() {
        hold.ifPresent(Link.Hold::close);
        hold = Optional.empty();
    }

    @Override
    public void message(WatchMessage message) {
        throw new ProtocolException("whoever watches has nothing to say on " + WatchProtocol.PROTOCOL + ".");
    }

    @Override
    public void ended(Optional<Throwable> failure) {
        failure.ifPresent(why -> LOG.debug("watching ended: {}", Text.label(String.valueOf(why.getMessage()))));
        close();
        over.accept(this);
    }
}
