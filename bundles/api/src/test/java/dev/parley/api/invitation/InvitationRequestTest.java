package dev.parley.api.invitation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class InvitationRequestTest {
    private static final ApplicationId APPLICATION = ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000001");
    private static final InvitationTarget ANNA = near(0);
    private static final InvitationTarget CONTACT = new InvitationTarget.Contact(
            PeerName.of(HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a")));

    private static InvitationTarget near(int number) {
        byte[] instance = new byte[InstanceId.BYTES];
        instance[0] = (byte) number;
        return new InvitationTarget.NearMe(InstanceId.of(instance));
    }

    private static InvitationRequest request(List<InvitationTarget> to, Duration deadline) {
        return new InvitationRequest(APPLICATION, to, "", Bytes.NONE, deadline);
    }

    private static InvitationRequest request(int targets, String message, int data, Duration deadline) {
        List<InvitationTarget> to = IntStream.range(0, targets)
                .mapToObj(InvitationRequestTest::near)
                .toList();
        return new InvitationRequest(APPLICATION, to, message, ByteBuffer.allocate(data), deadline);
    }

    @Test
    void atTheLimits() {
        InvitationRequest most = request(1, "m".repeat(255), 16_384, InvitationRequest.LONGEST_DEADLINE);
        assertEquals(16_384, most.data().remaining());
        assertEquals(List.of(ANNA), most.to());
        assertEquals(16, request(16, "", 0, Duration.ofDays(1)).to().size());
        assertEquals("", request(1, "", 0, Duration.ofNanos(1)).message());
    }

    @Test
    void pastTheLimits() {
        Duration usual = InvitationRequest.DEFAULT_DEADLINE;
        assertEquals(Duration.ofMinutes(5), usual);
        for (int targets : new int[] {0, 17}) {
            assertThrows(IllegalArgumentException.class, () -> request(targets, "", 0, usual));
        }
        assertThrows(IllegalArgumentException.class, () -> request(1, "m".repeat(256), 0, usual));
        assertThrows(IllegalArgumentException.class, () -> request(1, "two\nlines", 0, usual));
        assertThrows(IllegalArgumentException.class, () -> request(1, "", 16_385, usual));
        for (Duration wrong :
                List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofDays(1).plusNanos(1))) {
            assertThrows(IllegalArgumentException.class, () -> request(1, "", 0, wrong));
        }
    }

    @Test
    void nobodyIsNamedTwice() {
        assertThrows(
                IllegalArgumentException.class, () -> request(List.of(ANNA, ANNA), InvitationRequest.DEFAULT_DEADLINE));
    }

    @Test
    void contactsCanBeWaitedForSevenDaysAndNobodyElse() {
        Duration week = InvitationRequest.LONGEST_DEADLINE_FOR_CONTACTS;
        assertEquals(Duration.ofDays(7), request(List.of(CONTACT), week).deadline());
        assertThrows(IllegalArgumentException.class, () -> request(List.of(CONTACT), week.plusNanos(1)));
        assertThrows(
                IllegalArgumentException.class,
                () -> request(List.of(CONTACT, ANNA), Duration.ofDays(1).plusNanos(1)));
    }
}
