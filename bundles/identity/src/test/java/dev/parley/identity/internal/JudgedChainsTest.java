package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgedChainsTest {
    private final JudgedChains chains = new JudgedChains();
    private final JudgedChains.Verdict verdict = new JudgedChains.Verdict(
            new RemoteIdentity(
                    PeerName.of(Samples.keys(1).identity().publicKey()),
                    EndPointId.ofDeviceKey(Samples.keys(1).deviceKey())),
            Instant.MAX,
            Instant.MAX);

    private static byte[][] chain(String device, String identity) {
        return new byte[][] {device.getBytes(StandardCharsets.US_ASCII), identity.getBytes(StandardCharsets.US_ASCII)};
    }

    @Test
    void eachByteAndEachBoundaryCounts() {
        chains.keep(chain("device", "identity"), verdict);
        assertEquals(Optional.of(verdict), chains.find(chain("device", "identity")));
        assertEquals(Optional.empty(), chains.find(chain("devicE", "identity")));
        assertEquals(Optional.empty(), chains.find(chain("devicei", "dentity")));
        assertEquals(Optional.empty(), chains.find(chain("identity", "device")));
    }

    @Test
    void whoeverWasNotSeenLongestIsForgotten() {
        for (int i = 0; i < JudgedChains.MOST; i++) {
            chains.keep(chain("device " + i, ""), verdict);
        }
        chains.find(chain("device 0", ""));
        chains.keep(chain("one more", ""), verdict);
        assertEquals(Optional.of(verdict), chains.find(chain("device 0", "")));
        assertEquals(Optional.empty(), chains.find(chain("device 1", "")));
    }
}
