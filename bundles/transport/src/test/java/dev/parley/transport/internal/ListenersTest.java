package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Listening;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeIdentity identity = new FakeIdentity(1);
    private final HandTransport one = new HandTransport("one");
    private final HandTransport other = new HandTransport("other");

    private LinksComponent component(String... bind) {
        return component(0, bind);
    }

    private LinksComponent component(int port, String... bind) {
        Settings settings = Examples.settings(Map.of("bind", bind, "port", port));
        LocalAddresses local = new LocalAddresses(
                settings.bind(), () -> List.of(new LocalAddresses.Nic("eth0", List.of(ip(1), ip(2)))));
        return new LinksComponent(new FakeServices().context(), settings, local, execution, identity, identity);
    }

    private static InetAddress ip(int number) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) number});
        } catch (UnknownHostException e) {
            throw new IllegalStateException("four bytes are an address", e);
        }
    }

    private CompletableFuture<Listening> listen(LinksComponent links) {
        CompletableFuture<Listening> result = links.listen().toCompletableFuture();
        execution.run();
        return result;
    }

    private LinksComponent both() {
        LinksComponent links = component();
        links.bindTransport(one);
        links.bindTransport(other);
        return links;
    }

    @Test
    void onePortForEveryTransport() {
        LinksComponent links = both();
        CompletableFuture<Listening> listening = listen(links);
        assertEquals(0, one.asked.get(0).getPort());
        assertEquals(List.of(), other.asked, "the first chooses");
        assertEquals(Optional.empty(), links.listening());
        one.listens(0, 4711);
        execution.run();
        assertEquals(4711, other.asked.get(0).getPort());
        assertFalse(listening.isDone());
        other.listens(0, 4711);
        execution.run();
        assertEquals(4711, listening.join().port());
        assertEquals(
                List.of(new InetSocketAddress(ip(1), 4711), new InetSocketAddress(ip(2), 4711)),
                listening.join().addresses());
        assertTrue(listening.join().uses("eth0"));
    }

    @Test
    void allWhoWantItShareItAndTheLastEndsIt() {
        LinksComponent links = component();
        links.bindTransport(one);
        CompletableFuture<Listening> first = listen(links);
        CompletableFuture<Listening> second = listen(links);
        assertEquals(1, one.asked.size(), "both wait for the same");
        one.listens(0, 4711);
        execution.run();
        CompletableFuture<Listening> third = listen(links);
        assertEquals(1, one.asked.size());
        links.listening().orElseThrow().close();
        first.join().close();
        first.join().close();
        second.join().close();
        execution.run();
        assertEquals(List.of(), one.closed);
        third.join().close();
        execution.run();
        assertEquals(1, one.closed.size());
        assertEquals(Optional.empty(), links.listening());
        assertEquals(0, third.join().port());
        assertEquals(List.of(), third.join().addresses());
    }

    @Test
    void eachBoundAddressIsListenedOn() {
        LinksComponent links = component("eth0");
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        one.listens(0, 5000);
        execution.run();
        assertEquals(List.of(new InetSocketAddress(ip(1), 0), new InetSocketAddress(ip(2), 5000)), one.asked);
        one.listens(1, 5000);
        execution.run();
        assertTrue(listening.isDone());
    }

    @Test
    void aBindingThatIsNotThereIsNamed() {
        LinksComponent links = component("eth7");
        links.bindTransport(one);
        ParleyException why = assertInstanceOf(ParleyException.class, Node.failure(listen(links)));
        assertTrue(why.getMessage().contains("no address or interface eth7"), why.getMessage());
        assertEquals(List.of(), one.asked);
        assertEquals(Optional.empty(), links.listening());
    }

    @Test
    void aPortThatIsTakenIsNamed() {
        LinksComponent links = component(4000);
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        one.listens.get(0).completeExceptionally(new BindException("it is taken"));
        execution.run();
        String why = Node.failure(listening).getMessage();
        assertTrue(why.contains("port 4000") && why.contains("it is taken") && why.contains("--port"), why);
        CompletableFuture<Listening> again = listen(links);
        assertEquals(2, one.asked.size(), "it is tried anew");
        assertFalse(again.isDone());
    }

    @Test
    void halfOpenIsClosed() {
        LinksComponent links = component("eth0");
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        one.listens(0, 5000);
        execution.run();
        one.listens.get(1).completeExceptionally(new BindException("it is taken"));
        execution.run();
        assertTrue(listening.isCompletedExceptionally());
        assertEquals(1, one.closed.size());
        assertEquals(Optional.empty(), links.listening());
        assertFalse(links.keeper().admit(new InetSocketAddress(ip(9), 1)), "nobody is let in");
    }

    @Test
    void oneThatListensIsEnough() {
        one.broken = true;
        LinksComponent links = both();
        CompletableFuture<Listening> listening = listen(links);
        other.listens(0, 4711);
        execution.run();
        assertEquals(4711, listening.join().port());
    }

    @Test
    void aTransportThatComesLateGetsTheSamePort() {
        LinksComponent links = component();
        CompletableFuture<Listening> listening = listen(links);
        assertEquals(0, listening.join().port(), "there is none to listen on yet");
        var dial = links.dial(DialTarget.at(List.of(new InetSocketAddress(ip(9), 1))));
        execution.run();
        assertTrue(Node.failure(dial.toCompletableFuture()).getMessage().contains("No transport is running"));
        links.bindTransport(one);
        execution.run();
        one.listens(0, 4711);
        execution.run();
        links.bindTransport(other);
        execution.run();
        assertEquals(4711, other.asked.get(0).getPort());
        assertEquals(4711, listening.join().port());
    }

    @Test
    void aTransportThatIsReplacedLeavesThePort() {
        LinksComponent links = component();
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        one.listens(0, 4711);
        execution.run();
        links.unbindTransport(one);
        execution.run();
        assertEquals(1, one.closed.size());
        assertEquals(Optional.empty(), links.listening());
        assertInstanceOf(PeerUnreachableException.class, Node.failure(dialled(links)), "nobody is signed out by that");
        links.bindTransport(other);
        execution.run();
        assertEquals(4711, other.asked.get(0).getPort());
        other.listens(0, 4711);
        execution.run();
        assertEquals(4711, listening.join().port());
    }

    @Test
    void thePortIsToldWhenATransportComesAndGoes() {
        LinksComponent links = component();
        List<Integer> told = new ArrayList<>();
        Subscription ports = listen(links).join().onPort(told::add);
        execution.run();
        links.bindTransport(one);
        execution.run();
        one.listens(0, 4711);
        execution.run();
        links.unbindTransport(one);
        execution.run();
        assertEquals(List.of(0, 4711, 0), told);
        ports.close();
        links.bindTransport(other);
        execution.run();
        other.listens(0, 4711);
        execution.run();
        assertEquals(3, told.size());
    }

    private CompletableFuture<?> dialled(LinksComponent links) {
        CompletableFuture<?> dial = links.dial(DialTarget.at(List.of(new InetSocketAddress(ip(9), 1))))
                .toCompletableFuture();
        execution.run();
        return dial;
    }

    @Test
    void aTransportThatGoesWhileItBeginsHoldsNobodyUp() {
        LinksComponent links = both();
        CompletableFuture<Listening> listening = listen(links);
        links.unbindTransport(one);
        execution.run();
        assertEquals(1, other.asked.size());
        other.listens(0, 4711);
        execution.run();
        assertEquals(4711, listening.join().port());
        one.listens(0, 4712);
        execution.run();
        assertEquals(List.of(new InetSocketAddress(new InetSocketAddress(0).getAddress(), 4712)), one.closed);
        assertEquals(4711, listening.join().port());
    }

    /** As when it is updated during a sign-in, which would otherwise have failed for good. */
    @Test
    void whereTheOnlyTransportGoesWhileItBeginsTheNextOneListens() {
        LinksComponent links = component();
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        links.unbindTransport(one);
        execution.run();
        assertEquals(0, listening.join().port());
        assertInstanceOf(PeerUnreachableException.class, Node.failure(dialled(links)), "one is signed in");
        links.bindTransport(other);
        execution.run();
        other.listens(0, 4711);
        execution.run();
        assertEquals(4711, listening.join().port());
    }

    @Test
    void whoGivesUpWaitingHoldsNothingOpen() {
        LinksComponent links = component();
        links.bindTransport(one);
        CompletableFuture<Listening> listening = listen(links);
        listening.cancel(false);
        one.listens(0, 4711);
        execution.run();
        assertEquals(1, one.closed.size());
        assertEquals(Optional.empty(), links.listening());
    }

    @Test
    void stoppedAtEachStepOfListeningNothingIsLeftOpen() {
        for (int step = 0; step < 4; step++) {
            HandTransport transport = new HandTransport("step " + step);
            LinksComponent links = component("eth0");
            links.bindTransport(transport);
            CompletableFuture<Listening> listening = links.listen().toCompletableFuture();
            List<Runnable> steps =
                    new ArrayList<>(List.of(execution::run, () -> listens(transport, 0), () -> listens(transport, 1)));
            steps.add(step, links::stop);
            steps.forEach(Runnable::run);
            execution.run();
            assertTrue(listening.isDone(), "stopped at step " + step);
            long opened = transport.listens.stream()
                    .filter(listen -> listen.isDone() && !listen.isCompletedExceptionally())
                    .count();
            assertEquals(opened, transport.closed.size(), "stopped at step " + step);
            assertEquals(Optional.empty(), links.listening());
            CompletableFuture<Listening> late = links.listen().toCompletableFuture();
            assertNotNull(Node.failure(late), "who comes later is told at once");
        }
    }

    private void listens(HandTransport transport, int number) {
        if (transport.asked.size() > number) {
            transport.listens(number, 4711);
        }
        execution.run();
    }
}
