package dev.parley.session.internal;

import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.parley.api.session.ByteStream;
import dev.parley.api.session.Member;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.proto.BytesAnswer;
import dev.parley.session.internal.proto.BytesRefusal;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One stream of {@code parley.bytes/1}: a framed header, then plain bytes. After the header nothing is read until the application
 * reads, so that what waits is the stream's window and no more.
 */
final class LinkByteStream implements ByteStream, StreamReader {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.bytes", 1);

    private static final Logger LOG = LoggerFactory.getLogger(LinkByteStream.class);
    private static final int HEADER_BYTES = 2048;

    private final Stream stream;
    private final Link.Hold hold;
    private final RoutedExecutor route;
    private volatile SessionCore core; // of an incoming one: null until its header was read
    private volatile Member member;
    private volatile String name = "";
    private volatile Consumer<LinkByteStream> onOver;
    private volatile boolean over;
    private volatile boolean endedHere;
    private volatile boolean endedThere;
    private final AtomicBoolean begun = new AtomicBoolean();

    // by the reader
    private MessageReader<?> header;
    private boolean headed;
    private ByteBuffer early = ByteBuffer.allocate(0); // came together with the header
    private Consumer<ByteBuffer> onBytes;
    private Consumer<Optional<Throwable>> onEnd;

    LinkByteStream(Stream stream, Executor executor, SessionCore core, Member member, Consumer<LinkByteStream> onOver) {
        this.stream = stream;
        this.hold = stream.link().hold("a byte stream of a session");
        this.route = new RoutedExecutor(executor);
        this.core = core;
        this.member = member;
        this.onOver = onOver;
    }

    void named(String label) {
        name = label;
    }

    /** It belongs to a session now. */
    void adopt(SessionCore session, Member other, String label, Consumer<LinkByteStream> whenOver) {
        core = session;
        member = other;
        name = label;
        onOver = whenOver;
    }

    Link link() {
        return stream.link();
    }

    void send(ByteBuffer bytes) {
        stream.write(bytes);
    }

    void refuse(BytesRefusal why) {
        send(Messages.encode(BytesAnswer.newBuilder().setRefusal(why).build()));
        over = true;
        hold.close();
        stream.end();
    }

    /** Reads the header, one message; what breaks before it was there is told. */
    <T extends MessageLite> void await(Parser<T> parser, Consumer<T> onHeader, Consumer<Throwable> onBroken) {
        header = new MessageReader<>(stream, parser, HEADER_BYTES, new MessageReader.Handler<T>() {
            @Override
            public void message(T message) {
                headed = true;
                route.hold();
                onHeader.accept(message);
            }

            @Override
            public void ended(Optional<Throwable> failure) {
                release();
                onBroken.accept(failure.orElseGet(() -> new SessionException("The stream ended at once.")));
            }
        });
        stream.read(route, this);
    }

    /** No header came in time. */
    void tooLate() {
        if (!headed && !over) {
            header.onEnd(Optional.of(new SessionException("There was no answer in time.")));
            close();
        }
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        while (!headed
                && !over
                && bytes.hasRemaining()) { // one by one, so that the header's reader takes nothing beyond it
            header.onBytes(bytes.duplicate().limit(bytes.position() + 1));
            bytes.position(bytes.position() + 1);
        }
        if (!bytes.hasRemaining() || over) {
            return;
        }
        ByteBuffer copy = ByteBuffer.allocate(bytes.remaining()).put(bytes).flip();
        if (onBytes == null) {
            early = copy; // once at most: from here on the route holds
        } else {
            hand(copy);
        }
    }

    @Override
    public void onEnd(Optional<Throwable> failure) {
        if (!headed) {
            header.onEnd(failure);
        } else if (onEnd != null) {
            failure.ifPresent(why -> release());
            endedThere = true;
            releaseWhenEnded();
            onEnd.accept(failure.map(why -> broken(why)));
        }
    }

    private SessionException broken(Throwable why) {
        return new SessionException(
                "The stream " + name + " with " + member.displayName() + " broke: its link was lost or it was closed.",
                why);
    }

    @Override
    public Member member() {
        return member;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        CompletableFuture<Void> room = new CompletableFuture<>();
        stream.write(bytes).whenComplete((done, failure) -> {
            if (failure == null) {
                core.stages.complete(room, null);
            } else {
                core.stages.fail(room, broken(Stages.unwrapped(failure)));
            }
        });
        return room;
    }

    @Override
    public CompletionStage<Void> end() {
        stream.end();
        endedHere = true;
        releaseWhenEnded();
        CompletableFuture<Void> ended = new CompletableFuture<>();
        core.stages.complete(ended, null);
        return ended;
    }

    @Override
    public void read(Consumer<ByteBuffer> bytes, Consumer<Optional<Throwable>> end) {
        if (begun.getAndSet(true)) {
            throw new IllegalStateException("the stream " + name + " is read already");
        }
        Tasks.run(core.application, () -> {
            onBytes = bytes;
            onEnd = end;
            if (early.hasRemaining() && !over) {
                hand(early);
            }
            route.route(core.application);
        });
    }

    @Override
    public void close() {
        release();
        stream.reset();
    }

    /** An application that fails at what it reads loses this stream and nothing else. */
    private void hand(ByteBuffer bytes) {
        try {
            onBytes.accept(bytes);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the application failed at what the stream {} brought; it is closed", name, e);
            close();
        }
    }

    private void releaseWhenEnded() {
        if (endedHere && endedThere) {
            release();
        }
    }

    private void release() {
        over = true;
        hold.close();
        onOver.accept(this);
    }
}
