package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.net.Interfaces;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Real JmDNS on the loopback interface. */
@Timeout(180)
class MdnsLoopbackTest {
    private final String realm = "test-" + UUID.randomUUID();
    private final SystemExecution execution = new SystemExecution();
    private final MdnsProvider left = provider();
    private final MdnsProvider right = provider();
    private final Seen seen = new Seen();

    private MdnsProvider provider() {
        return new MdnsProvider(new MdnsSetting(
                execution,
                Duration.ofSeconds(2),
                Duration.ofMillis(500),
                Duration.ofSeconds(5),
                () -> Interfaces.current().stream()
                        .filter(LocalInterface::loopback)
                        .toList(),
                JmdnsResponder::new,
                UdpProbe::new,
                new Drops()));
    }

    private Announcement announcement(InstanceId instance, String name, long revision) {
        return new Announcement(instance, realm, 4321, revision, true, Optional.of(name), any -> true);
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
    void seesNameAddressChangeSignsOfLifeAndGoodbye() throws InterruptedException {
        InstanceId other = anInstance();
        left.publish(announcement(anInstance(), "Left", 1), seen);
        Publication publication = right.publish(announcement(other, "Right", 1), any -> {});
        Sighting.Seen there = seen.await(other);
        assertEquals(Optional.of("Right"), there.displayName());
        assertEquals(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321)), there.addresses());
        publication.update(announcement(other, "Right away", 2));
        seen.await(
                "the change",
                one -> one instanceof Sighting.Seen now
                        && now.revision() == 2
                        && now.displayName().equals(Optional.of("Right away")));
        seen.clear();
        seen.await(other); // nothing changed: it answered
        publication.close();
        seen.awaitGone(other);
    }

    @Test
    void startingAndStoppingLeavesNothing() throws Exception {
        Set<Thread> before = threads();
        long files = 0;
        for (int i = 0; i <= 5; i++) {
            Publication publication = left.publish(announcement(anInstance(), "Left", 1), seen);
            InstanceId other = anInstance();
            Publication companion = right.publish(announcement(other, "Right", 1), any -> {});
            seen.await(other);
            Set<Thread> started = threads();
            started.removeAll(before);
            publication.close();
            companion.close();
            joinAll(started, before);
            files = i == 0 ? openFiles() : files; // the first one loads classes
        }
        assertEquals(files, openFiles());
    }

    private static void joinAll(Set<Thread> started, Set<Thread> before) throws InterruptedException {
        Set<Thread> left = new HashSet<>(started);
        while (!left.isEmpty()) {
            for (Thread thread : left) {
                thread.join(60_000);
                assertEquals(false, thread.isAlive(), thread.getName());
            }
            left = threads(); // those that closing started
            left.removeAll(before);
        }
    }

    /** All but those that Parley's own executors share, which end when they are idle. */
    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(Thread::isAlive)
                .filter(thread -> !thread.getName().matches("parley-(timer-)?[0-9]+"))
                .collect(Collectors.toSet());
    }

    private static long openFiles() throws IOException {
        Path mine = Path.of("/proc/self/fd");
        if (!Files.isDirectory(mine)) {
            return 0;
        }
        try (Stream<Path> files = Files.list(mine)) {
            return files.count();
        }
    }
}
