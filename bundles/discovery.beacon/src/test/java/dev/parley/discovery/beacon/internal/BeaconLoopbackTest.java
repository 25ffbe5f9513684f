package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.net.Interfaces;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real sockets on the loopback interface. */
@Timeout(60)
class BeaconLoopbackTest {
    private static final int PORT = 25076;

    @TempDir
    Path folder;

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
                () -> new LocalPorts(folder),
                new Tags(System::nanoTime),
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

    @Test
    void realDatagramsThatLieAreDroppedAndCounted() throws Exception {
        InstanceId victim = anInstance();
        InstanceId witness = anInstance();
        left.publish(announcement(anInstance(), "Left", 1, true), seen);
        right.publish(announcement(witness, "Right", 1, true), any -> {});
        seen.await(witness); // from here on the sockets are open
        Signer signer = signatures.ephemeral();
        byte[] honest = BeaconCodec.encode(signer, 5, beacon(victim, "Honest"));
        byte[] stolen = BeaconCodec.encode(signatures.ephemeral(), 6, beacon(victim, "Thief"));
        byte[] broken = honest.clone();
        broken[broken.length - 1] ^= 1;
        NetworkInterface loopback = NetworkInterface.getByInetAddress(InetAddress.getLoopbackAddress());
        try (DatagramChannel channel = DatagramChannel.open(StandardProtocolFamily.INET)) {
            channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, loopback);
            channel.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            InetSocketAddress all = new InetSocketAddress(Endpoint.group(false), PORT);
            InstanceId last = anInstance();
            for (byte[] datagram : List.of(
                    broken,
                    honest,
                    honest,
                    stolen,
                    new byte[BeaconCodec.MOST + 1],
                    new byte[7],
                    BeaconCodec.encode(signer, 9, beacon(last, "Last")))) {
                channel.send(ByteBuffer.wrap(datagram), all);
            }
            seen.await(last);
        }
        assertEquals(1, seen.of(victim).size());
        assertEquals(Optional.of("Honest"), seen.newest(victim).orElseThrow().displayName());
        assertTrue(drops.byWord().get("forged") >= 2);
        assertTrue(drops.byWord().get("stale") >= 1);
        assertTrue(drops.byWord().get("overlong") >= 1);
        assertTrue(drops.byWord().get("malformed") >= 1);
    }

    private Beacon beacon(InstanceId instance, String name) {
        return new Beacon(
                instance,
                realm,
                1,
                1,
                Optional.of(name),
                Optional.empty(),
                Examples.INTERVAL,
                false,
                false,
                InetAddress.getLoopbackAddress());
    }

    @Test
    void startingAndStoppingLeavesNothing() throws Exception {
        right.publish(announcement(anInstance(), "Right", 1, true), seen);
        Set<Thread> before = beaconThreads();
        long files = 0;
        for (int i = 0; i <= 20; i++) {
            InstanceId instance = anInstance();
            Publication publication = left.publish(announcement(instance, "Left", 1, true), any -> {});
            seen.await(instance);
            Set<Thread> threads = beaconThreads();
            publication.close();
            seen.awaitGone(instance);
            threads.removeAll(before);
            assertEquals(1, threads.size());
            for (Thread thread : threads) {
                thread.join(30_000);
            }
            assertEquals(before, beaconThreads());
            files = i == 0 ? openFiles() : files; // the first one loads classes
        }
        assertEquals(files, openFiles());
    }

    private static Set<Thread> beaconThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals("parley-beacon"))
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
