package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.MessageReference;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.session.internal.proto.Refused;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.session.internal.proto.SessionMessages;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Makes and checks what {@code session.proto} says. */
final class Frames {
    /** The most bytes of the first frame of a stream. */
    static final int FIRST_BYTES = 16_384;

    /** The most bytes of any other frame. */
    static final int BYTES = Message.BODY_BYTES + 1024;

    private static final byte[] PREFIX = "parley-message/1".getBytes(StandardCharsets.US_ASCII);
    private static final int UUID_BYTES = 16;

    private Frames() {}

    static ByteString session(SessionId id) {
        return ByteString.copyFrom(ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .flip());
    }

    /** @throws ProtocolException when it is none */
    static SessionId session(ByteString bytes) {
        if (bytes.size() != UUID_BYTES) {
            throw new ProtocolException("a session id has " + UUID_BYTES + " bytes, not " + bytes.size() + ".");
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new SessionId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    static Frame refused(Refusal why) {
        return Frame.newBuilder()
                .setRefused(Refused.newBuilder().setRefusal(why))
                .build();
    }

    /** A message, with its hash. */
    static SessionMessage message(
            SessionId session, EndPointId author, Outgoing message, long sequence, long sentAtMillis) {
        SessionMessage.Builder builder = SessionMessage.newBuilder()
                .setSession(session(session))
                .setAuthor(ByteString.copyFrom(author.bytes()))
                .setKind(message.kind)
                .setSequence(sequence)
                .setSentAtMs(sentAtMillis)
                .setPurpose(message.purpose)
                .setBody(UnsafeByteOperations.unsafeWrap(message.body())); // a copy that nobody else has
        message.inReplyTo.ifPresent(id -> builder.setInReplyTo(reference(id)));
        builder.setHash(ByteString.copyFrom(hash(builder.build())));
        return builder.build();
    }

    /** The frame of one message, or of several, without its length: what is encrypted. */
    static ByteBuffer plain(List<SessionMessage> messages) {
        Frame.Builder frame = Frame.newBuilder();
        if (messages.size() == 1) {
            frame.setMessage(messages.get(0));
        } else {
            frame.setMessages(SessionMessages.newBuilder().addAllMessages(messages));
        }
        return frame.build().toByteString().asReadOnlyByteBuffer();
    }

    private static MessageReference.Builder reference(MessageId id) {
        return MessageReference.newBuilder()
                .setAuthor(ByteString.copyFrom(id.author().bytes()))
                .setSequence(id.sequence());
    }

    /** @throws ProtocolException when it is of another session or author, or not what it was when it was hashed */
    static void check(SessionMessage message, SessionId session, EndPointId author) {
        if (!message.getSession().equals(session(session))) {
            throw new ProtocolException("a message names another session than the stream it came on.");
        }
        if (!Arrays.equals(message.getAuthor().toByteArray(), author.bytes())) {
            throw new ProtocolException("a message names another author than the endpoint it came from.");
        }
        if (message.getBody().size() > Message.BODY_BYTES) {
            throw new ProtocolException("a message has " + message.getBody().size() + " bytes; at most "
                    + Message.BODY_BYTES + " are taken.");
        }
        if (message.getKind() != Kind.EPHEMERAL && message.getKind() != Kind.DIRECT) {
            throw new ProtocolException("a message is of a kind that is not spoken here: " + message.getKindValue());
        }
        if (!MessageDigest.isEqual(message.getHash().toByteArray(), hash(message))) {
            throw new ProtocolException("a message is not what its hash says.");
        }
    }

    /** The hash that {@code session.proto} describes. */
    static byte[] hash(SessionMessage message) {
        byte[] replyAuthor = Arrays.copyOf(message.getInReplyTo().getAuthor().toByteArray(), EndPointId.BYTES);
        MessageDigest digest = sha256();
        digest.update(PREFIX);
        digest.update(message.getSession().asReadOnlyByteBuffer());
        digest.update(message.getAuthor().asReadOnlyByteBuffer());
        digest.update((byte) message.getKindValue());
        digest.update(eight(message.getSequence()));
        digest.update((byte) message.getPurposeValue());
        digest.update(replyAuthor);
        digest.update(eight(message.getInReplyTo().getSequence()));
        digest.update(eight(message.getSentAtMs()));
        digest.update(message.getBody().asReadOnlyByteBuffer());
        return digest.digest();
    }

    private static ByteBuffer eight(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(0, number);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
