package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.StreamReader;
import dev.parley.spi.transport.Channel;
import dev.parley.transport.tls.internal.ChannelState.Event;
import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A yamux stream. Its public methods may be called on any thread; what is said "loop" is confined to the connection's event loop, and
 * so are the fields that are neither final nor atomic.
 */
final class YamuxChannel implements Channel, Inbox.Owner {
    private final YamuxConnection connection;
    private final boolean control;
    private final Outbox out;
    private final Inbox in;
    private final AtomicBoolean signalled = new AtomicBoolean();
    private final AtomicBoolean reset = new AtomicBoolean();

    private ChannelState state = ChannelState.OPEN;
    private int streamId; // 0 until its first frame
    private boolean answerDue; // the first frame to a channel of the other side carries ACK
    private boolean acknowledged;
    private boolean stalled; // bytes wait for the window
    private long creditedAt;

    /** @param streamId the id that the other side gave it; 0 when it is ours, and gets one with its first frame */
    YamuxChannel(YamuxConnection connection, boolean control, int streamId) {
        this.connection = connection;
        this.control = control;
        this.streamId = streamId;
        this.answerDue = streamId != 0;
        this.acknowledged = streamId != 0;
        this.out = new Outbox(connection.allocator());
        this.in = new Inbox(connection.allocator(), this);
        this.creditedAt = connection.nanoTime();
    }

    @Override
    public CompletionStage<Void> write(ByteBuffer bytes) {
        CompletionStage<Void> room = out.append(bytes);
        if (out.claim()) {
            connection.ready(this);
        }
        return room;
    }

    @Override
    public void end() {
        out.end();
        if (out.claim()) {
            connection.ready(this);
        }
    }

    @Override
    public void reset() {
        fail(new LinkClosedException("This channel was reset here."));
    }

    @Override
    public void read(Executor executor, StreamReader reader) {
        in.read(executor, reader);
    }

    @Override
    public void creditDue() {
        signal();
    }

    @Override
    public void drained() {
        signal();
    }

    @Override
    public void readerFailed() {
        reset();
    }

    private void fail(Throwable why) {
        if (reset.compareAndSet(false, true)) {
            out.fail(why);
            in.drop(why);
            signal();
        }
    }

    private void signal() {
        if (signalled.compareAndSet(false, true)) {
            connection.signal(this);
        }
    }

    /** No more writes: the connection is being closed. What was written is still sent. */
    void refuseWrites(Throwable why) {
        out.refuse(why);
    }

    /** The connection is over. What came is still delivered. */
    void connectionClosed(Throwable why) {
        out.fail(why);
        in.end(Optional.of(why));
    }

    boolean isControl() {
        return control;
    }

    int streamId() {
        return streamId;
    }

    boolean isSent() {
        return out.drained();
    }

    int window() {
        return in.window();
    }

    // ---- loop: what comes

    /** It was taken in; unless data go at once, its acknowledgement goes alone. */
    void acknowledgementDue() {
        signal();
    }

    /** True when this is the acknowledgement of a channel of ours. */
    boolean acknowledge() {
        boolean first = !acknowledged;
        acknowledged = true;
        return first;
    }

    void reserve(long length) {
        in.reserve(length);
    }

    void receive(ByteBuf bytes, int length) {
        if (state.isOverThere()) {
            fail(new ProtocolException("Bytes came on a channel after its end."));
        } else {
            in.add(bytes, length);
        }
    }

    void widen(long delta) {
        if (!out.widen(delta)) {
            throw new ProtocolException("The window of a channel grew to more than 4 GiB.");
        }
        if (stalled && delta > 0) {
            stalled = false;
            connection.ready(this);
        }
    }

    void endReceived() {
        state = state.after(Event.END_RECEIVED);
        in.end(Optional.empty());
        signal();
    }

    void resetReceived() {
        state = state.after(Event.RESET);
        fail(new LinkClosedException("The other side reset this channel."));
        signal();
    }

    // ---- loop: what goes

    /** The next frame without data, or null: a reset, more window, an acknowledgement. */
    ByteBuf takeSignal() {
        signalled.set(false);
        if (reset.get() && !state.isOver()) {
            state = state.after(Event.RESET);
            gone();
            return streamId != 0 ? frame(Header.RST, 0) : null;
        }
        if (state.isOver()) {
            if (state == ChannelState.RESET || in.isDrained()) {
                gone();
            }
            return null;
        }
        int credit = credit();
        if (credit > 0 || (answerDue && out.drained())) {
            return frame(takeAnswer(), credit);
        }
        return null;
    }

    private void gone() {
        if (streamId != 0 && acknowledge()) {
            connection.acknowledged();
        }
        connection.remove(this);
    }

    private int credit() {
        if (!in.isCreditDue()) {
            return 0;
        }
        long now = connection.nanoTime();
        int credit = in.takeCredit(connection.budget(), connection.isFast(now - creditedAt));
        if (credit > 0) {
            creditedAt = now;
        }
        return credit;
    }

    /** Whether nothing can be sent on it any more. */
    boolean isOver() {
        return state.isOver() || reset.get();
    }

    /** Whether its first frame is still to come, which opens it. */
    boolean isUnopened() {
        return streamId == 0;
    }

    /** The next frame of data, or the end, or null. */
    ByteBuf takeData() {
        if (isOver() || !out.isTakeable()) {
            return null;
        }
        int flags = takeAnswer();
        if (streamId == 0) {
            streamId = connection.assignId(this);
            flags |= Header.SYN;
        }
        ByteBuf data = out.take(flags, streamId);
        if (data != null) {
            out.freed().ifPresent(waiting -> waiting.complete(null));
            return data;
        }
        if (out.takeEnd()) {
            state = state.after(Event.END_SENT);
            signal();
            return frame(flags | Header.FIN, 0);
        }
        return null; // reset on another thread just now
    }

    /** Whether it has to be asked again for data now. */
    boolean hasMore(boolean tookSome) {
        boolean more = out.more();
        stalled = more && !tookSome;
        return more && tookSome;
    }

    private int takeAnswer() {
        int flags = answerDue ? Header.ACK : 0;
        answerDue = false;
        return flags;
    }

    private ByteBuf frame(int flags, int delta) {
        return connection.frame(new Header(Header.WINDOW_UPDATE, flags, streamId, delta));
    }
}
