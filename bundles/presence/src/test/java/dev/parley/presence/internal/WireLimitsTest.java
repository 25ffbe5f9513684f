package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.presence.internal.proto.Offer;
import dev.parley.presence.internal.proto.OfferedApplication;
import dev.parley.presence.internal.proto.Presence;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.IntConsumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The limits of what others say of themselves (seed 1.16), on the wire: what just fits, and one more. */
class WireLimitsTest {
    private static final InstanceId INSTANCE = InstanceId.of(new byte[InstanceId.BYTES]);
    private static final String WIDE = "\uD83D\uDE00"; // one code point, two chars

    private static List<PeerApplication> applications(int count) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number -> new PeerApplication(
                        new ApplicationId(new UUID(1, number)),
                        "Application " + number,
                        "1.0",
                        "",
                        Bytes.NONE,
                        PeerScope.ALL))
                .toList();
    }

    private static void offered(int count) {
        Offer.Builder offer = Offer.newBuilder().setInstance(ByteString.copyFrom(INSTANCE.bytes()));
        for (int i = 1; i <= count; i++) {
            offer.addApplications(OfferedApplication.newBuilder()
                    .setId(ByteString.copyFrom(
                            ByteBuffer.allocate(16).putLong(8, i).array()))
                    .setName("Application " + i));
        }
        assertEquals(
                count,
                CardFormat.readOffer(offer.build().toByteArray(), INSTANCE, PeerScope.NEAR_ME)
                        .size());
    }

    private static List<ShownObject> objects(int count, int size) {
        return LongStream.rangeClosed(1, count)
                .mapToObj(number ->
                        new ShownObject(new UUID(0, number), ObjectFormat.hash(ByteBuffer.allocate(0)), size, 1))
                .toList();
    }

    private static void listed(List<ShownObject> objects) {
        byte[] list = ObjectFormat.list(INSTANCE, objects).toByteArray();
        assertEquals(objects.size(), ObjectFormat.read(list, INSTANCE).size());
    }

    static Stream<Arguments> limits() {
        return Stream.of(
                limit("applications in an offer", 64, WireLimitsTest::offered),
                limit("objects of a person", 128, count -> listed(objects(count, 1))),
                limit("bytes of an object", 16_384, size -> listed(objects(1, size))));
    }

    private static Arguments limit(String what, int most, IntConsumer read) {
        return Arguments.of(what, most, read);
    }

    @ParameterizedTest(name = "{0}: {1} and one more")
    @MethodSource("limits")
    void whatFitsIsReadAndOneMoreIsRefused(String what, int most, IntConsumer read) {
        read.accept(most);
        String why = assertThrows(ProtocolException.class, () -> read.accept(most + 1), what)
                .getMessage();
        assertTrue(why.startsWith("a"), why);
    }

    /** What we offer ourselves ends there too, and says that there is more. */
    @Test
    void of65Applications64AreOffered() {
        assertEquals(0, CardFormat.offer(INSTANCE, applications(64)).getOmitted());
        Offer more = CardFormat.offer(INSTANCE, applications(65));
        assertEquals(64, more.getApplicationsCount());
        assertEquals(1, more.getOmitted());
    }

    /** Somebody's longer text harms nobody: it is cut where a label ends, between two characters. */
    @Test
    void aLongerTextOrNameOfAnEndpointIsCutAt255CodePoints() {
        for (int length : new int[] {255, 256}) {
            Presence presence = CardFormat.presence(INSTANCE, new PresenceInfo(PresenceStatus.AWAY, ""), "").toBuilder()
                    .setText(WIDE.repeat(length))
                    .setEndpointName(WIDE.repeat(length))
                    .build();
            CardFormat.Shown shown = CardFormat.readPresence(presence.toByteArray(), INSTANCE);
            assertEquals(WIDE.repeat(255), shown.presence().text());
            assertEquals(WIDE.repeat(255), shown.endpointName());
        }
    }
}
