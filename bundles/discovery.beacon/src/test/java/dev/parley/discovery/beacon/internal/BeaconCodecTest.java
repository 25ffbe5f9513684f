package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.envelope.SignedRecord;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class BeaconCodecTest {
    private static final int FUZZ = 120_000;

    private final FastSignatures signatures = new FastSignatures(new Random(3));
    private final Signer signer = signatures.ephemeral();

    private byte[] made(Consumer<dev.parley.discovery.beacon.internal.proto.Beacon.Builder> change) {
        var builder = dev.parley.discovery.beacon.internal.proto.Beacon.newBuilder()
                .setInstance(ByteString.copyFrom(Examples.instance(2).bytes()))
                .setRealm(Examples.REALM)
                .setPort(1)
                .setIntervalMs(10_000)
                .setSource(ByteString.copyFrom(new byte[] {10, 0, 0, 1}));
        change.accept(builder);
        return SignedRecord.seal(signer, "parley.beacon", 1, builder.build().toByteArray());
    }

    private static Drop dropped(byte[] datagram) {
        return assertThrows(DroppedException.class, () -> BeaconCodec.decode(datagram))
                .why();
    }

    @Test
    void whatWasWrittenIsRead() {
        for (Beacon beacon : new Beacon[] {
            Examples.beacon(3, "10.80.0.3"),
            Examples.goodbye(3, "10.80.0.3"),
            Examples.beacon(3, "fe80::3"),
            Examples.tagged(3, "10.80.0.3")
        }) {
            byte[] datagram = BeaconCodec.encode(signer, 17, beacon);
            BeaconCodec.Claim claim = BeaconCodec.decode(datagram);
            assertEquals(beacon, claim.beacon());
            assertEquals(17, claim.sequence());
            assertTrue(Arrays.equals(signer.publicKey(), claim.key()));
            assertTrue(BeaconCodec.isSigned(signatures, datagram));
        }
    }

    @Test
    void theLongestNameAndRealmFit() {
        Beacon beacon = new Beacon(
                Examples.instance(1),
                "\uD83D\uDE00".repeat(63),
                0xffff,
                Long.MAX_VALUE,
                Optional.of("\uD83D\uDE00".repeat(255)),
                Optional.of(ByteBuffer.wrap(new byte[BeaconCodec.TAG_BYTES])),
                BeaconCodec.LONGEST,
                true,
                true,
                Examples.address("fe80::1"));
        byte[] datagram = BeaconCodec.encode(signer, Long.MAX_VALUE, beacon);
        assertTrue(datagram.length <= BeaconCodec.MOST, "length " + datagram.length);
        assertEquals(
                Optional.of("\uD83D\uDE00".repeat(150)),
                BeaconCodec.decode(datagram).beacon().displayName());
    }

    @Test
    void aNameIsMadeHarmlessAndNoNameIsNone() {
        byte[] nasty = made(builder -> builder.setDisplayName("a\u001b[2Jb\u202ec\nd"));
        String name = BeaconCodec.decode(nasty).beacon().displayName().orElseThrow();
        assertEquals("a\uFFFD[2Jb\uFFFDc\uFFFDd", name);
        assertEquals(
                Optional.empty(),
                BeaconCodec.decode(made(builder -> {})).beacon().displayName());
    }

    @Test
    void anIntervalIsTakenWithinBounds() {
        assertEquals(
                Duration.ofSeconds(1),
                BeaconCodec.decode(made(builder -> builder.setIntervalMs(0)))
                        .beacon()
                        .interval());
        assertEquals(
                Duration.ofSeconds(60),
                BeaconCodec.decode(made(builder -> builder.setIntervalMs(-1)))
                        .beacon()
                        .interval());
    }

    @Test
    void unknownFieldsAreTolerated() {
        byte[] later = made(builder -> builder.setUnknownFields(com.google.protobuf.UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        com.google.protobuf.UnknownFieldSet.Field.newBuilder()
                                .addVarint(5)
                                .build())
                .build()));
        assertEquals(Examples.instance(2), BeaconCodec.decode(later).beacon().instance());
    }

    @Test
    void whatIsNotABeaconIsDropped() {
        assertEquals(Drop.OVERLONG, dropped(new byte[BeaconCodec.MOST + 1]));
        assertEquals(Drop.MALFORMED, dropped(new byte[0]));
        assertEquals(Drop.MALFORMED, dropped("HTTP/1.1 200".getBytes(StandardCharsets.US_ASCII)));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setPort(0))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setPort(70_000))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setRealm(""))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setRealm("a\nb"))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setRevision(-1))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setSource(ByteString.EMPTY))));
        assertEquals(
                Drop.MALFORMED, dropped(made(builder -> builder.setContactTag(ByteString.copyFrom(new byte[65])))));
        assertEquals(Drop.MALFORMED, dropped(made(builder -> builder.setInstance(ByteString.copyFrom(new byte[15])))));
    }

    @Test
    void aChangedByteIsNotSigned() {
        byte[] datagram = BeaconCodec.encode(signer, 1, Examples.beacon(1, "10.0.0.1"));
        datagram[40] ^= 1;
        assertFalse(BeaconCodec.isSigned(signatures, datagram));
    }

    @Test
    void anythingIsReadOrDropped() {
        Random random = new Random(11);
        byte[] seed = BeaconCodec.encode(signer, 1, Examples.beacon(1, "10.0.0.1"));
        for (int i = 0; i < FUZZ; i++) {
            byte[] datagram;
            if (i % 3 == 0) {
                datagram = new byte[random.nextInt(300)];
                random.nextBytes(datagram);
            } else {
                datagram = Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length + 40) : seed.length);
                for (int change = random.nextInt(5); change >= 0 && datagram.length > 0; change--) {
                    datagram[random.nextInt(datagram.length)] = (byte) random.nextInt();
                }
            }
            try {
                BeaconCodec.decode(datagram);
                BeaconCodec.isSigned(signatures, datagram);
            } catch (DroppedException expected) {
                assertEquals(Drop.MALFORMED, expected.why());
            }
        }
    }
}
