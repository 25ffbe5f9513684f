package dev.parley.invitation.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.ProtocolException;
import java.nio.ByteBuffer;
import java.util.UUID;

/** UUIDs in messages: 16 bytes, the most significant first. */
final class Uuids {
    private static final int BYTES = 16;

    private Uuids() {}

    static ByteString bytes(UUID uuid) {
        ByteBuffer bytes = ByteBuffer.allocate(BYTES)
                .putLong(uuid.getMostSignificantBits())
                .putLong(uuid.getLeastSignificantBits());
        return ByteString.copyFrom(bytes.flip());
    }

    /** @throws ProtocolException when they are not 16 */
    static UUID read(String what, ByteString bytes) {
        if (bytes.size() != BYTES) {
            throw new ProtocolException("the id of " + what + " has " + bytes.size() + " bytes, not " + BYTES + ".");
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new UUID(buffer.getLong(), buffer.getLong());
    }

    /** @throws ProtocolException when it names none */
    static ApplicationId application(ByteString bytes) {
        UUID uuid = read("an application", bytes);
        if (uuid.equals(new UUID(0, 0))) {
            throw new ProtocolException("an invitation names no application.");
        }
        return new ApplicationId(uuid);
    }
}
