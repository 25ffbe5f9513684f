package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** However many connections two endpoints make to each other, one link is left, the same on both sides. */
class BothAtOnceTest {
    private static final int SEEDS = 300;
    private static final int ADDRESSES = 3;
    private static final FakeIdentity ANN = new FakeIdentity(1);
    private static final FakeIdentity BEN = new FakeIdentity(2);

    /** Two nodes of several addresses each, at some distance. */
    private static final class Two {
        final HandDrivenExecution execution;
        final FakeNetwork network;
        final Node ann;
        final Node ben;

        Two(long seed, long leastMs, long mostMs) {
            execution = new HandDrivenExecution(seed);
            network = new FakeNetwork(execution, seed);
            network.delay(Duration.ofMillis(leastMs), Duration.ofMillis(mostMs));
            ann = node(1, ANN);
            ben = node(2, BEN);
            execution.advance(Duration.ofSeconds(1));
        }

        private Node node(int number, FakeIdentity identity) {
            InetAddress[] addresses = new InetAddress[ADDRESSES];
            for (int i = 0; i < ADDRESSES; i++) {
                addresses[i] = address(number, i + 1);
            }
            return new Node(execution, identity, network.node(identity.remote(), addresses), Examples.settings());
        }

        private static InetAddress address(int network, int host) {
            try {
                return InetAddress.getByAddress(new byte[] {10, 1, (byte) network, (byte) host});
            } catch (UnknownHostException e) {
                throw new IllegalStateException("four bytes are an address", e);
            }
        }

        static DialTarget everywhere(Node node) {
            List<InetSocketAddress> addresses = node.listening.addresses();
            return new DialTarget(Optional.of(node.peer()), Optional.of(node.identity.endpoint()), addresses);
        }

        /** Exactly one link, of one connection, that carries streams both ways. */
        void oneLinkIsLeft(String when) {
            assertEquals(1, ann.links.all().size(), when);
            assertEquals(1, ben.links.all().size(), when);
            assertEquals(1, ann.transport.connections(), when);
            assertEquals(1, ben.transport.connections(), when);
            assertEquals(ann.linkTo(ben).id(), ben.linkTo(ann).id(), when);
            ann.say(ben, "there");
            ben.say(ann, "here");
            execution.advance(Duration.ofSeconds(1));
            assertEquals("there", ben.talk.heard.get(ben.talk.heard.size() - 1).text(), when);
            assertEquals("here", ann.talk.heard.get(ann.talk.heard.size() - 1).text(), when);
        }
    }

    /** Changes come as pairs: never two links at once, and what opened closes. */
    private static void changesAreInOrder(Node node, String when) {
        List<Link> open = new ArrayList<>();
        for (LinkChange change : node.changes) {
            if (change instanceof LinkChange.Opened) {
                assertTrue(open.isEmpty(), when);
                open.add(change.link());
            } else {
                assertTrue(open.remove(change.link()), when);
            }
        }
        assertEquals(node.links.all(), open, when);
    }

    @Test
    void oneLinkIsLeftOfDialsFromBothSides() {
        int replaced = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Random random = new Random(seed);
            Two two = new Two(seed, random.nextInt(20), 20 + random.nextInt(300));
            CompletableFuture<Link> there = two.ann.dial(Two.everywhere(two.ben));
            two.execution.advance(Duration.ofMillis(random.nextInt(400)));
            CompletableFuture<Link> here = two.ben.dial(Two.everywhere(two.ann));
            two.execution.advance(Duration.ofMillis(3500));
            String when = "seed " + seed;
            assertEquals(two.ben.identity.remote(), there.join().remote(), when);
            assertEquals(two.ann.identity.remote(), here.join().remote(), when);
            two.oneLinkIsLeft(when);
            changesAreInOrder(two.ann, when);
            changesAreInOrder(two.ben, when);
            replaced += two.ann.closings().size() + two.ben.closings().size();
        }
        assertTrue(replaced > SEEDS / 20, "the dials do meet: " + replaced);
    }

    @Test
    void dialsFromOneSideNeverReplaceTheFirstLink() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Two two = new Two(seed, 1, 200);
            two.ann.meet(Two.everywhere(two.ben));
            two.execution.advance(Duration.ofMillis(seed % 300));
            two.ann.meet(DialTarget.at(List.of(two.ben.at(1), two.ben.at(2))));
            two.execution.advance(Duration.ofMillis(3500));
            two.oneLinkIsLeft("seed " + seed);
            assertEquals(List.of(), two.ann.closings(), "seed " + seed);
            assertEquals(List.of(), two.ben.closings(), "seed " + seed);
        }
    }

    @Test
    void streamsOnTheLosingOneEndTypedAndAreOpenedAgain() {
        int lost = 0;
        for (long seed = 0; seed < SEEDS / 4; seed++) {
            Two two = new Two(seed, 10, 100);
            List<Kept> kept = new ArrayList<>();
            two.ann.links.onChange(change -> {
                if (change instanceof LinkChange.Opened) {
                    kept.add(Node.say(change.link(), Speaker.TALK, "hello"));
                }
            });
            two.ann.meet(two.ben);
            two.ben.meet(two.ann);
            two.execution.advance(Duration.ofSeconds(4));
            assertEquals(1, kept.stream().filter(stream -> !stream.isOver()).count(), "seed " + seed);
            assertEquals(1, two.ann.monitor.links().get(0).streams(), "seed " + seed);
            assertEquals(
                    "hello",
                    two.ben.talk.heard.get(two.ben.talk.heard.size() - 1).text(),
                    "seed " + seed);
            lost += kept.size() - 1;
        }
        assertTrue(lost > 0, "some were on a losing one");
    }

    @Test
    void whoIsDialledAtAnAddressAndIsLinkedAlreadyKeepsTheLink() {
        Two two = new Two(1, 5, 5);
        two.ann.meet(two.ben);
        two.execution.advance(Duration.ofSeconds(1));
        LinkImpl link = two.ann.linkTo(two.ben);
        for (int i = 0; i < 2; i++) {
            CompletableFuture<Link> again = two.ann.dial(DialTarget.at(List.of(two.ben.at(1))));
            CompletableFuture<Link> back = two.ben.dial(DialTarget.at(List.of(two.ann.at(2))));
            two.execution.advance(Duration.ofMillis(100));
            assertEquals(link, again.join());
            assertEquals(two.ben.linkTo(two.ann), back.join());
            two.execution.advance(Duration.ofSeconds(1));
        }
        assertEquals(List.of(), two.ann.closings());
        two.oneLinkIsLeft("after it was dialled again");
    }

    @Test
    void whoHasLostTheLinkMakesAnother() {
        Two two = new Two(1, 5, 5);
        two.ann.meet(two.ben);
        two.execution.advance(Duration.ofSeconds(1));
        LinkImpl old = two.ben.linkTo(two.ann);
        two.ann.transport.vanish(); // so that nobody tells the other side
        two.ann.monitor.cut(two.ben.identity.endpoint());
        two.execution.advance(Duration.ofMillis(10));
        two.ann.meet(two.ben);
        two.execution.advance(Duration.ofMillis(100));
        assertTrue(two.ann.isLinkedTo(two.ben), "long before the other side misses anything");
        assertTrue(old.closed().isPresent());
        assertEquals(List.of("another link took its place"), two.ben.closings());
    }

    @Test
    void whoHasStartedAnewIsLinkedAnew() {
        Two two = new Two(1, 5, 5);
        two.ben.meet(two.ann);
        two.execution.advance(Duration.ofSeconds(1));
        two.ann.transport.vanish();
        Node reborn = new Node(two.execution, two.ann.identity, two.ann.transport, Examples.settings());
        two.execution.advance(Duration.ofMillis(100));
        reborn.meet(two.ben);
        two.execution.advance(Duration.ofMillis(100));
        assertEquals(reborn.links.instance(), two.ben.linkTo(reborn).instance());
        assertEquals(List.of("another link took its place"), two.ben.closings());
    }
}
