package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a key is bound to: {@code session.proto}.
 *
 * @param author whose messages it encrypts
 * @param epoch 32 bytes; none with {@link KeyUse#TO_ONE}
 * @param key random
 */
record KeyName(SessionId session, RemoteIdentity author, KeyUse use, ByteString epoch, long key) {
    /** Bytes of an epoch. */
    static final int EPOCH_BYTES = 32;

    private static final byte[] MESSAGE = "parley-sealed/1".getBytes(StandardCharsets.US_ASCII);
    private static final int MEMBER_BYTES = PeerName.KEY_BYTES + EndPointId.BYTES;
    private static final int BYTES = 2 * Long.BYTES + MEMBER_BYTES + 1 + EPOCH_BYTES + Long.BYTES;

    /** What a message is bound to. */
    byte[] message(long index) {
        ByteBuffer aad = ByteBuffer.allocate(MESSAGE.length + BYTES + Long.BYTES);
        aad.put(MESSAGE);
        return put(aad).putLong(index).array();
    }

    /** What a seal is bound to. */
    byte[] seal(long index, RemoteIdentity receiver) {
        ByteBuffer aad = ByteBuffer.allocate(BYTES + Long.BYTES + MEMBER_BYTES);
        return put(put(aad).putLong(index), receiver).array();
    }

    private ByteBuffer put(ByteBuffer to) {
        to.putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits());
        put(to, author).put((byte) use.getNumber());
        to.put(epoch.isEmpty() ? ByteBuffer.allocate(EPOCH_BYTES) : epoch.asReadOnlyByteBuffer());
        return to.putLong(key);
    }

    private static ByteBuffer put(ByteBuffer to, RemoteIdentity member) {
        return to.put(member.peer().key()).put(member.endpoint().bytes());
    }
}
