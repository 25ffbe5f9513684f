package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.transport.Connection;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DialTest {
    private static final List<InetSocketAddress> NEAR = List.of(at("10.9.0.1"), at("10.9.0.2"), at("10.9.0.3"));

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node ann = new Node(execution, network, 1);
    private final Node ben = new Node(execution, network, 2);
    private final HandTransport hand = new HandTransport("hand");

    DialTest() {
        execution.run();
    }

    private static InetSocketAddress at(String host) {
        return new InetSocketAddress(host, 4000);
    }

    private static DialTarget at(Node node, List<InetSocketAddress> addresses) {
        return new DialTarget(Optional.of(node.peer()), Optional.of(node.identity.endpoint()), addresses);
    }

    /** From now on, dials go only by hand. */
    private void byHand() {
        ann.links.bindTransport(hand);
        ann.links.unbindTransport(ann.transport);
        execution.run();
    }

    private void pass(long millis) {
        execution.advance(Duration.ofMillis(millis));
    }

    @Test
    void theNextAddressIsTriedALittleAfterTheLast() {
        byHand();
        CompletableFuture<Link> dial = ann.dial(at(ben, NEAR));
        pass(29);
        assertEquals(NEAR.subList(0, 1), hand.dialled);
        pass(1);
        assertEquals(NEAR.subList(0, 2), hand.dialled);
        pass(30);
        assertEquals(NEAR, hand.dialled);
        assertFalse(dial.isDone());
    }

    @Test
    void farAwayItTakesLonger() {
        byHand();
        ann.meet(at(ben, List.of(at("192.0.2.1"), at("192.0.2.2"))));
        pass(249);
        assertEquals(1, hand.dialled.size());
        pass(1);
        assertEquals(2, hand.dialled.size());
    }

    @Test
    void theNextIsTriedAtOnceWhenOneFails() {
        byHand();
        ann.meet(at(ben, NEAR));
        pass(0);
        hand.dials.get(0).completeExceptionally(new PeerUnreachableException("refused"));
        pass(0);
        assertEquals(NEAR.subList(0, 2), hand.dialled);
        pass(29);
        assertEquals(2, hand.dialled.size(), "the pause begins anew");
    }

    @Test
    void theFamiliesTakeTurns() {
        byHand();
        List<InetSocketAddress> six = List.of(at("fd00::1"), at("fd00::2"));
        ann.meet(at(ben, List.of(six.get(0), six.get(1), NEAR.get(0), NEAR.get(1))));
        pass(1000);
        assertEquals(List.of(six.get(0), NEAR.get(0), six.get(1), NEAR.get(1)), hand.dialled);
    }

    @Test
    void oneExceptionNamesEachAddressAndWhy() {
        byHand();
        CompletableFuture<Link> dial = ann.dial(at(ben, NEAR));
        pass(100);
        hand.dials.get(1).completeExceptionally(new PeerUnreachableException("the second is locked"));
        hand.dials.get(0).completeExceptionally(new PeerUnreachableException("the first is asleep"));
        pass(0);
        assertFalse(dial.isDone());
        hand.dials.get(2).completeExceptionally(new IllegalStateException());
        pass(0);
        PeerUnreachableException why = assertInstanceOf(PeerUnreachableException.class, Node.failure(dial));
        assertEquals(
                ben.peer().shortForm() + " cannot be reached. Tried 10.9.0.2:4000: the second is locked; "
                        + "10.9.0.1:4000: the first is asleep; 10.9.0.3:4000: IllegalStateException.",
                why.getMessage());
        assertEquals("the second is locked", why.getCause().getMessage());
    }

    @Test
    void aDialHasADeadlineAndNamesWhoIsStillSilent() {
        byHand();
        CompletableFuture<Link> dial = ann.dial(at(ben, NEAR.subList(0, 2)));
        pass(100);
        hand.dials.get(0).completeExceptionally(new PeerUnreachableException("refused"));
        pass(9_899);
        assertFalse(dial.isDone());
        pass(1);
        PeerUnreachableException why = assertInstanceOf(PeerUnreachableException.class, Node.failure(dial));
        assertTrue(why.getMessage().contains("within 10 s"), why.getMessage());
        assertTrue(why.getMessage().contains("10.9.0.1:4000: refused"), why.getMessage());
        assertTrue(why.getMessage().contains("10.9.0.2:4000: no answer yet"), why.getMessage());
        assertTrue(hand.dials.get(1).isCancelled());
    }

    @Test
    void withoutAnAddressItSaysWhatToDo() {
        CompletableFuture<Link> dial = ann.dial(DialTarget.of(ben.peer(), ben.identity.endpoint()));
        pass(0);
        assertTrue(Node.failure(dial).getMessage().contains("add-address"));
    }

    @Test
    void aTransportThatThrowsIsOneThatFails() {
        byHand();
        hand.broken = true;
        CompletableFuture<Link> dial = ann.dial(at(ben, NEAR));
        pass(0);
        assertTrue(Node.failure(dial).getMessage().contains("10.9.0.1:4000: this transport is broken"));
    }

    @Test
    void theFirstThatGreetsWinsAndTheOthersAreClosed() {
        network.delay(Duration.ofMillis(50), Duration.ofMillis(50));
        Node two = new Node(
                execution,
                new FakeIdentity(3),
                network.node(
                        new FakeIdentity(3).remote(),
                        NEAR.get(0).getAddress(),
                        NEAR.get(1).getAddress()),
                Examples.settings());
        execution.run();
        CompletableFuture<Link> dial = ann.dial(at(two, List.of(two.at(0), two.at(1))));
        pass(500);
        assertEquals(two.at(0), dial.join().remoteAddress());
        assertEquals(List.of(two.at(0), two.at(1)), ann.transport.dials());
        assertEquals(1, ann.transport.connections());
        assertEquals(1, two.transport.connections());
    }

    @Test
    void whoComesTooLateIsCutOff() {
        byHand();
        CompletableFuture<Link> dial = ann.dial(at(ben, NEAR));
        pass(10_000);
        assertTrue(dial.isCompletedExceptionally());
        assertTrue(hand.dials.stream().allMatch(CompletableFuture::isCancelled));
        assertEquals(0, ben.transport.connections());
    }

    @Test
    void severalCallersShareOneDial() {
        CompletableFuture<Link> one = ann.dial(ben);
        CompletableFuture<Link> other = ann.dial(ben);
        pass(100);
        assertSame(one.join(), other.join());
        assertEquals(1, ann.transport.dials().size());
        CompletableFuture<Link> third = ann.dial(new DialTarget(Optional.of(ben.peer()), Optional.empty(), List.of()));
        pass(0);
        assertSame(one.join(), third.join());
        assertEquals(1, ann.transport.dials().size());
    }

    @Test
    void whoCancelsLeavesTheDialToTheOthers() {
        byHand();
        CompletableFuture<Link> one = ann.dial(at(ben, NEAR));
        CompletableFuture<Link> other = ann.dial(at(ben, NEAR));
        pass(0);
        one.cancel(false);
        pass(0);
        assertFalse(hand.dials.get(0).isDone());
        other.cancel(false);
        pass(0);
        assertTrue(hand.dials.get(0).isCancelled());
        pass(1000);
        assertEquals(1, hand.dials.size(), "nothing is tried for nobody");
        assertInstanceOf(CancellationException.class, Node.failure(other));
    }

    @Test
    void aDialThatIsCancelledWhileItGreetsLeavesNothing() {
        network.delay(Duration.ofMillis(10), Duration.ofMillis(10));
        for (int when = 0; when <= 60; when += 2) {
            CompletableFuture<Link> dial = ann.dial(ben);
            pass(when);
            boolean linked = dial.isDone();
            dial.cancel(false);
            pass(100);
            assertEquals(linked ? 1 : 0, ann.transport.connections(), "cancelled after " + when + " ms");
            assertEquals(linked ? 1 : 0, ben.transport.connections(), "cancelled after " + when + " ms");
            if (linked) {
                break;
            }
        }
        assertTrue(ann.isLinkedTo(ben), "the last one was done");
    }

    @Test
    void anotherKeyAtAKnownAddressIsToldLoudly() {
        Node eve = new Node(execution, network, 4);
        execution.run();
        CompletableFuture<Link> dial = ann.dial(at(ben, List.of(eve.at(0))));
        pass(100);
        assertInstanceOf(IdentityMismatchException.class, Node.failure(dial));
        LinkEvent.Refused told = ann.refused("identity-mismatch").get(0);
        assertEquals(Optional.of(ben.peer()), told.peer(), "who was asked for");
        assertEquals(Optional.of(eve.at(0)), told.address(), "where another was");
        assertTrue(told.detail().contains(eve.peer().shortForm()), told.detail());
        assertEquals(List.of(), ann.links.all());
    }

    @Test
    void anotherKeyIsToldAlsoWhenAnotherAddressIsRightAndHoweverOften() {
        Node eve = new Node(execution, network, 4);
        execution.run();
        CompletableFuture<Link> dial = ann.dial(at(ben, List.of(eve.at(0), ben.at(0))));
        CompletableFuture<Link> wrong = ann.dial(at(eve, List.of(ben.at(0))));
        pass(100);
        assertEquals(ben.identity.remote(), dial.join().remote());
        assertInstanceOf(IdentityMismatchException.class, Node.failure(wrong));
        assertEquals(2, ann.refused("identity-mismatch").size(), "two within one second");
    }

    @Test
    void anotherDeviceOfThePersonIsNotTheOneThatWasDialled() {
        Node phone = new Node(execution, new FakeIdentity(2, 9, "Ben's other"), network, Examples.settings());
        execution.run();
        CompletableFuture<Link> dial = ann.dial(at(ben, List.of(phone.at(0))));
        pass(100);
        assertTrue(Node.failure(dial)
                .getMessage()
                .contains("another device of " + ben.peer().shortForm()));
        assertEquals(0, ann.transport.connections());
        assertEquals(0, phone.transport.connections());
    }

    @Test
    void anotherRealmIsRefusedAndNamedOnBothSides() {
        Node far = new Node(execution, new FakeIdentity(5), network, Examples.settings(Map.of("realm", "elsewhere")));
        execution.run();
        CompletableFuture<Link> dial = ann.dial(far);
        pass(3000);
        String why = Node.failure(dial).getMessage();
        assertTrue(why.contains("it is in the realm elsewhere, this is the realm parley"), why);
        assertEquals(List.of(), ann.links.all());
        assertEquals(List.of(), far.links.all());
        assertEquals(0, far.transport.connections());
    }

    @Test
    void nobodyIsLinkedToThemselves() {
        CompletableFuture<Link> dial = ann.dial(DialTarget.at(List.of(ann.at(0))));
        pass(3000);
        assertTrue(
                Node.failure(dial).getMessage().contains("this endpoint itself"),
                Node.failure(dial).getMessage());
        assertEquals(0, ann.transport.connections());
    }

    @Test
    void whoDoesNotTrustUsIsUnreachable() {
        ben.transport.distrust(ann.peer());
        CompletableFuture<Link> dial = ann.dial(ben);
        pass(3000);
        assertInstanceOf(PeerUnreachableException.class, Node.failure(dial));
        assertEquals(1, ben.refused("handshake").size());
    }

    @Test
    void whoNeverSaysHelloIsGivenUp() {
        byHand();
        Node silent = new Node(execution, network, 6);
        execution.run();
        CompletableFuture<Link> dial = ann.dial(at(silent, NEAR.subList(0, 1)));
        pass(0);
        network.block(silent.transport, ann.transport);
        CompletableFuture<Connection> raw =
                ann.transport.dial(silent.at(0), Optional.empty()).toCompletableFuture();
        pass(1);
        network.heal(silent.transport, ann.transport);
        pass(1);
        network.block(silent.transport, ann.transport);
        hand.dials.get(0).complete(raw.join());
        pass(9_998);
        String why = Node.failure(dial).getMessage();
        assertTrue(why.contains("did not say hello yet"), why);
        assertEquals(0, ann.transport.connections());
    }

    @Test
    void whereAnEndpointWasReachedIsRemembered() {
        ann.meet(DialTarget.at(List.of(ben.at(0))));
        pass(100);
        ann.linkTo(ben).close("enough");
        pass(100);
        CompletableFuture<Link> again = ann.dial(DialTarget.of(ben.peer(), ben.identity.endpoint()));
        CompletableFuture<Link> back = ben.dial(DialTarget.of(ann.peer(), ann.identity.endpoint()));
        pass(5000);
        assertEquals(ben.identity.remote(), again.join().remote());
        assertEquals(ann.identity.remote(), back.join().remote(), "the port that it listens on was told");
    }

    @Test
    void whoKnowsAddressesIsAskedAndMayFail() {
        ann.links.bindAddresses(ann.services.add((AddressSource) endpoint -> {
            throw new IllegalStateException("this one is broken");
        }));
        var gone = ann.services.add((AddressSource) endpoint -> List.of(NEAR.get(0)));
        ann.links.bindAddresses(gone);
        ann.links.unbindAddresses(gone);
        var source = ann.services.add((AddressSource) endpoint -> List.of(ben.at(0)));
        ann.links.bindAddresses(source);
        CompletableFuture<Link> dial = ann.dial(DialTarget.of(ben.peer(), ben.identity.endpoint()));
        pass(100);
        assertEquals(ben.identity.remote(), dial.join().remote());
        assertEquals(List.of(ben.at(0)), ann.transport.dials());
        assertEquals(1, ann.services.uses(source));
        assertEquals(0, ann.services.uses(gone));
    }

    @Test
    void atMostSixteenAddressesAreTried() {
        byHand();
        List<InetSocketAddress> many =
                IntStream.rangeClosed(1, 40).mapToObj(i -> at("10.9.1." + i)).toList();
        ann.meet(at(ben, many));
        pass(5000);
        assertEquals(many.subList(0, 16), hand.dialled);
    }

    @Test
    void whoIsSignedOutReachesNobody() {
        CompletableFuture<Link> underWay = ann.dial(at(ben, NEAR));
        pass(10);
        ann.listening.close();
        pass(10);
        assertInstanceOf(NotSignedInException.class, Node.failure(underWay));
        assertInstanceOf(NotSignedInException.class, Node.failure(ann.dial(ben)));
    }
}
