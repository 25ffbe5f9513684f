package dev.parley.api.application;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LaunchInfoTest {
    private static final Member NOBODY = new Member() {
        @Override
        public PeerName peer() {
            throw new UnsupportedOperationException();
        }

        @Override
        public EndPointId endpoint() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String displayName() {
            return "";
        }

        @Override
        public boolean verified() {
            return false;
        }

        @Override
        public boolean present() {
            return false;
        }

        @Override
        public MemberRole role() {
            return MemberRole.MEMBER;
        }
    };

    private static LaunchInfo info(String message, int data, int handedOver) {
        Optional<ByteBuffer> over = handedOver < 0 ? Optional.empty() : Optional.of(ByteBuffer.allocate(handedOver));
        return new LaunchInfo(LaunchReason.UPDATED, NOBODY, false, message, ByteBuffer.allocate(data), over);
    }

    @Test
    void atTheLimits() {
        LaunchInfo most = info("m".repeat(255), 16_384, 65_536);
        assertEquals(16_384, most.data().remaining());
        assertEquals(65_536, most.handedOver().orElseThrow().remaining());
        assertEquals(Optional.empty(), info("", 0, -1).handedOver());
    }

    @Test
    void pastTheLimits() {
        assertThrows(IllegalArgumentException.class, () -> info("m".repeat(256), 0, -1));
        assertThrows(IllegalArgumentException.class, () -> info("\u001b", 0, -1));
        assertThrows(IllegalArgumentException.class, () -> info("", 16_385, -1));
        assertThrows(IllegalArgumentException.class, () -> info("", 0, 65_537));
    }

    @Test
    void presenceKeepsItsLimits() {
        assertEquals(PresenceStatus.ONLINE, PresenceInfo.ONLINE.status());
        assertEquals(8, PresenceStatus.values().length);
        assertEquals(
                255,
                new PresenceInfo(PresenceStatus.BUSY, "t".repeat(255)).text().length());
        assertThrows(IllegalArgumentException.class, () -> new PresenceInfo(PresenceStatus.BUSY, "t".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> new PresenceInfo(PresenceStatus.BUSY, "t\r"));
    }
}
