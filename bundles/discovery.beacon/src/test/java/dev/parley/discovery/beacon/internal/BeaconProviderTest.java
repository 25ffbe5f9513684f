package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a provider, no socket of it stays open. */
class BeaconProviderTest {
    @TempDir
    Path folder;

    private final HandDrivenExecution execution = new HandDrivenExecution(7);
    private final FastSignatures signatures = new FastSignatures(execution.random());
    private final FakeSubnet subnet = new FakeSubnet();

    private BeaconProvider provider(Supplier<LocalPorts> ports) {
        return new BeaconProvider(new BeaconSetting(
                execution,
                signatures,
                signatures.ephemeral(),
                new AtomicLong(),
                25076,
                Examples.INTERVAL,
                Duration.ofMillis(500),
                () -> List.of(Examples.ethernet(1)),
                subnet::open,
                ports,
                new Tags(execution::nanoTime),
                new Drops()));
    }

    /** Discovery publishes on a thread of its own, perhaps while the bundle stops. */
    @Test
    void afterTheStopNothingIsOpened() {
        BeaconProvider provider = provider(() -> new LocalPorts(folder.resolve("ports")));
        provider.stop();
        assertThrows(IllegalStateException.class, () -> provider.publish(Examples.announcement(1, "Late"), new Seen()));

        assertEquals(0, subnet.hosts.size());
    }

    /** As when the bundle is updated while it publishes. */
    @Test
    void aPublicationThatCannotBeMadeLeavesNoSocket() {
        BeaconProvider provider = provider(() -> {
            throw new NoClassDefFoundError("dev/parley/discovery/beacon/internal/LocalPorts");
        });
        assertThrows(NoClassDefFoundError.class, () -> provider.publish(Examples.announcement(1, "Never"), new Seen()));

        assertTrue(subnet.hosts.get(0).closed);
    }
}
