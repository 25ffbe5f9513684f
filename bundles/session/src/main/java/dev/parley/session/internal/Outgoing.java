package dev.parley.session.internal;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.Sent;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import dev.parley.session.internal.proto.SessionMessage;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** A message on its way out, to one or to all. Its fields belong to the session's executor, its stages to everybody. */
final class Outgoing implements Sent {
    final Delivery delivery;
    final Kind kind;
    final Purpose purpose;
    final Optional<MessageId> inReplyTo;
    final int bytes;
    final CompletableFuture<Sent> admitted = new CompletableFuture<>();
    private final Map<Member, CompletableFuture<Void>> receivers = new ConcurrentHashMap<>();
    private final Stages stages;
    private ByteBuffer body; // until it has its number
    private SessionMessage numbered; // null of a durable one, which is in a part with others
    private Optional<Encrypted> encrypted = Optional.empty();
    private volatile MessageId id;

    /** @param body a copy of its own */
    Outgoing(
            Delivery delivery,
            Kind kind,
            Purpose purpose,
            Optional<MessageId> inReplyTo,
            ByteBuffer body,
            Stages stages) {
        this.delivery = delivery;
        this.kind = kind;
        this.purpose = purpose;
        this.inReplyTo = inReplyTo;
        this.bytes = body.remaining();
        this.body = body;
        this.stages = stages;
    }

    /** The answer to a request. */
    static Outgoing answer(MessageId request, Requests.Answer answer, Stages stages) {
        return new Outgoing(
                Delivery.EPHEMERAL, Kind.DIRECT, answer.purpose(), Optional.of(request), answer.body(), stages);
    }

    /** Whether it goes when there is no room. */
    boolean isDroppable() {
        return delivery.overflow() == Delivery.Overflow.DROP_OLDEST;
    }

    /** Whether nobody needs that one any more once there is this one. */
    boolean replaces(Outgoing older) {
        return delivery.latestKey().isPresent()
                && kind == older.kind
                && delivery.latestKey().equals(older.delivery.latestKey());
    }

    boolean isNumbered() {
        return id != null;
    }

    ByteBuffer body() {
        return body.duplicate();
    }

    /** Before it is admitted: one of those it goes to. */
    void to(Member receiver) {
        receivers.put(receiver, new CompletableFuture<>());
    }

    /** It has its name, but no form of its own: a durable one, which is in a part with others. */
    void named(MessageId name) {
        id = name;
        body = null;
    }

    /** It has its name, and what goes over streams. */
    void numbered(MessageId name, SessionMessage message) {
        named(name);
        numbered = message;
    }

    /** What goes over streams. */
    SessionMessage numbered() {
        return numbered;
    }

    /** It was encrypted for all. */
    void encrypted(Encrypted forAll) {
        encrypted = Optional.of(forAll);
    }

    /** As it was encrypted for all; empty when it goes to each one alone. */
    Optional<Encrypted> encrypted() {
        return encrypted;
    }

    /** They are in the queues of all they go to. */
    static void admitted(List<Outgoing> messages) {
        all(messages, message -> message.admitted.complete(message));
    }

    /** Completes stages of all at once: there may be hundreds. */
    private static void all(List<Outgoing> messages, Consumer<Outgoing> completion) {
        if (!messages.isEmpty()) {
            messages.get(0).stages.run(() -> messages.forEach(completion));
        }
    }

    /** Its own frame, without the length. */
    ByteBuffer plain() {
        return Frames.plain(List.of(numbered));
    }

    boolean isTo(Member receiver) {
        return receivers.containsKey(receiver);
    }

    /** This one has them; nothing happens when it was away as a message was sent: nobody can ask for it then. */
    static void arrived(List<Outgoing> messages, Member receiver) {
        all(messages, message -> {
            CompletableFuture<Void> stage = message.receivers.get(receiver);
            if (stage != null) {
                stage.complete(null);
            }
        });
    }

    /** It does not reach this one. */
    void dropped(Member receiver, SessionException why) {
        CompletableFuture<Void> stage = receivers.get(receiver);
        if (stage != null) {
            stages.fail(stage, why);
        }
    }

    /** It was never admitted. */
    void dropped(SessionException why) {
        stages.fail(admitted, why);
    }

    @Override
    public MessageId id() {
        return id;
    }

    @Override
    public CompletionStage<Void> acknowledgedBy(Member member) {
        CompletableFuture<Void> stage = receivers.get(member);
        return stage != null
                ? stage
                : stages.failed(
                        "The message was not sent to " + member.displayName() + "; ask for a member it went to.");
    }
}
