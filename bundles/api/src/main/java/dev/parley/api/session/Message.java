package dev.parley.api.session;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/**
 * A message as it arrives.
 *
 * @param id its name
 * @param from who sent it, proven
 * @param delivery what was promised for it
 * @param direct whether it was sent to this member alone
 * @param redelivered whether it may have come before the last restart
 * @param inReplyTo the request that it answers
 * @param position where it lies in the journal here; durable ones only
 * @param sentAt the sender's clock: a claim
 * @param body up to 1 MiB; read-only, from position 0 to its end, and nothing besides
 */
public record Message(
        MessageId id,
        Member from,
        Delivery delivery,
        boolean direct,
        boolean redelivered,
        Optional<MessageId> inReplyTo,
        Optional<Position> position,
        Instant sentAt,
        ByteBuffer body) {
    /** The most bytes in a body. */
    public static final int BODY_BYTES = 1 << 20;

    /** Takes the bytes of the body that remain: what lies around them is not this message's. */
    public Message {
        body = body.slice().asReadOnlyBuffer();
    }

    /** One that is in no journal. */
    public Message(
            MessageId id,
            Member from,
            Delivery delivery,
            boolean direct,
            Optional<MessageId> inReplyTo,
            Instant sentAt,
            ByteBuffer body) {
        this(id, from, delivery, direct, false, inReplyTo, Optional.empty(), sentAt, body);
    }
}
