package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * One stream of {@code parley.session/1}, on a held link. Frames come to its owner; what a frame breaks ends the stream and nothing
 * else. Confined to the owner's executor, but for {@link #send} and the move
 * from one owner to the next.
 */
final class SessionStream implements MessageReader.Handler<Frame> {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.session", 1);

    private final Stream stream;
    private final Link.Hold hold;
    private final RoutedExecutor route;
    private final MessageReader<Frame> reader;
    private volatile Owner owner;
    private volatile boolean over;
    private volatile CompletableFuture<Void> room = CompletableFuture.completedFuture(null);

    /** Gets what the stream brings. */
    interface Owner {
        /** @throws ProtocolException when it should not have come now */
        void frame(SessionStream stream, Frame frame);

        /** The last call. */
        void ended(SessionStream stream, Optional<Throwable> failure);
    }

    SessionStream(Stream stream, Executor executor, Owner owner) {
        this.stream = stream;
        this.owner = owner;
        this.hold = stream.link().hold("a session");
        this.route = new RoutedExecutor(executor);
        this.reader = new MessageReader<>(stream, Frame.parser(), Frames.FIRST_BYTES, this);
    }

    /** Begins to read. */
    void read() {
        stream.read(route, reader);
    }

    /**
     * It is known whose it is: from now on it is read there. The route changes before the owner, so that the new owner is told the
     * end on its own executor or, when the end came before, sees that there was one.
     *
     * @return whether it is still there
     */
    boolean move(Executor executor, Owner next) {
        route.route(executor);
        owner = next;
        return !over;
    }

    Link link() {
        return stream.link();
    }

    /** Sends a frame. */
    void send(Frame frame) {
        send(Messages.encode(frame));
    }

    /** Sends an encoded frame. */
    void send(ByteBuffer encoded) {
        room = stream.write(encoded).toCompletableFuture();
    }

    /** Whether there is room for another frame; a stream that failed has room for all, in vain. */
    boolean isWritable() {
        return room.isDone();
    }

    /** Runs once when there is room. */
    void onWritable(Runnable task) {
        var unused = room.whenComplete((done, failure) -> task.run());
    }

    /** Nothing more is sent. */
    void end() {
        stream.end();
    }

    /** Lets go at once; the owner is told nothing more. */
    void close() {
        over = true;
        hold.close();
        stream.reset();
    }

    /** Ends after what was sent; the owner is told nothing more. What still comes is passed over, also when nothing runs here any more. */
    void finish() {
        over = true;
        hold.close();
        stream.end();
        route.route(Runnable::run);
    }

    /** It broke its protocol. */
    void fail(ProtocolException broken) {
        stream.fail(broken);
        ended(Optional.of(broken));
    }

    @Override
    public void message(Frame frame) {
        if (!over) {
            reader.most(Frames.BYTES);
            owner.frame(this, frame);
        }
    }

    @Override
    public void ended(Optional<Throwable> failure) {
        if (!over) {
            over = true;
            hold.close();
            Owner told = owner;
            Tasks.run(route, () -> told.ended(this, failure));
        }
    }
}
