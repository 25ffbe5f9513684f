package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.api.session.SessionId;
import dev.parley.invitation.internal.proto.Offer;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The messages: each limit, one more, and what nobody should send. */
class StepsTest {
    private static final int FUZZED = 120_000;
    private static final InvitationId ID = new InvitationId(new UUID(1, 2));
    private static final SessionId SESSION = new SessionId(new UUID(3, 4));
    private static final String WIDE = "\uD83D\uDE00"; // one code point, four bytes

    private static InvitationRequest request(String message, ByteBuffer data, Duration deadline) {
        var identity = new FakeIdentity(0).remote();
        return new InvitationRequest(
                FakePeer.CHAT,
                List.of(new InvitationTarget.AtEndPoint(identity.peer(), identity.endpoint())),
                message,
                data,
                deadline);
    }

    private static Step offer(String message, ByteBuffer data) {
        Duration day = InvitationRequest.LONGEST_DEADLINE;
        return Steps.offer(ID, SESSION, request(message, data, day), day.toNanos());
    }

    private static void refused(Step step, String why) {
        ProtocolException failure = assertThrows(ProtocolException.class, () -> Steps.read(step));
        assertTrue(failure.getMessage().contains(why), failure.getMessage());
    }

    private static Step with(Offer.Builder offer) {
        return Steps.of(ID, StepKind.OFFER).toBuilder().setOffer(offer).build();
    }

    private static Offer.Builder fine() {
        return offer("come", Bytes.NONE).getOffer().toBuilder();
    }

    @Test
    void theLargestOfferFitsAndIsReadAsItWasMade() {
        ByteBuffer data = ByteBuffer.allocate(PeerApplication.DATA_BYTES);
        data.put(0, (byte) 7);
        Step step = offer(WIDE.repeat(Text.LABEL_CODE_POINTS), data);
        assertTrue(Messages.encode(step).remaining() <= Steps.BYTES);
        Heard heard = Steps.read(step).orElseThrow();
        Offered offered = heard.offer().orElseThrow();
        assertEquals(ID, heard.id());
        assertEquals(SESSION, offered.session());
        assertEquals(FakePeer.CHAT, offered.application());
        assertEquals(WIDE.repeat(Text.LABEL_CODE_POINTS), offered.message());
        assertEquals(data, offered.data());
        assertTrue(offered.data().isReadOnly());
        assertEquals(InvitationRequest.LONGEST_DEADLINE, offered.remaining());
    }

    @Test
    void oneMoreIsRefusedWhenItIsMade() {
        Duration day = InvitationRequest.LONGEST_DEADLINE;
        ByteBuffer tooMuch = ByteBuffer.allocate(PeerApplication.DATA_BYTES + 1);
        String tooLong = WIDE.repeat(Text.LABEL_CODE_POINTS + 1);
        assertThrows(IllegalArgumentException.class, () -> request(tooLong, Bytes.NONE, day));
        assertThrows(IllegalArgumentException.class, () -> request("", tooMuch, day));
        assertThrows(IllegalArgumentException.class, () -> request("", Bytes.NONE, day.plusNanos(1)));
        assertThrows(IllegalArgumentException.class, () -> request("", Bytes.NONE, Duration.ZERO));
    }

    @Test
    void oneMoreIsRefusedWhenItArrives() {
        refused(with(fine().setMessage(WIDE.repeat(Text.LABEL_CODE_POINTS + 1))), "255");
        refused(with(fine().setData(ByteString.copyFrom(new byte[PeerApplication.DATA_BYTES + 1]))), "16384");
        refused(with(fine().setRemainingMs(604_800_001)), "day");
        refused(with(fine().setRemainingMs(0)), "day");
        refused(with(fine().setRemainingMs(-1)), "day");
        Step long256 = Steps.of(ID, StepKind.REFUSED).toBuilder()
                .setDetail("x".repeat(Text.LABEL_CODE_POINTS + 1))
                .build();
        refused(long256, "255");
    }

    @Test
    void idsHaveSixteenBytes() {
        for (int size : new int[] {0, 15, 17}) {
            ByteString bytes = ByteString.copyFrom(new byte[size]);
            refused(
                    Steps.of(ID, StepKind.ACCEPT).toBuilder()
                            .setInvitation(bytes)
                            .build(),
                    size + " bytes");
            refused(with(fine().setSession(bytes)), size + " bytes");
            refused(with(fine().setApplication(bytes)), size + " bytes");
        }
        refused(with(fine().setApplication(ByteString.copyFrom(new byte[16]))), "names no application");
    }

    @Test
    void anOfferWithoutContentIsRefused() {
        refused(Steps.of(ID, StepKind.OFFER), "bytes");
    }

    @Test
    void aKindOfALaterVersionIsIgnored() {
        Step later = Steps.of(ID, StepKind.ACCEPT).toBuilder().setKindValue(99).build();
        assertEquals(Optional.empty(), Steps.read(later));
        assertEquals(Optional.empty(), Steps.read(Steps.of(ID, StepKind.STEP_UNSPECIFIED)));
    }

    @Test
    void whatCannotBeShownIsReplaced() {
        Offered offered = Steps.read(with(fine().setMessage("a\u001b[31mb\u202ec\nd")))
                .orElseThrow()
                .offer()
                .orElseThrow();
        String shown = offered.message();
        assertTrue(shown.chars().noneMatch(c -> c < ' ' || c == 0x202e), shown);
        String why = Steps.read(Steps.because(ID, StepKind.FAILED, "x\u001b]0;y".repeat(200)))
                .orElseThrow()
                .text();
        assertTrue(why.indexOf('\u001b') < 0, why);
    }

    /** Whatever bytes come: a step that is within all limits, or one of two typed errors. */
    @Test
    void mutatedBytesAreReadOrRefused() {
        Random random = new Random(20_260_101);
        byte[][] seeds = {
            offer("come", ByteBuffer.wrap(new byte[] {1, 2, 3})).toByteArray(),
            Steps.of(ID, StepKind.ACCEPT).toByteArray(),
            Steps.notInstalled(ID, Optional.of("1.0")).toByteArray(),
            Steps.because(ID, StepKind.FAILED, "no paper").toByteArray()
        };
        int read = 0;
        for (int i = 0; i < FUZZED; i++) {
            byte[] bytes = mutated(seeds[random.nextInt(seeds.length)], random);
            try {
                Steps.read(Step.parseFrom(bytes)).ifPresent(StepsTest::isWithinLimits);
                read++;
            } catch (InvalidProtocolBufferException | ProtocolException typed) {
                assertTrue(!typed.getMessage().isEmpty());
            }
        }
        assertTrue(read > FUZZED / 100 && read < FUZZED, read + " were read");
    }

    private static void isWithinLimits(Heard heard) {
        assertTrue(heard.text().codePointCount(0, heard.text().length()) <= Text.LABEL_CODE_POINTS);
        heard.offer().ifPresent(offered -> {
            assertTrue(offered.data().remaining() <= PeerApplication.DATA_BYTES);
            assertTrue(offered.remaining().compareTo(Duration.ZERO) > 0);
            assertTrue(offered.remaining().compareTo(InvitationRequest.LONGEST_DEADLINE_FOR_CONTACTS) <= 0);
            assertEquals(Text.label(offered.message()), offered.message());
        });
    }

    static byte[] mutated(byte[] seed, Random random) {
        if (random.nextInt(10) == 0) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            return noise;
        }
        byte[] bytes =
                java.util.Arrays.copyOf(seed, random.nextInt(4) == 0 ? random.nextInt(seed.length + 8) : seed.length);
        for (int changes = random.nextInt(4); changes > 0 && bytes.length > 0; changes--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }
}
