package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.MessageReference;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.spi.store.JournalEntry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Hashes and signatures of durable messages: {@code session.proto}. */
final class DurableCodec {
    /** What comes before the first message of an author. */
    static final ByteString NOTHING = ByteString.copyFrom(new byte[JournalEntry.HASH_BYTES]);

    private static final byte[] PREFIX = "parley-durable/1".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SIGN_PREFIX = "parley-durable-sign/1".getBytes(StandardCharsets.US_ASCII);

    private final SessionId session;
    private final Signatures signatures;

    DurableCodec(SessionId session, Signatures signatures) {
        this.session = session;
        this.signatures = signatures;
    }

    ByteString hash(DurableEntry entry) {
        MessageDigest digest = sha256();
        digest.update(PREFIX);
        digest.update(Frames.session(session).asReadOnlyByteBuffer());
        digest.update(entry.getAuthor().asReadOnlyByteBuffer());
        digest.update(eight(entry.getSequence()));
        digest.update(entry.getPrevious().asReadOnlyByteBuffer());
        digest.update(eight(entry.getSentAtMs()));
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, entry.getAfterCount()));
        for (MessageReference after : entry.getAfterList()) {
            digest.update(after.getAuthor().asReadOnlyByteBuffer());
            digest.update(eight(after.getSequence()));
        }
        digest.update(entry.getBody().asReadOnlyByteBuffer());
        return ByteString.copyFrom(digest.digest());
    }

    ByteString sign(Signer signer, ByteString hash) {
        return ByteString.copyFrom(signer.sign(signed(hash)));
    }

    boolean isSigned(DurableEntry entry, ByteString hash, ByteString key) {
        return signatures.verify(
                key.toByteArray(), signed(hash), entry.getSignature().toByteArray());
    }

    private static byte[] signed(ByteString hash) {
        return ByteBuffer.allocate(SIGN_PREFIX.length + hash.size())
                .put(SIGN_PREFIX)
                .put(hash.asReadOnlyByteBuffer())
                .array();
    }

    static EndPointId author(DurableEntry entry) {
        return EndPointId.of(entry.getAuthor().toByteArray());
    }

    /** @throws IllegalStateException when the journal holds something else */
    static DurableEntry read(JournalEntry entry) {
        try {
            return DurableEntry.parseFrom(ByteString.copyFrom(entry.content().duplicate()));
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("the journal of a session holds what is no message", e);
        }
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
