package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.link.DialTarget;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeSubnet;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

class DiscoveryCoreTest {
    private static final int SELF = 50;
    private static final int LATER = 90; // an instance that sorts behind ours
    private static final Duration SOON = Duration.ofMillis(400);

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeSubnet beacons = new FakeSubnet("beacon", true);
    private final FakeSubnet records = new FakeSubnet("dns-sd", false);
    private final FakeLinks links = new FakeLinks(Examples.instance(SELF));
    private final Trouble trouble = new Trouble(execution::nanoTime);
    private final DiscoveryCore core = new DiscoveryCore(Examples.RULES, execution, links, trouble);
    private final DiscoveryProvider beacon = beacons.host(Examples.address(SELF).getAddress());
    private final DiscoveryProvider dnsSd = records.host(Examples.address(SELF).getAddress());
    private final FakeIdentity right = new FakeIdentity(2, "Right");
    private final List<NearMeEvent> events = new ArrayList<>();
    private final List<Sighting> heardByOther = new ArrayList<>();

    private void signIn() {
        links.onChange(core::changed);
        core.add(beacon);
        core.announce(Optional.of(Examples.announcement(SELF, true)));
        core.onChange(events::add);
        execution.run();
    }

    private DiscoveryProvider.Publication other(FakeSubnet subnet, int number) {
        DiscoveryProvider.Publication out = subnet.host(Examples.address(number).getAddress())
                .publish(Examples.announcement(number, true), heardByOther::add);
        execution.run();
        return out;
    }

    private FakeLinks.FakeLink meet(int number) {
        FakeLinks.FakeLink link = links.open(right, Examples.instance(number), Examples.address(number), true);
        core.told(Examples.known(right, number, 1));
        execution.run();
        return link;
    }

    private PeerNearMe only() {
        assertEquals(1, core.people().size(), () -> core.people().toString());
        return core.people().get(0);
    }

    private List<String> kinds() {
        return events.stream().map(event -> event.getClass().getSimpleName()).toList();
    }

    private static Throwable failure(CompletableFuture<?> stage) {
        return assertThrows(CompletionException.class, stage::join).getCause();
    }

    @Test
    void seenDialledProvenGone() {
        signIn();
        DiscoveryProvider.Publication out = other(beacons, LATER);
        assertEquals("claim 90", only().displayName());
        execution.advance(Duration.ofMillis(70));
        assertEquals(List.of(Examples.address(LATER)), links.lastDial().target().addresses());
        assertEquals(Optional.empty(), links.lastDial().target().peer());
        meet(LATER);
        assertEquals("Right", only().displayName());
        assertEquals(Set.of("beacon", "link"), only().ways());
        assertEquals(List.of(Examples.address(LATER)), core.addresses(right.endpoint()));
        out.close();
        execution.run();
        assertEquals(List.of(), core.people());
        assertEquals(NearMeEvent.Reason.GOODBYE, ((NearMeEvent.Disappeared) events.get(events.size() - 1)).reason());
        links.all().forEach(link -> link.close("gone"));
        execution.advance(Duration.ofSeconds(100));
        assertEquals(List.of("Appeared", "Updated", "Updated", "Disappeared"), kinds());
        assertEquals(1, links.dials.size());
    }

    /** A dial shows our card. */
    @Test
    void visibleToContactsAloneItDialsWhomItRecognisesAndNobodyElse() {
        signIn();
        Announcement ours = Examples.announcement(SELF, true);
        core.announce(Optional.of(new Announcement(
                ours.instance(),
                ours.realm(),
                ours.port(),
                2,
                Announcement.Audience.CONTACTS,
                Optional.empty(),
                ours.interfaces())));
        other(beacons, LATER);
        execution.advance(Duration.ofSeconds(5));
        assertEquals(0, links.dials.size());
        Sighting.Seen seen = Examples.seen(2);
        beacons.invent(new Sighting.Seen(
                seen.instance(),
                seen.networkInterface(),
                seen.ipv6(),
                seen.addresses(),
                seen.revision(),
                Optional.empty(),
                Optional.of(right.remote()),
                seen.lifetime()));
        execution.advance(Duration.ofSeconds(5));
        assertEquals(1, links.dials.size());
        assertEquals(
                new DialTarget(Optional.of(right.peer()), Optional.of(right.endpoint()), seen.addresses()),
                links.lastDial().target());
    }

    @Test
    void ofTwoTheOneThatSortsLaterWaitsForTheOthersDial() {
        signIn();
        other(beacons, 1);
        execution.advance(Duration.ofMillis(240));
        assertEquals(0, links.dials.size());
        meet(1); // it dialled us meanwhile
        execution.advance(Duration.ofSeconds(5));
        assertEquals(0, links.dials.size());
    }

    @Test
    void itDialsThoughTheOtherDoesNot() {
        signIn();
        other(beacons, 1);
        execution.advance(SOON);
        assertEquals(1, links.dials.size());
    }

    @Test
    void aFailedDialIsRepeatedTwiceWithBackoff() {
        signIn();
        other(beacons, LATER);
        for (int dials = 1; dials <= 3; dials++) {
            execution.advance(Duration.ofSeconds(3));
            assertEquals(dials, links.dials.size());
            links.lastDial().result().completeExceptionally(new PeerUnreachableException("no"));
            execution.run();
        }
        beacons.beat();
        execution.advance(Duration.ofSeconds(20));
        assertEquals(3, links.dials.size());
        assertEquals(List.of(Examples.address(LATER)), trouble.unanswered());
        assertEquals("claim 90", only().displayName());
    }

    /** Who listens again after a fault of its own says nothing new. */
    @Test
    void whoIsNotReachedIsDialledRarelyAsLongAsTheyAreSeen() {
        signIn();
        other(beacons, LATER);
        for (int dials = 1; dials <= 3; dials++) {
            execution.advance(Duration.ofSeconds(3));
            links.lastDial().result().completeExceptionally(new PeerUnreachableException("no"));
            execution.run();
        }
        for (int dials = 4; dials <= 6; dials++) {
            seenFor(Duration.ofSeconds(61));
            assertEquals(dials, links.dials.size());
            links.lastDial().result().completeExceptionally(new PeerUnreachableException("no"));
            execution.run();
        }
        execution.advance(Duration.ofMinutes(5)); // nobody sees it any more
        assertEquals(6, links.dials.size());
    }

    private void seenFor(Duration time) {
        for (Duration past = Duration.ZERO; past.compareTo(time) < 0; past = past.plusSeconds(5)) {
            beacons.beat();
            execution.advance(Duration.ofSeconds(5));
        }
    }

    /** As when each closes the link that the other one keeps. */
    @Test
    void whoseLinkEndsBeforeTheCardCameIsDialledAgainTwice() {
        signIn();
        other(beacons, LATER);
        execution.advance(Duration.ofMillis(70));
        for (int dials = 1; dials <= 4; dials++) {
            assertEquals(Math.min(dials, 3), links.dials.size());
            links.open(right, Examples.instance(LATER), Examples.address(LATER), false)
                    .close("another link took its place");
            execution.advance(Duration.ofSeconds(5));
        }
    }

    @Test
    void newsIsDialledForAndToTheSameKey() {
        signIn();
        DiscoveryProvider.Publication out = other(beacons, LATER);
        execution.advance(SOON);
        meet(LATER).close("idle");
        execution.run();
        Announcement now = Examples.announcement(LATER, true);
        out.update(
                new Announcement(now.instance(), "test", Examples.PORT, 2, true, now.displayName(), now.interfaces()));
        execution.advance(SOON);
        assertEquals(2, links.dials.size());
        assertEquals(Optional.of(right.peer()), links.lastDial().target().peer());
        assertEquals(Optional.of(right.endpoint()), links.lastDial().target().endpoint());
    }

    @Test
    void whoIsInvisibleDialsNobodyByItself() {
        links.onChange(core::changed);
        core.add(beacon);
        core.announce(Optional.of(Examples.announcement(SELF, false)));
        other(beacons, LATER);
        execution.advance(Duration.ofSeconds(5));
        assertEquals(1, core.people().size());
        assertEquals(0, links.dials.size());
        assertEquals(List.of(), heardByOther);
        core.announce(Optional.of(Examples.announcement(SELF, true)));
        execution.run();
        beacons.beat();
        execution.advance(SOON);
        assertEquals(1, links.dials.size());
    }

    @Test
    void aFloodOfInventedInstancesIsDialledWithinTheRates() {
        signIn();
        for (int burst = 0; burst < 100; burst++) {
            for (int i = 0; i < 1_000; i++) {
                int number = 1_000 + burst * 1_000 + i;
                beacons.invent(Examples.seen(number, 1, "x", Examples.address(i % 7)));
            }
            execution.advance(Duration.ofMillis(100));
        }
        assertTrue(core.people().size() <= Examples.RULES.instances());
        assertTrue(links.dials.size() <= 110, "ten a second for ten seconds: " + links.dials.size());
        assertTrue(links.dials.size() >= 50, "but it dials: " + links.dials.size());
        int before = links.dials.size();
        other(beacons, LATER); // from a source of its own
        execution.advance(Duration.ofSeconds(3));
        assertTrue(
                links.dials.subList(before, links.dials.size()).stream()
                        .anyMatch(dial -> dial.target().addresses().contains(Examples.address(LATER))),
                "somebody real gets through");
    }

    @Test
    void whoDialsUsIsShownWithTheCardAndNotBefore() {
        signIn();
        FakeLinks.FakeLink link = links.open(right, Examples.instance(1), Examples.address(1), false);
        execution.run();
        assertEquals(List.of(), core.people());
        core.told(Examples.known(right, 1, 1));
        execution.run();
        assertEquals(Set.of("link"), only().ways());
        assertEquals(List.of("Appeared"), kinds());
        link.close("lost");
        execution.advance(Duration.ofSeconds(29));
        assertEquals(1, core.people().size());
        execution.advance(Duration.ofSeconds(3));
        assertEquals(List.of(), core.people());
    }

    @Test
    void whoWasFasterThanTheWordThatWeAreSignedIn() {
        meet(1);
        assertEquals(List.of(), core.people());
        signIn();
        assertEquals(1, core.people().size());
    }

    @Test
    void aLinkThatTookAnothersPlaceIsNotItsEnd() {
        signIn();
        FakeLinks.FakeLink first = meet(1);
        links.open(right, Examples.instance(1), Examples.address(1), false);
        first.close("one is enough");
        execution.advance(Duration.ofSeconds(100));
        assertEquals(1, core.people().size());
    }

    @Test
    void aRestartIsSeenAsOne() {
        signIn();
        other(beacons, LATER);
        FakeLinks.FakeLink link = meet(LATER);
        beacons.kill(Examples.instance(LATER));
        link.close("reset");
        other(beacons, LATER + 1);
        meet(LATER + 1);
        assertEquals(Examples.instance(LATER + 1), only().instance());
        assertTrue(events.stream()
                .anyMatch(e ->
                        e instanceof NearMeEvent.Disappeared gone && gone.reason() == NearMeEvent.Reason.RESTARTED));
    }

    @Test
    void row10_whoIsKilledIsMissedWithinThreeIntervals() {
        signIn();
        other(beacons, LATER);
        FakeLinks.FakeLink link = meet(LATER);
        beacons.kill(Examples.instance(LATER));
        link.close("reset");
        execution.advance(Duration.ofSeconds(31));
        assertEquals(List.of(), core.people());
    }

    @Test
    void oneWayBlockedHidesNobody() {
        signIn();
        core.add(dnsSd);
        other(beacons, LATER);
        other(records, LATER);
        assertEquals(Set.of("beacon", "dns-sd"), only().ways());
        beacons.block(true);
        for (int interval = 0; interval < 5; interval++) {
            execution.advance(Duration.ofSeconds(10));
            records.beat();
        }
        execution.run();
        assertEquals(Set.of("dns-sd"), only().ways());
    }

    @Test
    void aProviderComesLateAndGoes() {
        signIn();
        other(records, LATER);
        assertEquals(List.of(), core.people());
        core.add(dnsSd);
        execution.run();
        assertEquals(Set.of("dns-sd"), only().ways());
        records.beat(); // on its way when the provider goes
        core.remove(dnsSd);
        records.beat();
        execution.advance(Duration.ofSeconds(2));
        assertEquals(List.of(), core.people());
        assertEquals(1, records.published(), "only the other one's is out");
    }

    @Test
    void aProviderThatFailsHarmsNoOther() {
        core.add(new BrokenProvider());
        signIn();
        other(beacons, LATER);
        assertEquals(1, core.people().size());
        core.announce(Optional.empty());
        execution.run();
        assertEquals(1, beacons.published());
    }

    @Test
    void signingOutSaysGoodbyeAndForgetsEverybody() {
        signIn();
        other(beacons, LATER);
        meet(LATER);
        beacons.beat(); // on its way when we sign out
        core.announce(Optional.empty());
        execution.run();
        assertEquals(List.of(), core.people());
        assertTrue(heardByOther.contains(new Sighting.Gone(Examples.instance(SELF), true)));
        execution.advance(Duration.ofSeconds(60));
        assertEquals(List.of(), core.people());
        core.announce(Optional.of(Examples.announcement(SELF, true)));
        execution.run();
        assertEquals("Right", only().displayName());
    }

    @Test
    void row09_aListenerIsToldThePresentThenChanges() {
        signIn();
        other(beacons, LATER);
        List<NearMeEvent> late = new ArrayList<>();
        Subscription listening = core.onChange(late::add);
        beacons.invent(Examples.seen(7)); // behind the present
        execution.run();
        assertEquals(2, late.size(), late::toString);
        assertEquals(events, late);
        listening.close();
        beacons.invent(Examples.seen(8));
        execution.run();
        assertEquals(2, late.size());
    }

    @Test
    void addedByAddress() {
        signIn();
        CompletableFuture<PeerNearMe> added = core.reach(List.of(Examples.address(7)), Optional.of(right.peer()));
        execution.run();
        assertEquals(Optional.of(right.peer()), links.lastDial().target().peer());
        FakeLinks.FakeLink link = links.open(right, Examples.instance(7), Examples.address(7), true);
        links.lastDial().result().complete(link);
        execution.run();
        assertFalse(added.isDone());
        core.told(Examples.known(right, 7, 1));
        execution.run();
        assertEquals("Right", added.join().displayName());
        assertEquals(Set.of("address"), only().ways());
        CompletableFuture<PeerNearMe> again = core.reach(List.of(Examples.address(7)), Optional.empty());
        execution.run();
        links.lastDial().result().complete(link);
        execution.run();
        assertEquals(added.join(), again.join(), "who is known already");
    }

    @Test
    void whoWasAddedIsLookedForAgain() {
        addedByAddress();
        links.all().get(0).close("lost");
        execution.advance(Duration.ofSeconds(31));
        assertEquals(3, links.dials.size());
        assertEquals(1, core.people().size(), "there until it does not answer");
        assertEquals(List.of(Examples.address(7)), links.lastDial().target().addresses());
        links.lastDial().result().completeExceptionally(new PeerUnreachableException("no"));
        execution.run();
        assertEquals(List.of(), core.people());
        execution.advance(Duration.ofSeconds(31));
        assertEquals(4, links.dials.size());
        FakeLinks.FakeLink link = links.open(right, Examples.instance(7), Examples.address(7), true);
        links.lastDial().result().complete(link);
        execution.run();
        assertEquals(Set.of("address"), only().ways());
        core.announce(Optional.empty());
        link.close("signed out");
        execution.advance(Duration.ofSeconds(100));
        assertEquals(4, links.dials.size(), "nobody is looked for while signed out");
    }

    @Test
    void row12_whoCannotBeReachedIsToldAsThat() {
        signIn();
        CompletableFuture<PeerNearMe> other = core.reach(List.of(Examples.address(7)), Optional.of(right.peer()));
        execution.run();
        links.lastDial().result().completeExceptionally(new IdentityMismatchException("another key"));
        execution.run();
        assertInstanceOf(IdentityMismatchException.class, failure(other));
        assertEquals(List.of(), trouble.unanswered(), "somebody did answer");
        CompletableFuture<PeerNearMe> nobody = core.reach(List.of(Examples.address(8)), Optional.empty());
        execution.run();
        links.lastDial().result().completeExceptionally(new PeerUnreachableException("no"));
        execution.run();
        assertInstanceOf(PeerUnreachableException.class, failure(nobody));
        assertEquals(List.of(Examples.address(8)), trouble.unanswered());
        assertEquals(List.of(), core.people());
    }

    @Test
    void anAnswerWithoutACard() {
        signIn();
        CompletableFuture<PeerNearMe> added = core.reach(List.of(Examples.address(7)), Optional.empty());
        execution.run();
        links.lastDial().result().complete(links.open(right, Examples.instance(7), Examples.address(7), true));
        execution.advance(Duration.ofSeconds(11));
        assertInstanceOf(PeerUnreachableException.class, failure(added));
    }

    @Test
    void whoeverWaitsIsToldThatItIsOver() {
        signIn();
        CompletableFuture<PeerNearMe> out = core.reach(List.of(Examples.address(7)), Optional.empty());
        core.announce(Optional.empty());
        execution.run();
        assertInstanceOf(ParleyException.class, failure(out));
        CompletableFuture<PeerNearMe> stopped = core.reach(List.of(Examples.address(7)), Optional.empty());
        execution.run();
        core.stop();
        execution.run();
        assertInstanceOf(ParleyException.class, failure(stopped));
        assertInstanceOf(
                PeerUnreachableException.class, failure(core.reach(List.of(Examples.address(7)), Optional.empty())));
    }

    @Test
    void itStartsAndStopsTwentyTimes() {
        for (int i = 0; i < 20; i++) {
            InstanceId instance = Examples.instance(SELF + i);
            FakeLinks mine = new FakeLinks(instance);
            DiscoveryCore one = new DiscoveryCore(Examples.RULES, execution, mine, trouble);
            one.add(beacon);
            one.announce(Optional.of(Examples.announcement(SELF + i, true)));
            execution.run();
            assertEquals(1, beacons.published());
            beacons.invent(Examples.seen(1_000 + i));
            execution.run();
            assertEquals(1, one.people().size());
            one.stop();
            execution.run();
            assertEquals(0, beacons.published());
            one.add(dnsSd);
            one.remove(beacon);
            execution.advance(Duration.ofSeconds(10));
            assertEquals(0, mine.dials.size(), "nothing runs after the end");
            assertEquals(0, records.published());
        }
    }
}
