package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.FakeTransport;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/** The component comes and goes, and so do the services around it. */
class LifecycleTest {
    private static final int CYCLES = 20;

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final FakeIdentity identity = new FakeIdentity(1);
    private final FakeTransport transport = network.node(identity.remote());
    private final Node ben = new Node(execution, network, 2);

    LifecycleTest() {
        execution.run();
    }

    private Node start() {
        Node ann = new Node(execution, identity, transport, Examples.settings());
        execution.run();
        return ann;
    }

    private void pass(long millis) {
        execution.advance(Duration.ofMillis(millis));
    }

    /** An execution that remembers which executors it made. */
    private record Watched(HandDrivenExecution execution, List<ScheduledExecutorService> made) implements Execution {
        @Override
        public Clock clock() {
            return execution.clock();
        }

        @Override
        public long nanoTime() {
            return execution.nanoTime();
        }

        @Override
        public ScheduledExecutorService serial(String name) {
            made.add(execution.serial(name));
            return made.get(made.size() - 1);
        }

        @Override
        public RandomGenerator random() {
            return execution.random();
        }
    }

    @Test
    void afterTwentyCyclesNothingIsLeft() {
        Watched watched = new Watched(execution, new ArrayList<>());
        for (int cycle = 0; cycle < CYCLES; cycle++) {
            Node ann = new Node(watched, identity, transport, Examples.settings());
            execution.run();
            ann.meet(ben);
            pass(50);
            Kept kept = ann.say(ben, "hello");
            Kept back = ben.say(ann, "and back");
            pass(50);
            assertEquals(1, ann.services.uses(ann.talking), "cycle " + cycle);
            int port = ann.listening.port();
            ann.links.stop();
            ann.links.unbindTransport(transport);
            ann.links.unbindHandler(ann.talking);
            pass(2_000);
            assertTrue(kept.isOver() && back.isOver(), "cycle " + cycle);
            assertEquals(0, ann.services.uses(ann.talking), "cycle " + cycle);
            assertEquals(0, transport.connections(), "cycle " + cycle);
            assertEquals(0, ben.transport.connections(), "cycle " + cycle);
            assertTrue(watched.made().stream().allMatch(ScheduledExecutorService::isTerminated), "cycle " + cycle);
            assertTrue(listensNoMore(port), "cycle " + cycle);
            assertEquals(List.of("Parley is stopping"), ann.closings(), "the last is told, too");
        }
        assertEquals(2 * CYCLES, watched.made().size());
    }

    private boolean listensNoMore(int port) {
        CompletableFuture<?> knock = ben.transport
                .dial(new InetSocketAddress(transport.addresses().get(0), port), Optional.empty())
                .toCompletableFuture();
        execution.run();
        return knock.isCompletedExceptionally();
    }

    @Test
    void aYesAfterTheEndReachesNobody() {
        Node ann = start();
        ann.links.stop();
        execution.run();
        identity.accept(ben.peer()); // would fail on a stopped executor, were it still listening
        execution.run();
        assertEquals(List.of(), ann.links.all());
    }

    @Test
    void stoppedInTheMiddleOfEachStepOfADialNothingIsLeft() {
        network.delay(Duration.ofMillis(5), Duration.ofMillis(5));
        for (int when = 0; when <= 40; when += 2) {
            Node ann = start();
            CompletableFuture<Link> dial = ann.dial(ben);
            CompletableFuture<Link> back = ben.dial(ann);
            pass(when);
            ann.links.stop();
            assertTrue(ann.dial(ben).isCompletedExceptionally(), "who comes later is told at once");
            pass(3_000);
            assertTrue(dial.isDone() && back.isDone(), "stopped after " + when + " ms");
            assertEquals(0, transport.connections(), "stopped after " + when + " ms");
            assertEquals(0, ben.transport.connections(), "stopped after " + when + " ms");
            assertEquals(List.of(), ann.links.all(), "stopped after " + when + " ms");
            assertEquals(List.of(), ben.links.all(), "stopped after " + when + " ms");
            ann.links.unbindTransport(transport);
        }
    }

    @Test
    void signedOutInTheMiddleOfAGreetingNobodyIsLetIn() {
        network.delay(Duration.ofMillis(5), Duration.ofMillis(5));
        for (int when = 0; when <= 30; when++) {
            Node ann = start();
            ben.meet(ann);
            pass(when);
            ann.listening.close();
            pass(3_000);
            assertEquals(List.of(), ann.links.all(), "signed out after " + when + " ms");
            assertEquals(0, transport.connections(), "signed out after " + when + " ms");
            assertFalse(ben.isLinkedTo(ann));
            ann.links.stop();
            execution.run();
        }
    }

    @Test
    void aTransportThatGoesTakesItsLinksAndOthersStay() {
        Node ann = start();
        ann.accept(ben);
        ben.accept(ann);
        HandTransport hand = new HandTransport("fake"); // of the same name: another one all the same
        ann.links.bindTransport(hand);
        ann.meet(ben);
        pass(50);
        ann.links.unbindTransport(hand);
        pass(50);
        assertTrue(ann.isLinkedTo(ben));
        Node silent = new Node(execution, network, 5);
        pass(50);
        network.cut(transport, silent.transport);
        CompletableFuture<Link> underWay = ann.dial(silent);
        ann.links.unbindTransport(transport);
        pass(50);
        assertFalse(ann.isLinkedTo(ben));
        assertEquals(List.of("the transport fake was stopped"), ann.closings());
        assertTrue(underWay.isCompletedExceptionally());
        assertEquals(0, transport.connections());
        ann.links.bindTransport(transport);
        pass(50);
        ann.meet(ben);
        pass(50);
        assertTrue(ann.isLinkedTo(ben));
    }

    @Test
    void aTransportThatGoesInTheMiddleOfADialFailsItAtOnce() {
        network.delay(Duration.ofMillis(5), Duration.ofMillis(5));
        for (int when = 0; when <= 24; when += 3) {
            Node ann = start();
            CompletableFuture<Link> dial = ann.dial(ben);
            pass(when);
            boolean done = dial.isDone();
            ann.links.unbindTransport(transport);
            pass(2_100);
            assertTrue(done || dial.isCompletedExceptionally(), "gone after " + when + " ms");
            assertEquals(0, transport.connections(), "gone after " + when + " ms");
            ann.links.stop();
            execution.run();
        }
    }

    @Test
    void aListenerThatThrowsIsKeptAndHarmsNoOther() {
        Node ann = start();
        List<LinkChange> seen = new ArrayList<>();
        ann.links.onChange(change -> {
            throw new IllegalStateException("this listener is broken");
        });
        Subscription subscription = ann.links.onChange(seen::add);
        ann.meet(ben);
        pass(50);
        assertEquals(1, seen.size());
        subscription.close();
        ann.linkTo(ben).close("enough");
        pass(50);
        assertEquals(1, seen.size());
        assertEquals(2, ann.changes.size());
    }

    @Test
    void whoListensLateIsToldThePresentFirst() {
        Node ann = start();
        ann.meet(ben);
        pass(50);
        List<LinkChange> changes = new ArrayList<>();
        List<LinkEvent> events = new ArrayList<>();
        ann.links.onChange(changes::add);
        ann.monitor.onChange(events::add);
        pass(0);
        assertEquals(List.of(new LinkChange.Opened(ann.linkTo(ben))), changes);
        assertTrue(events.get(0) instanceof LinkEvent.Opened opened
                && opened.link().peer().equals(ben.peer()));
        ann.linkTo(ben).close("enough");
        pass(50);
        assertEquals(2, changes.size());
        assertEquals(List.of(), ann.monitor.links());
    }

    @Test
    void eachStartIsAnotherInstanceOfTheSameRealm() {
        Node ann = start();
        Node again = start();
        assertFalse(ann.links.instance().equals(again.links.instance()));
        assertEquals("parley", ann.links.realm());
    }

    @Test
    void theLinksAreToldOldestFirst() {
        Node ann = start();
        List<Node> others = List.of(new Node(execution, network, 11), new Node(execution, network, 12), ben);
        execution.run();
        for (Node other : others) {
            ann.meet(other);
            pass(50);
        }
        assertEquals(
                others.stream().map(node -> node.identity.remote()).toList(),
                ann.links.all().stream().map(Link::remote).toList());
    }
}
