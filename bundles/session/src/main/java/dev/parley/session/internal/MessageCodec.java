package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.MessageReference;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.session.internal.proto.SessionMessageOrBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Makes and checks the messages of one author in one session, but for durable ones: {@code session.proto}. Any thread. */
final class MessageCodec {
    private static final byte[] PREFIX = "parley-message/1".getBytes(StandardCharsets.US_ASCII);
    private static final int SESSION_BYTES = 16;
    /** What is hashed before the body. */
    private static final int HEADER_BYTES =
            PREFIX.length + SESSION_BYTES + 2 * (EndPointId.BYTES + Byte.BYTES) + 3 * Long.BYTES;

    private final ByteString session;
    private final ByteString author;

    MessageCodec(SessionId session, EndPointId author) {
        this.session = Frames.session(session);
        this.author = ByteString.copyFrom(author.bytes());
    }

    /** A message that has a body of its own yet, with its hash. */
    SessionMessage message(Outgoing message, long sequence, long sentAtMillis) {
        SessionMessage.Builder builder = SessionMessage.newBuilder()
                .setSession(session)
                .setAuthor(author)
                .setKind(message.kind)
                .setSequence(sequence)
                .setSentAtMs(sentAtMillis)
                .setPurpose(message.purpose)
                .setBody(UnsafeByteOperations.unsafeWrap(message.body())); // a copy that nobody else has
        message.inReplyTo.ifPresent(id -> builder.setInReplyTo(reference(id)));
        return builder.setHash(ByteString.copyFrom(hash(builder))).build();
    }

    private static MessageReference.Builder reference(MessageId id) {
        return MessageReference.newBuilder()
                .setAuthor(ByteString.copyFrom(id.author().bytes()))
                .setSequence(id.sequence());
    }

    /** @throws ProtocolException when it is of another session or author, or not what it was when it was hashed */
    void check(SessionMessage message) {
        if (!message.getSession().equals(session)) {
            throw new ProtocolException("a message names another session than the stream it came on.");
        }
        if (!message.getAuthor().equals(author)) {
            throw new ProtocolException("a message names another author than the endpoint it came from.");
        }
        if (message.getBody().size() > Message.BODY_BYTES) {
            throw new ProtocolException("a message has " + message.getBody().size() + " bytes; at most "
                    + Message.BODY_BYTES + " are taken.");
        }
        if (message.getKind() != Kind.EPHEMERAL && message.getKind() != Kind.DIRECT) {
            throw new ProtocolException("a message is of a kind that is not spoken here: " + message.getKindValue());
        }
        if (!message.getHash().equals(ByteString.copyFrom(hash(message)))) {
            throw new ProtocolException("a message is not what its hash says.");
        }
    }

    /** The hash that {@code session.proto} describes. */
    static byte[] hash(SessionMessageOrBuilder message) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).put(PREFIX);
        put(header, message.getSession(), SESSION_BYTES);
        put(header, message.getAuthor(), EndPointId.BYTES);
        header.put((byte) message.getKindValue()).putLong(message.getSequence()).put((byte) message.getPurposeValue());
        put(header, message.getInReplyTo().getAuthor(), EndPointId.BYTES);
        header.putLong(message.getInReplyTo().getSequence()).putLong(message.getSentAtMs());
        MessageDigest digest = sha256();
        digest.update(header.flip());
        digest.update(message.getBody().asReadOnlyByteBuffer());
        return digest.digest();
    }

    /** As many bytes as there have to be, for whoever sent others is caught by what they are. */
    private static void put(ByteBuffer header, ByteString bytes, int size) {
        int end = header.position() + size;
        bytes.substring(0, Math.min(size, bytes.size())).copyTo(header);
        header.position(end);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
