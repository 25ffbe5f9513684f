package dev.parley.api.invitation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.InstanceId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class InvitationRequestTest {
    private static final ApplicationId APPLICATION = ApplicationId.parse("4f0c3c1e-0000-4000-8000-000000000001");
    private static final InvitationTarget ANNA = new InvitationTarget.NearMe(InstanceId.of(new byte[16]));

    private static InvitationRequest request(int targets, String message, int data, Duration deadline) {
        List<InvitationTarget> to = Collections.nCopies(targets, ANNA);
        return new InvitationRequest(APPLICATION, to, message, ByteBuffer.allocate(data), deadline);
    }

    @Test
    void atTheLimits() {
        InvitationRequest most = request(1, "m".repeat(255), 16_384, InvitationRequest.LONGEST_DEADLINE);
        assertEquals(16_384, most.data().remaining());
        assertEquals(List.of(ANNA), most.to());
        assertEquals("", request(1, "", 0, Duration.ofNanos(1)).message());
    }

    @Test
    void pastTheLimits() {
        Duration usual = InvitationRequest.DEFAULT_DEADLINE;
        assertEquals(Duration.ofMinutes(5), usual);
        for (int targets : new int[] {0, 2}) {
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
}
