package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.object.PeerObject;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.presence.internal.proto.ObjectEntry;
import dev.parley.presence.internal.proto.Objects;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/** What goes into the lists of objects of {@code card.proto}, and out of them. Pure. */
final class ObjectFormat {
    static final int LIST_BYTES = 10_240;

    private static final int UUID_BYTES = 16;
    private static final int HASH_BYTES = 32;

    private ObjectFormat() {}

    static Objects list(InstanceId instance, Collection<ShownObject> objects) {
        Objects.Builder list = Objects.newBuilder().setInstance(ByteString.copyFrom(instance.bytes()));
        for (ShownObject object : objects) {
            list.addObjects(ObjectEntry.newBuilder()
                    .setId(id(object.id()))
                    .setSha256(ByteString.copyFrom(HexFormat.of().parseHex(object.sha256())))
                    .setSize(object.size())
                    .setVersion(object.version()));
        }
        return list.build();
    }

    /** @throws ProtocolException malformed, of another start, too many, one twice, or an entry that cannot be */
    static List<ShownObject> read(byte[] payload, InstanceId instance) {
        try {
            Objects list = Objects.parseFrom(payload);
            CardFormat.requireInstance("a list of objects", list.getInstance(), instance);
            if (list.getObjectsCount() > PeerObject.MOST) {
                throw new ProtocolException("a list has " + list.getObjectsCount() + " objects; at most "
                        + PeerObject.MOST + " are taken.");
            }
            List<ShownObject> objects = new ArrayList<>(list.getObjectsCount());
            Set<UUID> seen = new HashSet<>();
            for (ObjectEntry entry : list.getObjectsList()) {
                ShownObject object = read(entry);
                if (!seen.add(object.id())) {
                    throw new ProtocolException("a list has the object " + object.id() + " twice.");
                }
                objects.add(object);
            }
            return objects;
        } catch (InvalidProtocolBufferException e) {
            throw new ProtocolException("a list of objects is malformed.", e);
        }
    }

    private static ShownObject read(ObjectEntry entry) {
        if (entry.getSize() < 0 || entry.getSize() > PeerObject.DATA_BYTES || entry.getVersion() < 1) {
            throw new ProtocolException("an object of " + Integer.toUnsignedString(entry.getSize())
                    + " bytes in version " + entry.getVersion() + " cannot be.");
        }
        return new ShownObject(id(entry.getId()), hash(entry.getSha256()), entry.getSize(), entry.getVersion());
    }

    static ByteString id(UUID id) {
        return ByteString.copyFrom(ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .flip());
    }

    /** @throws ProtocolException when it is no id */
    static UUID id(ByteString bytes) {
        if (bytes.size() != UUID_BYTES) {
            throw new ProtocolException(
                    "the id of an object has " + bytes.size() + " bytes instead of " + UUID_BYTES + ".");
        }
        ByteBuffer id = bytes.asReadOnlyByteBuffer();
        return new UUID(id.getLong(), id.getLong());
    }

    /** @throws ProtocolException when it is no hash */
    static String hash(ByteString bytes) {
        if (bytes.size() != HASH_BYTES) {
            throw new ProtocolException(
                    "the hash of an object has " + bytes.size() + " bytes instead of " + HASH_BYTES + ".");
        }
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    static String hash(ByteBuffer data) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(data.duplicate());
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
