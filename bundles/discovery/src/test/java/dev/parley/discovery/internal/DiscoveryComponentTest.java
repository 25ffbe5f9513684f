package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.card.Presenter;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeSubnet;
import dev.parley.testkit.HandDrivenExecution;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class DiscoveryComponentTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeLinks links = new FakeLinks(Examples.instance(1));
    private final FakeCards cards = new FakeCards();
    private final FakePresenter presenter = new FakePresenter();
    private final FakeSubnet subnet = new FakeSubnet("beacon", true);
    private final DiscoveryProvider provider = subnet.host(Examples.address(1).getAddress());
    private final FakeIdentity right = new FakeIdentity(2, "Right");

    private static DiscoveryComponent.Config defaults() {
        return (DiscoveryComponent.Config) Proxy.newProxyInstance(
                DiscoveryComponentTest.class.getClassLoader(),
                new Class<?>[] {DiscoveryComponent.Config.class},
                (proxy, method, arguments) -> method.getDefaultValue());
    }

    private DiscoveryComponent start() {
        DiscoveryComponent component = new DiscoveryComponent(defaults(), execution, links, cards, presenter);
        component.bindProvider(provider);
        execution.run();
        return component;
    }

    @Test
    void theServicesAreOfOneMind() {
        DiscoveryComponent component = start();
        List<NearMeEvent> events = new ArrayList<>();
        component.onChange(events::add);
        subnet.invent(Examples.seen(7));
        cards.tell(Examples.known(right, 7, 1));
        execution.run();
        PeerNearMe person = component.people().get(0);
        assertEquals("Right", person.displayName());
        assertEquals(2, events.size());
        assertEquals(List.of(Examples.address(7)), component.addresses(right.endpoint()));
        assertEquals(List.of(), component.addresses(new FakeIdentity(3).endpoint()));
        presenter.tell(Optional.empty());
        execution.run();
        assertEquals(List.of(), component.people());
    }

    @Test
    void row12_anAddressIsResolvedAndDialled() {
        DiscoveryComponent component = start();
        CompletableFuture<PeerNearMe> added = component
                .addAddress("127.0.0.1", Examples.PORT, Optional.empty())
                .toCompletableFuture();
        assertEquals(0, links.dials.size(), "not on the caller's thread");
        execution.run();
        assertEquals(
                List.of(Examples.at(0x7f000001, Examples.PORT)),
                links.lastDial().target().addresses());
        assertFalse(added.isDone());
    }

    @Test
    void anAddressThatIsNone() {
        DiscoveryComponent component = start();
        assertThrows(IllegalArgumentException.class, () -> component.addAddress("127.0.0.1", 0, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> component.addAddress("127.0.0.1", 65_536, Optional.empty()));
        assertThrows(IllegalArgumentException.class, () -> component.addAddress(" ", 1, Optional.empty()));
        CompletableFuture<PeerNearMe> added =
                component.addAddress("\u001bnot a host\n", 1, Optional.empty()).toCompletableFuture();
        execution.run();
        ParleyException why = assertInstanceOf(
                ParleyException.class,
                assertThrows(CompletionException.class, added::join).getCause());
        assertEquals(-1, why.getMessage().indexOf(0x1b), why::getMessage);
    }

    @Test
    void theDoctorLooksAtTheRealInterfaces() {
        DiscoveryComponent component = start();
        CompletableFuture<List<Finding>> findings = component.examine().toCompletableFuture();
        assertFalse(findings.isDone(), "not on the caller's thread");
        execution.run();
        assertTrue(findings.join().stream().allMatch(line -> line.way() == Finding.Way.TCP_IN));
    }

    @Test
    void afterTheEndItSaysSo() {
        DiscoveryComponent component = start();
        component.stop();
        execution.run();
        assertTrue(component.examine().toCompletableFuture().isCompletedExceptionally());
        assertTrue(component
                .addAddress("127.0.0.1", 1, Optional.empty())
                .toCompletableFuture()
                .isCompletedExceptionally());
    }

    @Test
    void itStartsAndStopsTwentyTimes() {
        for (int i = 0; i < 20; i++) {
            DiscoveryComponent component = start();
            assertEquals(1, subnet.published());
            assertEquals(3, links.listeners() + cards.listeners.size() + presenter.listeners.size());
            component.stop();
            component.unbindProvider(provider);
            execution.advance(Duration.ofMinutes(1));
            assertEquals(0, subnet.published());
            assertEquals(0, links.listeners() + cards.listeners.size() + presenter.listeners.size());
        }
    }

    private static final class FakeCards implements CardSource {
        private final List<Consumer<KnownEndpoint>> listeners = new ArrayList<>();

        void tell(KnownEndpoint endpoint) {
            listeners.forEach(listener -> listener.accept(endpoint));
        }

        @Override
        public Optional<KnownEndpoint> find(EndPointId endpoint) {
            throw new AssertionError("discovery is told");
        }

        @Override
        public Subscription onChange(Consumer<KnownEndpoint> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    private static final class FakePresenter implements Presenter {
        private final List<Consumer<Optional<Announcement>>> listeners = new ArrayList<>();

        void tell(Optional<Announcement> now) {
            listeners.forEach(listener -> listener.accept(now));
        }

        @Override
        public Subscription onAnnouncement(Consumer<Optional<Announcement>> listener) {
            listeners.add(listener);
            listener.accept(Optional.of(Examples.announcement(1, true)));
            return () -> listeners.remove(listener);
        }
    }
}
