package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.ProtocolException;
import dev.parley.identity.internal.proto.CardBody;
import dev.parley.identity.internal.proto.DeviceBody;
import dev.parley.spi.identity.SignedCard;
import dev.parley.wire.envelope.SignedRecord;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A card from outside that its signer made too large: what just fits, and one more. */
class CardLimitsTest {
    private static final String DOMAIN = "parley.card";
    private static final String WIDE = "\uD83D\uDE00"; // one code point, two chars

    private final LocalIdentity signer = Samples.identity(1);

    /** The endpoints of a contact are the devices on its card. */
    static Stream<Arguments> limits() {
        return Stream.of(
                limit("endpoints of a contact", 16, (card, count) -> {
                    DeviceBody device =
                            card.getDevices(0).toBuilder().clearProtocols().build();
                    card.clearDevices().addAllDevices(Collections.nCopies(count, device));
                }),
                limit("code points of the display name", 255, (card, count) -> card.setDisplayName(WIDE.repeat(count))),
                limit("code points of a version", 255, (card, count) -> card.getDevicesBuilder(0)
                        .setVersion(WIDE.repeat(count))),
                limit("protocols of a device", 64, (card, count) -> card.getDevicesBuilder(0)
                        .clearProtocols()
                        .addAllProtocols(Collections.nCopies(count, "parley.x/1"))),
                limit("letters of a protocol", 80, (card, count) -> card.getDevicesBuilder(0)
                        .clearProtocols()
                        .addProtocols("p".repeat(count))));
    }

    private static Arguments limit(String what, int most, BiConsumer<CardBody.Builder, Integer> change) {
        return Arguments.of(what, most, change);
    }

    private SignedCard read(BiConsumer<CardBody.Builder, Integer> change, int count)
            throws InvalidProtocolBufferException {
        byte[] ours = SignedRecord.unchecked(DOMAIN, Bytes.array(signer.card().encoded()), SignedCard.BYTES)
                .payload();
        CardBody.Builder card = CardBody.parseFrom(ours).toBuilder();
        change.accept(card, count);
        byte[] sealed = SignedRecord.seal(
                signer.keys().identity(), DOMAIN, 7, card.build().toByteArray());
        return new AcceptedCards(Samples.signatures(), peer -> Optional.empty(), Runnable::run)
                .accept(ByteBuffer.wrap(sealed));
    }

    @ParameterizedTest(name = "{0}: {1} and one more")
    @MethodSource("limits")
    void whatFitsIsReadAndOneMoreIsRefused(String what, int most, BiConsumer<CardBody.Builder, Integer> change)
            throws InvalidProtocolBufferException {
        assertEquals(7, read(change, most).card().number(), what);
        ProtocolException refused = assertThrows(ProtocolException.class, () -> read(change, most + 1), what);
        assertTrue(refused.getMessage().contains("card"), refused.getMessage());
    }
}
