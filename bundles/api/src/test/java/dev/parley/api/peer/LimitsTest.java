package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.object.PeerObject;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.CloseReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The original's limits (seed 1.16), at each value that has them: what just fits, and one more. */
class LimitsTest {
    private static final String WIDE = "\uD83D\uDE00"; // one code point, two chars
    private static final ApplicationId APPLICATION = ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000001");
    private static final PeerName ANNA =
            PeerName.of(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"));
    private static final EndPointId DESK =
            EndPointId.of(new byte[EndPointId.ofDeviceKey(new byte[1]).bytes().length]);

    private static Named<Function<String, Object>> label(String what, Function<String, Object> maker) {
        return Named.of(what, maker);
    }

    static Stream<Named<Function<String, Object>>> labels() {
        return Stream.of(
                label("descriptive text", text -> new PresenceInfo(PresenceStatus.BUSY, text)),
                label("endpoint name", text -> new PeerEndPoint(DESK, text, List.of())),
                label(
                        "endpoint name of somebody watched",
                        text -> new EndPointPresence(ANNA, DESK, text, PresenceInfo.ONLINE, List.of())),
                label("nickname", text -> new ContactDetails(text, "", "", Set.of())),
                label("mail", text -> new ContactDetails("", text, "", Set.of())),
                label("label", text -> new ContactDetails("", "", "", Set.of(text))),
                label(
                        "display name of a contact",
                        text -> new PeerContact(
                                ANNA,
                                text,
                                ContactDetails.NONE,
                                false,
                                false,
                                false,
                                1,
                                Instant.EPOCH,
                                Optional.empty(),
                                Optional.empty())),
                label("application name", text -> application(text, "", "", 0)),
                label("application version", text -> application("a", text, "", 0)),
                label("application description", text -> application("a", "", text, 0)),
                label("invitation message", text -> invitation(text, 0)),
                label("reason of an end", text -> new CloseReason(CloseReason.Kind.LEFT, text)));
    }

    private static PeerApplication application(String name, String version, String description, int bytes) {
        return new PeerApplication(
                APPLICATION, name, version, description, ByteBuffer.allocate(bytes), PeerScope.NEAR_ME);
    }

    private static InvitationRequest invitation(String message, int bytes) {
        return new InvitationRequest(
                APPLICATION,
                List.of(new InvitationTarget.Contact(ANNA)),
                message,
                ByteBuffer.allocate(bytes),
                InvitationRequest.DEFAULT_DEADLINE);
    }

    @ParameterizedTest
    @MethodSource("labels")
    void aLabelHas255CodePointsAndNot256(Function<String, Object> maker) {
        assertNotNull(maker.apply(WIDE.repeat(255)));
        String why = assertThrows(IllegalArgumentException.class, () -> maker.apply(WIDE.repeat(256)))
                .getMessage();
        assertTrue(why.contains("255"), why);
    }

    static Stream<Named<IntFunction<ByteBuffer>>> data() {
        return Stream.of(
                Named.of("object", size -> new PeerObject(new UUID(0, 1), ByteBuffer.allocate(size), PeerScope.ALL)
                        .data()),
                Named.of("application", size -> application("a", "", "", size).data()),
                Named.of("invitation", size -> invitation("", size).data()));
    }

    @ParameterizedTest
    @MethodSource("data")
    void dataHave16384BytesAndNot16385(IntFunction<ByteBuffer> maker) {
        assertEquals(16_384, maker.apply(16_384).remaining());
        String why = assertThrows(IllegalArgumentException.class, () -> maker.apply(16_385))
                .getMessage();
        assertTrue(why.contains("16384"), why);
    }
}
