package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.net.Interfaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real sockets on the loopback interface. */
@Timeout(60)
class BeaconLoopbackTest {
    private static final int PORT = 25076;

    private final String realm = "test-" + UUID.randomUUID();
    private final SystemExecution execution = new SystemExecution();
    private final JdkSignatures signatures = new JdkSignatures();
    private final Drops drops = new Drops();
    private final BeaconProvider left = provider();
    private final BeaconProvider right = provider();
    private final Seen seen = new Seen();

    private BeaconProvider provider() {
        return new BeaconProvider(new BeaconSetting(
                execution,
                signatures,
                signatures.ephemeral(),
                new AtomicLong(),
                PORT,
                Examples.INTERVAL,
                Duration.ofMillis(500),
                () -> Interfaces.current().stream()
                        .filter(there -> there.loopback())
                        .toList(),
                BeaconLoopbackTest::sockets,
                drops));
    }

    private static BeaconSockets sockets(BeaconSockets.Listener listener) {
        try {
            return new NioBeaconSockets(PORT, listener);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Announcement announcement(InstanceId instance, String name, long revision, boolean visible) {
        return new Announcement(instance, realm, 4321, revision, visible, Optional.of(name), any -> true);
    }

    private InstanceId anInstance() {
        byte[] bytes = new byte[InstanceId.BYTES];
        execution.random().nextBytes(bytes);
        return InstanceId.of(bytes);
    }

    @AfterEach
    void stop() {
        left.stop();
        right.stop();
    }

    @Test
    void seesNameAddressChangeAndGoodbye() throws InterruptedException {
        InstanceId other = anInstance();
        left.publish(announcement(anInstance(), "Left", 1, true), seen);
        Publication publication = right.publish(announcement(other, "Right", 1, true), any -> {});
        Sighting.Seen there = seen.await(other);
        assertEquals(Optional.of("Right"), there.displayName());
        assertEquals(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321)), there.addresses());
        assertEquals(Examples.INTERVAL.multipliedBy(3), there.lifetime());
        publication.update(announcement(other, "Right away", 2, true));
        seen.await(
                "the change",
                one -> one instanceof Sighting.Seen now
                        && now.revision() == 2
                        && now.displayName().equals(Optional.of("Right away")));
        publication.close();
        seen.awaitGone(other);
    }

    @Test
    void answersANewcomerAtOnce() throws InterruptedException {
        InstanceId first = anInstance();
        InstanceId second = anInstance();
        Seen byFirst = new Seen();
        left.publish(announcement(first, "First", 1, true), byFirst);
        right.publish(announcement(second, "Second", 1, true), seen);
        byFirst.await(second);
        seen.await(first); // long before the first's next interval
    }

    @Test
    void aRestartIsAnotherInstance() throws InterruptedException {
        InstanceId before = anInstance();
        InstanceId after = anInstance();
        left.publish(announcement(anInstance(), "Left", 1, true), seen);
        right.publish(announcement(before, "Right", 1, true), any -> {});
        seen.await(before);
        right.stop();
        seen.awaitGone(before);
        provider().publish(announcement(after, "Right", 1, true), any -> {}).close();
        provider().publish(announcement(after, "Right", 1, true), any -> {});
        seen.await(after);
    }

    @Test
    void reportsThatItHearsItselfThenOthers() throws InterruptedException {
        left.publish(announcement(anInstance(), "Left", 1, true), seen);
        InstanceId other = anInstance();
        right.publish(announcement(other, "Right", 1, true), any -> {});
        seen.await(other);
        assertTrue(
                left.report().stream().anyMatch(one -> one.way() == Way.BEACON_V4 && one.verdict() == Verdict.HEARD));
        assertTrue(left.report().stream()
                .anyMatch(one -> one.way() == Way.BEACON_V6 && one.verdict() == Verdict.NOT_APPLICABLE));
    }

    @Test
    void severalInOneMachineSeeEachOther() throws InterruptedException {
        List<InstanceId> instances = List.of(anInstance(), anInstance(), anInstance());
        List<Seen> views = instances.stream()
                .map(instance -> {
                    Seen view = new Seen();
                    left.publish(announcement(instance, "One of three", 1, true), view);
                    return view;
                })
                .toList();
        for (int i = 0; i < instances.size(); i++) {
            for (int j = 0; j < instances.size(); j++) {
                if (i != j) {
                    views.get(i).await(instances.get(j));
                }
            }
            assertEquals(List.of(), views.get(i).of(instances.get(i)));
        }
    }

    @Test
    void whoIsNotVisibleOnlyListens() throws InterruptedException {
        InstanceId hidden = anInstance();
        InstanceId open = anInstance();
        Seen byHidden = new Seen();
        Publication publication = left.publish(announcement(hidden, "Hidden", 1, false), byHidden);
        right.publish(announcement(open, "Open", 1, true), seen);
        byHidden.await(open);
        assertEquals(List.of(), seen.all());
        publication.update(announcement(hidden, "Shown", 1, true));
        seen.await(hidden);
        publication.update(announcement(hidden, "Hidden", 1, false));
        seen.awaitGone(hidden);
    }
}
