package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class KnownEndpointsTest {
    private static final FakeIdentity SOMEBODY = new FakeIdentity(1);

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final KnownEndpoints known = new KnownEndpoints(new SafeExecutor(execution.serial("test")));

    private static EndPointId endpoint(int number) {
        return EndPointId.of(
                ByteBuffer.allocate(EndPointId.BYTES).putInt(number).array());
    }

    private static KnownEndpoint one(int number, long revision) {
        return new KnownEndpoint(
                SOMEBODY.peer(),
                endpoint(number),
                InstanceId.of(new byte[InstanceId.BYTES]),
                SOMEBODY.card(),
                List.of(),
                PresenceInfo.ONLINE,
                revision);
    }

    @Test
    void theOldestIsForgottenAndWhoIsAskedForIsNot() {
        int many = 2 * KnownEndpoints.MOST;
        for (int i = 0; i < many; i++) {
            known.put(one(i, 1));
            assertTrue(known.find(endpoint(0)).isPresent(), "asked for all the time");
        }
        assertTrue(known.find(endpoint(1)).isEmpty());
        assertTrue(known.find(endpoint(many - 1)).isPresent());
        List<KnownEndpoint> told = new ArrayList<>();
        known.onChange(told::add);
        execution.run();
        assertEquals(KnownEndpoints.MOST, told.size());
    }

    @Test
    void replaysThenTellsWhatIsNews() {
        known.put(one(1, 1));
        execution.run();
        List<KnownEndpoint> told = new ArrayList<>();
        Subscription listening = known.onChange(told::add);
        execution.run();
        known.put(one(1, 1));
        known.put(one(1, 2));
        execution.run();
        assertEquals(List.of(one(1, 1), one(1, 2)), told);
        listening.close();
        known.put(one(1, 3));
        execution.run();
        assertEquals(2, told.size());
    }
}
