package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The allowance of strangers (design, section 6), each number and one more. */
class StrangersTest {
    private static final int ALLOWED = 64 * 1024;

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node host = new Node(execution, network, 1);

    StrangersTest() {
        execution.run();
    }

    private Node guest(long seed) {
        Node guest = new Node(execution, network, seed);
        execution.run();
        return guest;
    }

    private void pass(long millis) {
        execution.advance(Duration.ofMillis(millis));
    }

    private static InetSocketAddress from(int number, int port) {
        return new InetSocketAddress("10.7.0." + number, port);
    }

    @Test
    void theNumbersAreThoseOfTheDesign() {
        Settings settings = Examples.settings();
        assertEquals(128, settings.links());
        assertEquals(2, settings.linksPerEndpoint());
        assertEquals(Duration.ofSeconds(5), settings.strangerIdle());
        assertEquals(20, settings.handshakesPerS());
        assertEquals(2, settings.handshakesPerAddressPerS());
        assertEquals(20, settings.handshakeBurst());
        assertEquals(4, settings.strangerStreams());
        assertEquals(ALLOWED, settings.strangerBytes());
        assertEquals(64, settings.streams());
        assertEquals(Duration.ofSeconds(15), settings.keepAlive());
        assertEquals(2, settings.misses());
    }

    @Test
    void oneLinkMoreThanAllowedIsNotLetIn() {
        List<Node> guests = new ArrayList<>();
        for (int i = 0; i <= 128; i++) {
            Node guest = guest(100 + i);
            host.identity.forget(guest.peer());
            guests.add(guest);
        }
        List<Link.Hold> holds = new ArrayList<>();
        host.links.onChange(change -> holds.add(change.link().hold("a test")));
        for (Node guest : guests.subList(0, 128)) {
            guest.links.onChange(change -> holds.add(change.link().hold("a test")));
            guest.meet(host);
            pass(50); // within the rate of handshakes
        }
        assertEquals(128, host.links.all().size());
        CompletableFuture<Link> refused = guests.get(128).dial(host);
        pass(3000);
        assertTrue(refused.isCompletedExceptionally());
        assertEquals(128, host.links.all().size());
        assertEquals(1, host.refused("strangers").size());
        host.accept(guests.get(128));
        CompletableFuture<Link> friend = guests.get(128).dial(host);
        pass(100);
        assertTrue(friend.isDone() && !friend.isCompletedExceptionally(), "friends are not counted");
        host.linkTo(guests.get(0)).close("enough");
        pass(50);
        assertEquals(128, host.links.all().size());
    }

    @Test
    void friendsDoNotUseUpThePlacesOfStrangers() {
        Node narrow = new Node(execution, new FakeIdentity(50), network, Examples.settings(Map.of("strangerLinks", 1)));
        execution.run();
        for (int i = 51; i < 54; i++) {
            Node friend = guest(i);
            narrow.accept(friend);
            friend.meet(narrow);
        }
        Node stranger = guest(60);
        stranger.meet(narrow);
        pass(100);
        assertEquals(4, narrow.links.all().size());
        CompletableFuture<Link> second = guest(61).dial(narrow);
        pass(3000);
        assertTrue(second.isCompletedExceptionally());
    }

    @Test
    void aContactWhoWasLinkedBeforeTheContactsWereLoadedIsNoStrangerFromThenOn() {
        Node guest = guest(2);
        Node other = guest(3);
        guest.meet(host);
        other.meet(host);
        pass(100);
        assertFalse(host.linkTo(guest).activity().accepted());
        host.identity.load(guest.peer());
        execution.run();
        assertTrue(host.linkTo(guest).activity().accepted());
        assertFalse(host.linkTo(other).activity().accepted());
    }

    @Test
    void ofOneEndpointTwoConnectionsAreHeardAndNoThird() {
        Node guest = guest(2);
        for (int i = 0; i < 2; i++) {
            guest.transport.dial(host.at(0), Optional.empty());
        }
        execution.run();
        assertEquals(2, host.transport.connections());
        assertEquals(List.of(), host.refused("strangers"));
        guest.transport.dial(host.at(0), Optional.empty());
        pass(1_100);
        assertEquals(2, host.transport.connections());
        assertEquals(1, host.refused("strangers").size());
    }

    @Test
    void aConnectionThatSaysNothingIsCutAtTheEndOfTheDialsTime() {
        Node guest = guest(2);
        guest.transport.dial(host.at(0), Optional.empty());
        pass(9_900);
        assertEquals(1, host.transport.connections());
        pass(200);
        assertEquals(0, host.transport.connections());
    }

    @Test
    void handshakesOfOneAddressHaveABurstAndARate() {
        LinkKeeper door = host.links.keeper();
        for (int i = 0; i < 20; i++) {
            assertTrue(door.admit(from(1, 1000 + i)), "handshake " + i);
        }
        assertFalse(door.admit(from(1, 2000)));
        pass(499);
        assertFalse(door.admit(from(1, 2000)));
        pass(1);
        assertTrue(door.admit(from(1, 2000)), "two a second");
        assertFalse(door.admit(from(1, 2000)));
        assertFalse(host.refused("handshakes").isEmpty());
    }

    @Test
    void handshakesInAllHaveABurstAndARate() {
        LinkKeeper door = host.links.keeper();
        for (int i = 0; i < 20; i++) {
            assertTrue(door.admit(from(i, 1000)), "handshake " + i);
        }
        assertFalse(door.admit(from(100, 1000)));
        pass(49);
        assertFalse(door.admit(from(101, 1000)));
        pass(1);
        assertTrue(door.admit(from(102, 1000)), "twenty a second");
        assertFalse(door.admit(from(103, 1000)));
        pass(10_000);
        for (int i = 0; i < 20; i++) {
            assertTrue(door.admit(from(i, 1000)), "the burst does not grow: " + i);
        }
        assertFalse(door.admit(from(104, 1000)));
    }

    @Test
    void onLoopbackEachPortIsASource() {
        LinkKeeper door = host.links.keeper();
        for (int i = 0; i < 20; i++) {
            assertTrue(door.admit(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1000)));
        }
        pass(1000);
        assertTrue(door.admit(new InetSocketAddress(InetAddress.getLoopbackAddress(), 1001)));
    }

    @Test
    void handshakesFromWhereFriendsAreDoNotCount() {
        Node friend = guest(2);
        host.accept(friend);
        friend.meet(host);
        pass(100);
        LinkKeeper door = host.links.keeper();
        InetSocketAddress theirs =
                new InetSocketAddress(friend.transport.addresses().get(0), 999);
        for (int i = 0; i < 100; i++) {
            assertTrue(door.admit(theirs));
        }
        for (int i = 0; i < 19; i++) {
            assertTrue(door.admit(from(i, 1000)), "they used nothing up: " + i);
        }
        friend.monitor.cut(host.identity.endpoint());
        pass(10);
        assertFalse(host.isLinkedTo(friend));
        assertTrue(door.admit(theirs), "a friend who was cut off comes back through any flood");
        host.identity.forget(friend.peer());
        for (int i = 0; i < 20; i++) {
            door.admit(theirs);
        }
        assertFalse(door.admit(theirs), "a yes does not hold for ever");
    }

    @Test
    void aStrangerHasFourStreamsHoweverDialled() {
        for (boolean dialled : new boolean[] {true, false}) {
            Node guest = guest(dialled ? 2 : 3);
            (dialled ? host : guest).meet(dialled ? guest : host);
            pass(100);
            List<Kept> kept = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                kept.add(guest.say(host, "stream " + i));
            }
            pass(10);
            assertEquals(
                    List.of(false, false, false, false, true),
                    kept.stream().map(Kept::isOver).toList(),
                    "dialled here: " + dialled);
            host.accept(guest);
            pass(10);
            guest.say(host, "one more");
            pass(10);
            assertEquals(
                    "one more", host.talk.heard.get(host.talk.heard.size() - 1).text());
        }
    }

    private Stream streamOf(Node guest) {
        guest.meet(host);
        pass(10);
        return guest.linkTo(host).open(Speaker.TALK);
    }

    @Test
    void aStrangerSends64KiBAndNotAByteMore() {
        Node guest = guest(2);
        Stream stream = streamOf(guest);
        stream.write(ByteBuffer.allocate(ALLOWED));
        pass(10);
        assertEquals(ALLOWED, host.talk.heard.get(0).size());
        assertTrue(host.isLinkedTo(guest));
        assertEquals(List.of(), host.refused("strangers"));
        stream.write(ByteBuffer.allocate(1));
        pass(10);
        assertEquals(ALLOWED, host.talk.heard.get(0).size());
        assertFalse(host.isLinkedTo(guest));
        assertEquals(1, host.refused("strangers").size());
        assertEquals(List.of("the other side closed it: a stranger may not send so much"), guest.closings());
    }

    @Test
    void manyStreamsAreOneAllowance() {
        Node guest = guest(2);
        Stream stream = streamOf(guest);
        Stream other = guest.linkTo(host).open(Speaker.TALK);
        stream.write(ByteBuffer.allocate(ALLOWED / 2));
        other.write(ByteBuffer.allocate(ALLOWED / 2));
        pass(10);
        assertTrue(host.isLinkedTo(guest));
        other.write(ByteBuffer.allocate(1));
        pass(10);
        assertFalse(host.isLinkedTo(guest));
    }

    @Test
    void afterAYesThereIsNoLimit() {
        Node guest = guest(2);
        Stream stream = streamOf(guest);
        host.accept(guest);
        for (int i = 0; i < 100; i++) {
            stream.write(ByteBuffer.allocate(ALLOWED));
            pass(1);
        }
        assertEquals(100 * ALLOWED, host.talk.heard.get(0).size());
    }

    @Test
    void beginningStreamsAgainAndAgainIsCountedToo() {
        Node guest = guest(2);
        guest.meet(host);
        pass(10);
        int begun = 0;
        while (guest.isLinkedTo(host) && begun < 10_000) {
            Stream stream = guest.linkTo(host).open(Speaker.TALK);
            stream.end();
            stream.reset();
            execution.run();
            begun++;
        }
        assertTrue(begun > 400 && begun < 1000, "begun " + begun);
        assertFalse(host.isLinkedTo(guest));
    }

    @Test
    void whoIsDialledAgainIsNotACrowd() {
        Node guest = guest(2);
        for (int i = 0; i < 10; i++) {
            guest.meet(DialTarget.at(List.of(host.at(0))));
            pass(100);
        }
        assertEquals(List.of(), host.refused("strangers"));
    }
}
