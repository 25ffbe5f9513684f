package dev.parley.discovery.beacon.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.envelope.SignedRecord;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** Between a {@link Beacon} and a datagram; the format is in {@code beacon.proto}. */
final class BeaconCodec {
    /** The most bytes in a datagram: it fits every link's MTU (IPv6 asks for 1280). */
    static final int MOST = 1200;

    /** The most bytes in a realm: 63 letters. */
    static final int REALM_BYTES = 252;

    /** The most bytes in a tag, of this version or a later one. */
    static final int TAG_BYTES = 64;

    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final int NAME_BYTES = 600;
    private static final String DOMAIN = "parley.beacon";

    private BeaconCodec() {}

    /**
     * A datagram before its signature was checked.
     *
     * @param key who says to have signed it
     * @param sequence as it says
     */
    @SuppressWarnings("ArrayRecordComponent") // made once, read once, compared never
    record Claim(byte[] key, long sequence, Beacon beacon) {}

    static byte[] encode(Signer signer, long sequence, Beacon beacon) {
        byte[] payload = dev.parley.discovery.beacon.internal.proto.Beacon.newBuilder()
                .setInstance(ByteString.copyFrom(beacon.instance().bytes()))
                .setRealm(beacon.realm())
                .setPort(beacon.port())
                .setRevision(beacon.revision())
                .setDisplayName(beacon.displayName().map(BeaconCodec::cut).orElse(""))
                .setContactTag(beacon.tag()
                        .map(tag -> ByteString.copyFrom(tag.duplicate()))
                        .orElse(ByteString.EMPTY))
                .setIntervalMs((int) beacon.interval().toMillis())
                .setNewcomer(beacon.newcomer())
                .setGoodbye(beacon.goodbye())
                .setSource(ByteString.copyFrom(beacon.source().getAddress()))
                .build()
                .toByteArray();
        return SignedRecord.seal(signer, DOMAIN, sequence, payload);
    }

    /** @throws DroppedException overlong or malformed */
    static Claim decode(byte[] datagram) {
        if (datagram.length > MOST) {
            throw new DroppedException(Drop.OVERLONG);
        }
        try {
            SignedRecord claim = SignedRecord.unchecked(DOMAIN, datagram, MOST);
            return new Claim(claim.publicKey(), claim.sequence(), beacon(claim.payload()));
        } catch (ProtocolException
                | InvalidProtocolBufferException
                | UnknownHostException
                | IllegalArgumentException e) {
            throw new DroppedException(Drop.MALFORMED);
        }
    }

    /** Whether the datagram, already decoded, is signed by the key it names. */
    static boolean isSigned(Signatures signatures, byte[] datagram) {
        try {
            SignedRecord.open(signatures, DOMAIN, datagram, MOST);
            return true;
        } catch (ProtocolException e) {
            return false;
        }
    }

    private static Beacon beacon(byte[] payload) throws InvalidProtocolBufferException, UnknownHostException {
        var message = dev.parley.discovery.beacon.internal.proto.Beacon.parseFrom(payload);
        String realm = message.getRealm();
        if (message.getInstance().size() != InstanceId.BYTES
                || realm.isEmpty()
                || message.getPort() < 1
                || message.getPort() > 0xffff
                || message.getRevision() < 0
                || message.getContactTag().size() > TAG_BYTES) {
            throw new DroppedException(Drop.MALFORMED);
        }
        return new Beacon(
                InstanceId.of(message.getInstance().toByteArray()),
                Text.requireLabel("a realm", realm),
                message.getPort(),
                message.getRevision(),
                Optional.of(Text.label(message.getDisplayName())).filter(name -> !name.isEmpty()),
                Optional.of(message.getContactTag().asReadOnlyByteBuffer()).filter(ByteBuffer::hasRemaining),
                clamped(Duration.ofMillis(Integer.toUnsignedLong(message.getIntervalMs()))),
                message.getNewcomer(),
                message.getGoodbye(),
                InetAddress.getByAddress(message.getSource().toByteArray()));
    }

    static Duration clamped(Duration interval) {
        if (interval.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return interval.compareTo(LONGEST) > 0 ? LONGEST : interval;
    }

    /** Of the name as much as fits, in whole code points. */
    private static String cut(String name) {
        int end = name.length();
        while (name.substring(0, end).getBytes(StandardCharsets.UTF_8).length > NAME_BYTES) {
            end = name.offsetByCodePoints(end, -1);
        }
        return name.substring(0, end);
    }
}
