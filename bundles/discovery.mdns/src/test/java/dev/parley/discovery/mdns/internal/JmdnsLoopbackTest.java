package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider.Publication;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.net.Interfaces;
import java.lang.reflect.Proxy;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The real JmDNS on the loopback interface. */
@Timeout(120)
class JmdnsLoopbackTest {
    private static final int CYCLES = 5;

    private final String realm = "test-" + UUID.randomUUID();
    private final SystemExecution execution = new SystemExecution();
    private final MdnsProvider left = provider();
    private final MdnsProvider right = provider();
    private final LinkedBlockingQueue<Sighting> seen = new LinkedBlockingQueue<>();

    private MdnsProvider provider() {
        MdnsConfiguration defaults = (MdnsConfiguration) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {MdnsConfiguration.class},
                (proxy, method, args) -> method.getDefaultValue());
        return new MdnsProvider(execution, defaults);
    }

    private Announcement announcement(InstanceId instance, String name, long revision, int port) {
        Set<String> loopback = Interfaces.current().stream()
                .filter(there -> there.loopback())
                .map(there -> there.name())
                .collect(Collectors.toSet());
        return new Announcement(instance, realm, port, revision, true, Optional.of(name), loopback::contains);
    }

    private InstanceId anInstance() {
        byte[] bytes = new byte[InstanceId.BYTES];
        execution.random().nextBytes(bytes);
        return InstanceId.of(bytes);
    }

    private Sighting await(Predicate<Sighting> which) throws InterruptedException {
        while (true) {
            Sighting next = seen.poll(60, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("not seen in a minute");
            }
            if (which.test(next)) {
                return next;
            }
        }
    }

    private static Predicate<Sighting> there(InstanceId instance, long revision, int port) {
        return one -> one instanceof Sighting.Seen now
                && one.instance().equals(instance)
                && now.revision() == revision
                && now.addresses().get(0).getPort() == port;
    }

    @Test
    void seesNameAddressChangesAndGoodbye() throws InterruptedException {
        InstanceId other = anInstance();
        try {
            left.publish(announcement(anInstance(), "Left", 1, 4001), seen::add);
            Publication publication = right.publish(announcement(other, "Right", 1, 4321), any -> {});
            Sighting.Seen first = (Sighting.Seen) await(there(other, 1, 4321));
            assertEquals(Optional.of("Right"), first.displayName());
            assertEquals(List.of(new InetSocketAddress(InetAddress.getLoopbackAddress(), 4321)), first.addresses());
            publication.update(announcement(other, "Right away", 2, 4321));
            Sighting.Seen changed = (Sighting.Seen) await(there(other, 2, 4321));
            assertEquals(Optional.of("Right away"), changed.displayName());
            publication.update(announcement(other, "Right away", 3, 4322));
            await(there(other, 3, 4322));
            publication.close();
            await(one -> one.equals(new Sighting.Gone(other)));
        } finally {
            left.stop();
            right.stop();
        }
    }

    @Test
    void startingAndStoppingLeavesNoThread() throws InterruptedException {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        InstanceId other = anInstance();
        left.publish(announcement(other, "Left", 1, 4001), any -> {});
        for (int i = 0; i < CYCLES; i++) {
            seen.clear();
            MdnsProvider cycle = provider();
            cycle.publish(announcement(anInstance(), "Cycle", 1, 4002), seen::add);
            await(there(other, 1, 4001)); // so JmDNS is open, and speaks
            cycle.stop();
        }
        left.stop();
        List<Thread> ending = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread) && isOurs(thread))
                .toList();
        for (Thread thread : ending) {
            thread.join(TimeUnit.SECONDS.toMillis(60));
            assertFalse(thread.isAlive(), () -> thread + " stays");
        }
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .filter(thread -> !before.contains(thread) && isOurs(thread))
                        .toList());
    }

    private static boolean isOurs(Thread thread) {
        String name = thread.getName().toLowerCase(Locale.ROOT);
        return name.contains("dns") || name.contains("socketlistener");
    }
}
