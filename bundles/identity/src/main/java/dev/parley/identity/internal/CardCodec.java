package dev.parley.identity.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.identity.internal.proto.CardBody;
import dev.parley.identity.internal.proto.DeviceBody;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.envelope.SignedRecord;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;

/** Cards and their bytes: {@code card.proto}. */
final class CardCodec {
    private static final String DOMAIN = "parley.card";
    private static final int DEVICES = 16;
    private static final int PROTOCOLS = 64;
    private static final int PROTOCOL_LETTERS = 80;
    private static final HexFormat HEX = HexFormat.of();

    private CardCodec() {}

    static SignedCard sign(Signer identity, Card card) {
        return new SignedCard(card, ByteBuffer.wrap(SignedRecord.seal(identity, DOMAIN, card.number(), body(card))));
    }

    /** What tells two cards of one number apart. */
    static ByteBuffer digest(Card card) {
        try {
            return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(body(card)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private static byte[] body(Card card) {
        CardBody.Builder body = CardBody.newBuilder()
                .setDisplayName(card.displayName())
                .setIssuedAtMs(card.issuedAt().toEpochMilli());
        card.devices().forEach(device -> body.addDevices(encode(device)));
        return body.build().toByteArray();
    }

    private static DeviceBody encode(DeviceRecord device) {
        return DeviceBody.newBuilder()
                .setDeviceKey(ByteString.copyFrom(HEX.parseHex(device.deviceKey())))
                .setSigningKey(ByteString.copyFrom(HEX.parseHex(device.signingKey())))
                .setSealingKey(ByteString.copyFrom(HEX.parseHex(device.sealingKey())))
                .addAllProtocols(device.protocols())
                .setVersion(device.version())
                .build();
    }

    /** @throws ProtocolException too long, malformed, or not signed by the key it names */
    static SignedCard open(Signatures signatures, byte[] encoded) {
        SignedRecord record = SignedRecord.open(signatures, DOMAIN, encoded, SignedCard.BYTES);
        try {
            CardBody body = CardBody.parseFrom(record.payload());
            require(record.sequence() > 0, "its number is not positive");
            require(!body.getDisplayName().isEmpty(), "it has no display name");
            require(body.getDevicesCount() > 0 && body.getDevicesCount() <= DEVICES, "it lists no or too many devices");
            List<DeviceRecord> devices =
                    body.getDevicesList().stream().map(CardCodec::decode).toList();
            Card card = new Card(
                    PeerName.of(record.publicKey()),
                    record.sequence(),
                    body.getDisplayName(),
                    Instant.ofEpochMilli(body.getIssuedAtMs()),
                    devices);
            return new SignedCard(card, ByteBuffer.wrap(encoded));
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            throw new ProtocolException("a card is malformed: " + e.getMessage(), e);
        }
    }

    private static DeviceRecord decode(DeviceBody body) {
        require(DeviceKeys.isDeviceKey(body.getDeviceKey().toByteArray()), "a device key is not P-256");
        require(body.getSigningKey().size() == Ed25519.KEY_BYTES, "a signing key is not Ed25519");
        require(body.getSealingKey().size() == Ed25519.KEY_BYTES, "a sealing key is not X25519");
        require(
                body.getProtocolsCount() <= PROTOCOLS
                        && body.getProtocolsList().stream().allMatch(p -> p.length() <= PROTOCOL_LETTERS),
                "it names too many protocols");
        Text.requireLabel("the version of a device", body.getVersion());
        body.getProtocolsList().forEach(protocol -> Text.requireLabel("a protocol", protocol));
        return new DeviceRecord(
                HEX.formatHex(body.getDeviceKey().toByteArray()),
                HEX.formatHex(body.getSigningKey().toByteArray()),
                HEX.formatHex(body.getSealingKey().toByteArray()),
                List.copyOf(body.getProtocolsList()),
                body.getVersion());
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new ProtocolException("a card is refused: " + problem + ".");
        }
    }
}
