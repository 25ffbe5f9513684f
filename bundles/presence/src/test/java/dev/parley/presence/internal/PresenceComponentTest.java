package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.discovery.Announcement;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PresenceComponentTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeBundle bundle = new FakeBundle();
    private final FakeIdentity identity = new FakeIdentity(1, "Left");
    private final TwoLinks links = new TwoLinks(identity, 1);
    private final List<Optional<Announcement>> announced = new ArrayList<>();

    private PresenceComponent start() {
        Settings settings = Settings.load(
                new ForgetfulFiles(),
                Path.of("home"),
                execution.serial("settings"),
                new Settings.Defaults(Optional.empty(), "desk", Duration.ofSeconds(20)));
        PresenceComponent component =
                new PresenceComponent(bundle.context(), execution, identity, identity, identity, links, settings);
        component.onAnnouncement(announced::add);
        execution.run();
        return component;
    }

    private void signIn(PresenceComponent component) {
        component.core().signIn(PeerScope.NEAR_ME, lease -> {});
        execution.run();
        links.opens();
        execution.run();
    }

    private Announcement newest() {
        return announced.get(announced.size() - 1).orElseThrow();
    }

    @Test
    void whoHasNotAnsweredIsAnnouncedAsInvisible() {
        PresenceComponent component = start();
        signIn(component);
        assertFalse(newest().visible());
        assertEquals(Optional.empty(), newest().displayName());
        component.core().setVisibility(Visibility.EVERYONE);
        execution.run();
        assertTrue(newest().visible());
        assertEquals(Optional.of("Left"), newest().displayName());
        component.core().setVisibility(Visibility.NOBODY);
        execution.run();
        assertFalse(newest().visible());
        assertEquals(Optional.empty(), newest().displayName());
    }

    @Test
    void anOfferThatComesAndGoesIsANewRevision() {
        PresenceComponent component = start();
        signIn(component);
        long first = newest().revision();
        Offers offers = new Offers("Chat");
        component.bindOffers(offers);
        execution.run();
        assertEquals(first + 1, newest().revision());
        offers.change("Draw");
        execution.run();
        assertEquals(first + 2, newest().revision());
        offers.change("Draw");
        execution.run();
        assertEquals(first + 2, newest().revision(), "the same offer is no news");
        component.unbindOffers(offers);
        execution.run();
        assertEquals(first + 3, newest().revision());
        assertEquals(0, offers.listeners.size());
    }

    @Test
    void anotherSourceIsBoundBeforeTheFirstIsLetGo() {
        PresenceComponent component = start();
        signIn(component);
        Offers first = new Offers("Chat");
        Offers second = new Offers("Draw");
        component.bindOffers(first);
        component.bindOffers(second);
        component.unbindOffers(first);
        execution.run();
        assertEquals(0, first.listeners.size());
        assertEquals(1, second.listeners.size());
        long revision = newest().revision();
        first.change("Nothing of ours any more");
        second.change("Paint");
        execution.run();
        assertEquals(revision + 1, newest().revision());
    }

    @Test
    void itStartsAndStopsTwentyTimes() {
        for (int i = 0; i < 20; i++) {
            PresenceComponent component = start();
            Offers offers = new Offers("Chat");
            component.bindOffers(offers);
            signIn(component);
            assertEquals(3, bundle.services.size(), "the protocols of cards, watching and objects");
            component.stop();
            component.unbindOffers(offers);
            execution.run();
            assertEquals(Optional.empty(), announced.get(announced.size() - 1));
            assertEquals(List.of(), bundle.services);
            assertEquals(0, offers.listeners.size());
            assertEquals(2 * (i + 1), links.done.size(), "listen and close, each time");
        }
    }

    private static final class Offers implements OfferSource {
        private final List<Runnable> listeners = new ArrayList<>();
        private String name;

        Offers(String name) {
            this.name = name;
        }

        void change(String now) {
            name = now;
            List.copyOf(listeners).forEach(Runnable::run);
        }

        @Override
        public List<PeerApplication> offered(PeerScope audience) {
            return List.of(new PeerApplication(
                    new ApplicationId(new UUID(1, 2)), name, "1.0", "", Bytes.NONE, PeerScope.NEAR_ME));
        }

        @Override
        public Subscription onChange(Runnable told) {
            listeners.add(told);
            return () -> listeners.remove(told);
        }
    }
}
