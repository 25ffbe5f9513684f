package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.Dispatcher.Arrived;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.Ack;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import dev.parley.session.internal.proto.SessionMessage;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * The messages of one session to and from one other member, numbered and acknowledged, over the streams that come and go under it.
 * Confined to the session's executor.
 */
final class Exchange {
    private static final int ACK_MESSAGES = 32;
    private static final int WAITING_ANSWERS = 4096;
    private static final int ACK_BYTES = 256 * 1024;
    /** At a thousand messages a second an acknowledgement for each would be half of the work. */
    private static final long ACK_PAUSE_NANOS = Duration.ofMillis(5).toNanos();

    private final Environment environment;
    private final SessionId id;
    private final ScheduledExecutorService core;
    private final Dispatcher dispatcher;
    private final Requests requests;
    private final Outbox outbox = new Outbox();
    private final Inbox inbox = new Inbox();
    private final KeysTo keys;
    private final SessionMember other;
    private final MessageCodec own;
    private final MessageCodec theirs;
    private final Runnable onRoom;
    private final long start;
    private long otherStart; // 0: none was heard
    private SessionStream stream;
    private boolean pumping;
    private boolean ackDue;
    private SessionStream awaited; // will call when it has room
    private int unsaidMessages;
    private int unsaidBytes;
    private boolean said; // with the next two: when something was acknowledged last
    private long saidAt;
    private boolean pausing; // it is acknowledged after a pause
    private Runnable onWritten = () -> {};

    /** @param onRoom runs when there may be room again, which there was not */
    Exchange(
            Environment environment,
            SessionId id,
            ScheduledExecutorService core,
            Dispatcher dispatcher,
            Requests requests,
            SessionMember other,
            KeysTo keys,
            Runnable onRoom) {
        this.environment = environment;
        this.id = id;
        this.core = core;
        this.dispatcher = dispatcher;
        this.requests = requests;
        this.other = other;
        this.own = new MessageCodec(id, environment.self().endpoint());
        this.theirs = new MessageCodec(id, other.endpoint());
        this.keys = keys;
        this.onRoom = onRoom;
        this.start = environment.execution().random().nextLong() | 1; // not 0
    }

    /** Sends one for this member alone, when there is room. */
    void offer(Outgoing message) {
        message.to(other);
        outbox.add(message).forEach(this::displaced);
        pump();
    }

    /** Takes one to all, for which there is room, or which may be dropped; {@link #flush} sends it. */
    void put(Outgoing message) {
        outbox.put(message).forEach(this::displaced);
    }

    /** Sends what was put. */
    void flush() {
        pump();
    }

    private void displaced(Outgoing older) {
        SessionException why = new SessionException(other.displayName()
                + " does not keep up, and a newer message took the place of this one. Nothing need be done.");
        older.dropped(other, why);
        older.dropped(why); // without effect when it was admitted
    }

    /** What a Join says of this side. */
    Join.Builder join() {
        return Join.newBuilder()
                .setSession(Frames.session(id))
                .setReceivedAll(inbox.received(Kind.EPHEMERAL))
                .setReceivedDirect(inbox.received(Kind.DIRECT))
                .setStart(start)
                .setHeardStart(otherStart);
    }

    /**
     * Goes on over a stream.
     *
     * @throws ProtocolException when the other side's numbers cannot be
     */
    void attach(SessionStream joined, Join join) {
        if (join.getStart() != otherStart) {
            inbox.restart();
            outbox.restart();
            otherStart = join.getStart();
        }
        boolean ofThisStart = join.getHeardStart() == 0 || join.getHeardStart() == start;
        outbox.resume(ofThisStart ? of(join.getReceivedAll(), join.getReceivedDirect()) : of(0, 0))
                .forEach(this::displaced);
        stream = joined;
        keys.begin();
        ackDue = inbox.acknowledged(Kind.EPHEMERAL) > 0 || inbox.acknowledged(Kind.DIRECT) > 0;
        pump();
    }

    void detach() {
        stream = null;
    }

    /** Runs, from within, once when all there is was written; another call replaces it. */
    void whenWritten(Runnable task) {
        onWritten = task;
        pump();
    }

    /** @throws ProtocolException when it should not have come now, or asks on and on without taking the answers */
    void message(SessionMessage message) {
        theirs.check(message);
        boolean direct = message.getKind() == Kind.DIRECT;
        if (!direct && (message.getPurpose() == Purpose.REQUEST || isAnswer(message.getPurpose()))) {
            throw new ProtocolException("a request or an answer is sent to all; it goes to one.");
        }
        Optional<MessageId> inReplyTo = inReplyTo(message);
        if (message.getPurpose() == Purpose.REQUEST && outbox.waitingAnswers() > WAITING_ANSWERS) {
            throw new ProtocolException("the other side asks on and does not take the answers: more than "
                    + WAITING_ANSWERS + " wait for it.");
        }
        if (!inbox.receive(
                message.getKind(), message.getSequence(), message.getBody().size())) {
            return;
        }
        ByteBuffer body = message.getBody().asReadOnlyByteBuffer();
        MessageId name = new MessageId(other.peer(), other.endpoint(), message.getSequence());
        Instant sentAt = Instant.ofEpochMilli(message.getSentAtMs());
        Message value = new Message(name, other, Delivery.EPHEMERAL, direct, inReplyTo, sentAt, body);
        Optional<Runnable> answer = inReplyTo
                .filter(request -> isAnswer(message.getPurpose()))
                .flatMap(request -> requests.answered(request, message.getPurpose(), value));
        dispatcher.arrived(new Arrived(value, message.getKind(), message.getPurpose(), answer));
    }

    private static boolean isAnswer(Purpose purpose) {
        return purpose == Purpose.REPLY || purpose == Purpose.NO_HANDLER || purpose == Purpose.HANDLER_FAILED;
    }

    private Optional<MessageId> inReplyTo(SessionMessage message) {
        if (!message.hasInReplyTo()) {
            return Optional.empty();
        }
        if (!message.getInReplyTo()
                .getAuthor()
                .equals(ByteString.copyFrom(environment.self().endpoint().bytes()))) {
            throw new ProtocolException("a message answers one that the endpoint here did not write.");
        }
        return Optional.of(new MessageId(
                environment.self().peer(),
                environment.self().endpoint(),
                message.getInReplyTo().getSequence()));
    }

    /** @throws ProtocolException when it goes back, or beyond what was sent */
    void acknowledged(Ack ack) {
        Outgoing.arrived(outbox.acknowledge(of(ack.getAll(), ack.getDirect())), other);
        pump();
        onRoom.run();
    }

    /** The application took one. */
    void taken(Arrived one) {
        inbox.taken(one.kind(), one.message().id().sequence(), one.bytes());
        unsaidBytes += one.bytes();
        unsaidMessages++;
        if (unsaidMessages >= ACK_MESSAGES || unsaidBytes >= ACK_BYTES) {
            ackDue = true;
            pump();
        }
    }

    /** The application took all there was: that is said, though not after each single message of many. */
    void idle() {
        if (unsaidMessages == 0 || ackDue || pausing) {
            return;
        }
        long since = environment.execution().nanoTime() - saidAt;
        if (!said || since >= ACK_PAUSE_NANOS) {
            ackDue = true;
            pump();
        } else {
            pausing = true;
            var unused = core.schedule(
                    () -> {
                        pausing = false;
                        ackDue |= unsaidMessages > 0;
                        pump();
                    },
                    ACK_PAUSE_NANOS - since,
                    TimeUnit.NANOSECONDS);
        }
    }

    /** Says what was taken, now, be there room or not. */
    void acknowledge() {
        if (stream != null) {
            writeAck(stream);
        }
    }

    /** Gives up all that is under way. */
    void abandon(SessionException why) {
        detach();
        outbox.drain().forEach(message -> {
            message.dropped(other, why);
            message.dropped(why); // without effect when it was admitted
        });
        requests.abandon(other, why);
    }

    /** Sends own durable messages, as they were encrypted for all. @return whether they may go so, over the stream there is */
    boolean send(Encrypted messages) {
        return stream != null && keys.send(stream::send, messages);
    }

    Outbox outbox() {
        return outbox;
    }

    Inbox inbox() {
        return inbox;
    }

    private void pump() {
        if (pumping) {
            return; // called back from within a write
        }
        pumping = true;
        try {
            Outgoing.admitted(outbox.admit(this::number));
            SessionStream now = stream;
            while (now != null && now == stream && now.isWritable() && writeOne(now)) {}
            if (now != null && now == stream && !now.isWritable()) {
                await(now);
            }
        } finally {
            pumping = false;
        }
        if (stream != null && !ackDue && outbox.isWritten()) {
            Runnable task = onWritten;
            onWritten = () -> {};
            task.run();
        }
    }

    private void await(SessionStream full) {
        if (awaited != full) { // once is enough
            awaited = full;
            full.onWritable(() -> Tasks.runHere(core, () -> {
                awaited = null;
                pump();
            }));
        }
    }

    private boolean writeOne(SessionStream now) {
        if (ackDue) {
            writeAck(now);
            return true;
        }
        Outgoing next = outbox.next();
        if (next == null) {
            return false;
        }
        keys.send(now::send, next);
        return true;
    }

    private void writeAck(SessionStream now) {
        ackDue = false;
        unsaidMessages = 0;
        unsaidBytes = 0;
        said = true;
        saidAt = environment.execution().nanoTime();
        Ack.Builder ack =
                Ack.newBuilder().setAll(inbox.acknowledged(Kind.EPHEMERAL)).setDirect(inbox.acknowledged(Kind.DIRECT));
        now.send(Frame.newBuilder().setAck(ack).build());
    }

    private void number(Outgoing message, long sequence) {
        SessionMember self = environment.self();
        long now = environment.execution().clock().millis();
        message.numbered(new MessageId(self.peer(), self.endpoint(), sequence), own.message(message, sequence, now));
    }

    private static ToLongFunction<Kind> of(long all, long direct) {
        return kind -> kind == Kind.DIRECT ? direct : all;
    }
}
