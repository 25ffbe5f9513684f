package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.transport.internal.LinkState.Event;
import dev.parley.transport.internal.LocalAddresses.Nic;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** The small parts, each by itself. */
class PartsTest {
    private static final long SECOND = 1_000_000_000L;

    private static InetAddress ip(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static InetSocketAddress at(String host) {
        return new InetSocketAddress(ip(host), 1);
    }

    private static EndPointId endpoint(int number) {
        return EndPointId.ofDeviceKey(new byte[] {(byte) number, (byte) (number >> 8)});
    }

    @Test
    void aBucketLetsThroughItsBurstAndThenItsRate() {
        TokenBucket bucket = new TokenBucket(10, 3, 0);
        long now = 0;
        int taken = 0;
        for (int i = 0; i < 100; i++, now += SECOND / 100) {
            taken += bucket.take(now) ? 1 : 0;
        }
        assertEquals(3 + 9, taken);
        assertTrue(bucket.take(now + 100 * SECOND));
    }

    @Test
    void oneRefusalOfAKindIsToldASecondWithTheNumberOfOthers() {
        AtomicLong now = new AtomicLong();
        Refusals refusals = new Refusals(now::get);
        assertEquals(Optional.of(""), refusals.count("a"));
        assertEquals(Optional.empty(), refusals.count("a"));
        assertEquals(Optional.of(""), refusals.count("b"));
        now.set(SECOND - 1);
        assertEquals(Optional.empty(), refusals.count("a"));
        now.set(SECOND);
        assertEquals(Optional.of(" (and 2 more since the last one told)"), refusals.count("a"));
        now.set(2 * SECOND);
        assertEquals(Optional.of(""), refusals.count("a"));
    }

    @Test
    void theLastFourAddressesAreRememberedTheNewestFirst() {
        Remembered remembered = new Remembered();
        for (int i = 1; i <= 6; i++) {
            remembered.add(endpoint(1), List.of(at("10.0.0." + i)));
        }
        remembered.add(endpoint(1), List.of(at("10.0.0.4")));
        assertEquals(
                List.of(at("10.0.0.4"), at("10.0.0.6"), at("10.0.0.5"), at("10.0.0.3")), remembered.of(endpoint(1)));
        for (int i = 2; i < 1100; i++) {
            remembered.add(endpoint(i), List.of(at("10.0.0.1")));
        }
        assertEquals(List.of(), remembered.of(endpoint(1)), "it does not grow without bound");
        assertEquals(1, remembered.of(endpoint(1099)).size());
    }

    @Test
    void aLinkMovesOnAndNeverBack() {
        assertEquals(Optional.of(LinkState.OPEN), LinkState.GREETING.after(Event.GREETED));
        assertEquals(Optional.of(LinkState.CLOSED), LinkState.GREETING.after(Event.ENDED));
        assertEquals(Optional.empty(), LinkState.OPEN.after(Event.GREETED));
        assertEquals(Optional.of(LinkState.CLOSED), LinkState.OPEN.after(Event.ENDED));
        for (Event event : Event.values()) {
            assertEquals(Optional.empty(), LinkState.CLOSED.after(event));
        }
    }

    @Test
    void familiesTakeTurns() {
        List<InetSocketAddress> four = List.of(at("10.0.0.1"), at("10.0.0.2"), at("10.0.0.3"));
        List<InetSocketAddress> six = List.of(at("fe80::1"), at("fe80::2"));
        List<InetSocketAddress> all = new ArrayList<>(four);
        all.addAll(six);
        assertEquals(List.of(four.get(0), six.get(0), four.get(1), six.get(1), four.get(2)), Addresses.inTurn(all));
        assertEquals(six, Addresses.inTurn(six));
        assertEquals(List.of(), Addresses.inTurn(List.of()));
    }

    @Test
    void whatIsNearIsTold() {
        for (String near :
                List.of("10.1.2.3", "192.168.1.1", "127.0.0.1", "::1", "fe80::1", "fd00::1", "169.254.1.1")) {
            assertTrue(Addresses.isNear(at(near)), near);
        }
        for (String far : List.of("192.0.2.1", "2001:db8::1", "252.0.0.1")) {
            assertFalse(Addresses.isNear(at(far)), far);
        }
        assertEquals("[fd00:0:0:0:0:0:0:1]:1", Addresses.text(at("fd00::1")));
        assertEquals("nowhere.invalid:1", Addresses.text(InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
    }

    @Test
    void linkIdsGrow() {
        LinkIds ids = new LinkIds(new Random(1));
        ByteString last = ids.next();
        for (int i = 0; i < 1000; i++) {
            ByteString next = ids.next();
            assertEquals(Greeting.ID_BYTES, next.size());
            assertTrue(ByteString.unsignedLexicographicalComparator().compare(last, next) < 0);
            last = next;
        }
    }

    @Test
    void ofTheMachinesAddressesThoseThatWereAskedFor() {
        List<Nic> nics = List.of(
                new Nic("lo", List.of(ip("127.0.0.1"))),
                new Nic("eth0", List.of(ip("10.0.0.1"), ip("fd00::1"))),
                new Nic("eth1", List.of(ip("10.1.0.1"))));
        LocalAddresses all = new LocalAddresses(List.of(), () -> nics);
        assertEquals(List.of(ip("10.0.0.1"), ip("fd00::1"), ip("10.1.0.1")), all.now());
        assertTrue(all.uses("eth7"));
        LocalAddresses some = new LocalAddresses(List.of("eth1", "127.0.0.1", "10.9.9.9"), () -> nics);
        assertEquals(List.of(ip("10.1.0.1"), ip("127.0.0.1")), some.now());
        assertEquals(List.of("10.9.9.9"), some.missing());
        assertTrue(some.uses("lo") && some.uses("eth1"));
        assertFalse(some.uses("eth0"));
        LocalAddresses alone = new LocalAddresses(List.of(), () -> nics.subList(0, 1));
        assertEquals(List.of(new InetSocketAddress(ip("127.0.0.1"), 5)), alone.withPort(5), "with no network at all");
    }

    @Test
    void theMachineItselfHasAddresses() {
        assertFalse(LocalAddresses.system().isEmpty());
    }

    @Test
    void settingsThatCannotWorkAreRefusedByName() {
        Map<String, Object> wrong = Map.of(
                "port", 65_536,
                "realm", "",
                "strangerLinks", -1,
                "strangerLinksPerEndpoint", 0,
                "handshakesPerS", 0,
                "keepAliveMs", 0L,
                "keepAliveMisses", 0,
                "idleMs", -5L,
                "dialLimitMs", 0L,
                "strangerStreams", 0);
        wrong.forEach((key, value) -> {
            IllegalArgumentException why =
                    assertThrows(IllegalArgumentException.class, () -> Examples.settings(Map.of(key, value)), key);
            assertFalse(why.getMessage().isEmpty());
        });
        String longest = "r".repeat(63);
        assertEquals(longest, Examples.settings(Map.of("realm", longest)).realm());
        assertThrows(IllegalArgumentException.class, () -> Examples.settings(Map.of("realm", longest + "r")));
        assertThrows(IllegalArgumentException.class, () -> Examples.settings(Map.of("realm", "a\u001b")));
    }

    @Test
    void aServiceIsHadOnceAndReleasedForGood() {
        FakeServices services = new FakeServices();
        ServiceReference<String> reference = services.add("service");
        Lazy<String> lazy = new Lazy<>(services.context(), reference);
        assertEquals(lazy, new Lazy<>(services.context(), reference));
        assertEquals(0, services.uses(reference));
        assertEquals(Optional.of("service"), lazy.get());
        assertEquals(Optional.of("service"), lazy.get());
        assertEquals(1, services.uses(reference));
        lazy.release();
        lazy.release();
        assertEquals(0, services.uses(reference));
        assertEquals(Optional.empty(), lazy.get());
        assertEquals(0, services.uses(reference), "also when somebody asks late");
    }

    @Test
    void aServiceOfAStoppedBundleIsNone() {
        FakeServices services = new FakeServices();
        ServiceReference<String> reference = services.add("service");
        Lazy<String> lazy = new Lazy<>(services.context(), reference);
        Lazy<String> held = new Lazy<>(services.context(), reference);
        assertTrue(held.get().isPresent());
        services.stop();
        assertEquals(Optional.empty(), lazy.get());
        held.release();
    }

    @Test
    void aGateKeepsTheOrder() {
        Gate gate = new Gate();
        List<Integer> ran = new ArrayList<>();
        gate.execute(() -> ran.add(1));
        gate.execute(() -> ran.add(2));
        assertEquals(List.of(), ran);
        gate.open(Runnable::run);
        gate.execute(() -> ran.add(3));
        assertEquals(List.of(1, 2, 3), ran);
    }
}
