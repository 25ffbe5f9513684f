package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.ScopeUnavailableException;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.discovery.Announcement;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class PresenceCoreTest {
    private static final Path HOME = Path.of("home");

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final ForgetfulFiles files = new ForgetfulFiles();
    private final FakeIdentity identity = new FakeIdentity(1, "Left");
    private final TwoLinks links = new TwoLinks(identity, 1);
    private final PresenceCore core = core(identity, links, Optional.of(Visibility.EVERYONE));
    private final List<Optional<Announcement>> announced = new ArrayList<>();

    private PresenceCore core(FakeIdentity who, TwoLinks over, Optional<Visibility> override) {
        Settings settings = Settings.load(files, HOME, execution.serial("settings"), defaults(override));
        PresenceCore made = new PresenceCore(execution, who, who, who, over, settings, Person.NO_KEEPER);
        over.handler = made.protocol();
        return made;
    }

    private static Settings.Defaults defaults(Optional<Visibility> override) {
        return new Settings.Defaults(override, "desk", Duration.ofSeconds(20));
    }

    private Optional<Announcement> newest() {
        return announced.get(announced.size() - 1);
    }

    private void signIn() {
        core.announcer().onAnnouncement(announced::add);
        core.signIn(PeerScope.NEAR_ME, lease -> {});
        execution.run();
        links.opens();
        execution.run();
    }

    @Test
    void theLastLeaseSaysGoodbyeBeforeListeningEnds() {
        core.announcer().onAnnouncement(now -> {
            announced.add(now);
            links.done.add(now.isPresent() ? "announce" : "nothing");
        });
        SignIn one = core.signIn(PeerScope.NEAR_ME, lease -> {});
        SignIn two = core.signIn(PeerScope.NEAR_ME, lease -> {});
        execution.run();
        assertFalse(one.ready().toCompletableFuture().isDone());
        links.opens();
        execution.run();
        assertTrue(two.ready().toCompletableFuture().isDone());
        one.close();
        one.close();
        execution.run();
        assertEquals(PeerScope.NEAR_ME, core.scope());
        two.close();
        execution.run();
        assertEquals(PeerScope.NONE, core.scope());
        assertEquals(List.of("nothing", "listen", "announce", "nothing", "close"), links.done);
    }

    @Test
    void abandonedBeforeItListensItClosesWhatOpensLate() {
        SignIn lease = core.signIn(PeerScope.NEAR_ME, ended -> {});
        execution.run();
        lease.close();
        execution.run();
        links.opens();
        execution.run();
        assertEquals(List.of("listen", "close"), links.done);
        assertTrue(lease.ready().toCompletableFuture().isCompletedExceptionally());
    }

    /** Whoever was told of ports was never let go then, with all that hung on it. */
    @Test
    void givenBackAsItBeginsToListenItHoldsNothing() {
        SignIn lease = core.signIn(PeerScope.NEAR_ME, ended -> {});
        execution.run();
        links.opens();
        lease.close();
        execution.run();
        assertEquals(List.of("listen", "close"), links.done);
        assertEquals(List.of(), links.portListeners);
    }

    @Test
    void aPortThatIsTakenIsToldAndTheNextLeaseTriesAgain() {
        SignIn lease = core.signIn(PeerScope.NEAR_ME, ended -> {});
        execution.run();
        links.refuses(new ParleyException("the port is taken"));
        execution.run();
        assertTrue(lease.ready().toCompletableFuture().isCompletedExceptionally());
        assertEquals(PeerScope.NONE, core.scope());
        signIn();
        assertEquals(PeerScope.NEAR_ME, core.scope());
    }

    @Test
    void whoSignsInBeforeThereIsATransportIsAnnouncedWhenItListens() {
        links.listensOn(0);
        SignIn lease = core.signIn(PeerScope.NEAR_ME, ended -> {});
        signIn();
        assertTrue(lease.ready().toCompletableFuture().isDone());
        assertEquals(Optional.empty(), newest(), "nobody is sent to a port that nobody listens on");
        links.listensOn(4712);
        execution.run();
        assertEquals(4712, newest().orElseThrow().port());
        links.listensOn(0);
        execution.run();
        assertEquals(Optional.empty(), newest());
    }

    @Test
    void scopesThatCannotBe() {
        assertThrows(ScopeUnavailableException.class, () -> core.signIn(PeerScope.ALL, lease -> {}));
        assertThrows(IllegalArgumentException.class, () -> core.signIn(PeerScope.NONE, lease -> {}));
    }

    @Test
    void nobodySeesWhoHasNotAnswered() {
        PresenceCore shy = core(new FakeIdentity(3), new TwoLinks(new FakeIdentity(3), 3), Optional.empty());
        assertEquals(Optional.empty(), shy.visibility());
        signIn();
        assertEquals(Optional.of("Left"), newest().orElseThrow().displayName());
        core.setVisibility(Visibility.NOBODY);
        execution.run();
        assertFalse(newest().orElseThrow().visible());
        assertEquals(Optional.empty(), newest().orElseThrow().displayName());
    }

    @Test
    void whatIsForContactsAloneTellsNoName() {
        signIn();
        core.setVisibility(Visibility.CONTACTS);
        execution.run();
        Announcement now = newest().orElseThrow();
        assertEquals(Announcement.Audience.CONTACTS, now.audience());
        assertEquals(Optional.empty(), now.displayName());
        files.crash();
        assertEquals(
                Optional.of(Visibility.CONTACTS),
                Settings.load(files, HOME, Runnable::run, defaults(Optional.empty()))
                        .visibility());
    }

    @Test
    void anAnswerIsOnDiskWhenItsStageCompletes() {
        CompletionStage<Void> kept = core.setVisibility(Visibility.NOBODY);
        execution.run();
        assertTrue(kept.toCompletableFuture().isDone());
        files.crash();
        assertEquals(
                Optional.of(Visibility.NOBODY),
                Settings.load(files, HOME, Runnable::run, defaults(Optional.empty()))
                        .visibility());
    }

    @Test
    void aBundleThatStopsGivesItsLeasesBack() {
        CollaborationComponent first = new CollaborationComponent(core);
        CollaborationComponent second = new CollaborationComponent(core);
        first.signIn(PeerScope.NEAR_ME);
        SignIn other = second.signIn(PeerScope.NEAR_ME);
        first.stop();
        assertEquals(PeerScope.NEAR_ME, second.signedIn());
        other.close();
        assertEquals(PeerScope.NONE, second.signedIn());
    }

    @Test
    void bothSidesLearnCardOfferAndStatusAndThenChanges() {
        FakeIdentity right = new FakeIdentity(2, "Right");
        TwoLinks others = new TwoLinks(right, 2);
        PresenceCore other = core(right, others, Optional.of(Visibility.EVERYONE));
        Offers offers = new Offers();
        core.profile().offers(Optional.of(offers));
        execution.run();
        links.connect(others);
        execution.run();
        assertEquals("Right", known(core, right).card().card().displayName());
        assertEquals("Left", known(other, identity).card().card().displayName());
        assertEquals("Chat", known(other, identity).applications().get(0).name());

        long before = known(other, identity).revision();
        core.signIn(PeerScope.NEAR_ME, lease -> {});
        core.profile().rename("Left desk");
        core.profile().present(new PresenceInfo(PresenceStatus.BUSY, "writing"));
        offers.now = List.of();
        core.profile().refreshOffer();
        execution.run();
        KnownEndpoint after = known(other, identity);
        assertEquals("Left desk", after.card().card().displayName());
        assertEquals(
                new PresenceInfo(PresenceStatus.BUSY, "writing"),
                after.presence().orElseThrow());
        assertEquals(List.of(), after.applications());
        assertEquals(before + 3, after.revision());
        assertEquals(List.of(), links.broken);
        assertEquals(List.of(), others.broken);
    }

    /** A home may run for months. */
    @Test
    void aCardThatAgesIsRenewedAndToldWithoutAStart() {
        FakeIdentity right = new FakeIdentity(2, "Right");
        TwoLinks others = new TwoLinks(right, 2);
        PresenceCore other = core(right, others, Optional.of(Visibility.EVERYONE));
        links.connect(others);
        execution.run();
        identity.age();
        execution.advance(Duration.ofHours(23));
        assertEquals(1, known(other, identity).card().card().number());
        execution.advance(Duration.ofHours(1));
        assertEquals(2, known(other, identity).card().card().number());
        long revision = known(other, identity).revision();
        execution.advance(Duration.ofDays(2));
        assertEquals(revision, known(other, identity).revision(), "nothing new, nothing told");
        identity.age();
        core.stop();
        execution.advance(Duration.ofDays(2));
        assertEquals(2, identity.card().card().number());
    }

    /** Both sides dial at once: one link closes, and its stream comes when the other link has been in use already. */
    @Test
    void aLateStreamOfAClosedLinkHidesNothing() {
        FakeIdentity right = new FakeIdentity(2);
        TwoLinks others = new TwoLinks(right, 2);
        PresenceCore other = core(right, others, Optional.of(Visibility.EVERYONE));
        links.handler = core.protocol();
        others.handler = other.protocol();
        TwoLinks.OneLink first = links.connect(others);
        first.close("another link took its place");
        others.connect(links);
        execution.run();
        first.open(CardProtocol.PROTOCOL);
        core.signIn(PeerScope.NEAR_ME, lease -> {});
        core.profile().present(new PresenceInfo(PresenceStatus.BUSY, "later"));
        execution.run();
        assertEquals(
                "later",
                other.known()
                        .find(identity.endpoint())
                        .orElseThrow()
                        .presence()
                        .orElseThrow()
                        .text());
    }

    @Test
    void row06_anInterfaceThatComesEndsTheDegradedStateWithAnEvent() throws UnknownHostException {
        List<CollaborationEvent> events = new ArrayList<>();
        signIn();
        core.onChange(events::add);
        execution.run();
        assertTrue(events.get(0) instanceof CollaborationEvent.SignedIn in
                && in.me().degraded());
        InetAddress address = InetAddress.getByAddress(new byte[] {10, 0, 0, 1});
        links.hasAddresses(List.of(new InetSocketAddress(address, TwoLinks.PORT)));
        execution.advance(Duration.ofSeconds(2));
        assertTrue(events.get(1) instanceof CollaborationEvent.Changed changed
                && !changed.me().degraded());
        links.hasAddresses(List.of());
        execution.advance(Duration.ofSeconds(2));
        assertTrue(core.me().degraded());
        assertEquals(3, events.size());
    }

    @Test
    void eventsReplayThePresentAndTellChangesOnce() {
        List<CollaborationEvent> events = new ArrayList<>();
        signIn();
        Subscription listening = core.onChange(events::add);
        core.profile().rename("Somebody");
        execution.run();
        assertEquals(2, events.size(), events.toString());
        assertTrue(events.get(0) instanceof CollaborationEvent.SignedIn);
        assertTrue(events.get(1) instanceof CollaborationEvent.Changed changed
                && changed.me().displayName().equals("Somebody"));
        listening.close();
        core.stop();
        execution.run();
        assertEquals(2, events.size());
        assertEquals(List.of("listen", "close"), links.done);
        assertEquals(Optional.empty(), newest());
    }

    private static KnownEndpoint known(PresenceCore at, FakeIdentity who) {
        return at.known().find(who.endpoint()).orElseThrow();
    }

    private static final class Offers implements OfferSource {
        private final AtomicReference<Runnable> listener = new AtomicReference<>();
        private List<PeerApplication> now = List.of(new PeerApplication(
                new ApplicationId(new UUID(1, 2)), "Chat", "1.0", "", Bytes.NONE, PeerScope.NEAR_ME));

        @Override
        public List<PeerApplication> offered(PeerScope audience) {
            return now;
        }

        @Override
        public Subscription onChange(Runnable told) {
            listener.set(told);
            return () -> listener.set(null);
        }
    }
}
