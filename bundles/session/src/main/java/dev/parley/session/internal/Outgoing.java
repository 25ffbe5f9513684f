package dev.parley.session.internal;

import dev.parley.api.session.Member;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.Sent;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A message on its way out. Its fields belong to the session's executor, its stages to everybody. */
final class Outgoing implements Sent {
    final Kind kind;
    final Purpose purpose;
    final Optional<MessageId> inReplyTo;
    final int bytes;
    final CompletableFuture<Sent> admitted = new CompletableFuture<>();
    final CompletableFuture<Void> acknowledged = new CompletableFuture<>();

    private final SessionMember to;
    private final Stages stages;
    private ByteBuffer body; // until it has its number
    private ByteBuffer frame;
    private volatile MessageId id;

    /** @param body a copy of its own */
    Outgoing(
            Kind kind,
            Purpose purpose,
            Optional<MessageId> inReplyTo,
            ByteBuffer body,
            SessionMember to,
            Stages stages) {
        this.kind = kind;
        this.purpose = purpose;
        this.inReplyTo = inReplyTo;
        this.bytes = body.remaining();
        this.body = body;
        this.to = to;
        this.stages = stages;
    }

    /** The answer to a request. */
    static Outgoing answer(MessageId request, Requests.Answer answer, SessionMember to, Stages stages) {
        return new Outgoing(Kind.DIRECT, answer.purpose(), Optional.of(request), answer.body(), to, stages);
    }

    ByteBuffer body() {
        return body.duplicate();
    }

    /** It has room in the queue, and its name. */
    void numbered(MessageId name, ByteBuffer encoded) {
        id = name;
        frame = encoded;
        body = null;
        stages.complete(admitted, this);
    }

    ByteBuffer frame() {
        return frame.duplicate();
    }

    void arrived() {
        stages.complete(acknowledged, null);
    }

    void dropped(SessionException why) {
        if (id == null) {
            stages.fail(admitted, why);
        }
        stages.fail(acknowledged, why);
    }

    @Override
    public MessageId id() {
        return id;
    }

    @Override
    public CompletionStage<Void> acknowledgedBy(Member member) {
        return to.equals(member)
                ? acknowledged
                : stages.failed(
                        "The message was not sent to " + member.displayName() + "; ask for a member it went to.");
    }
}
