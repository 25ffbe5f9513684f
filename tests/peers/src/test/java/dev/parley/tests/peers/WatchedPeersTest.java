package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.Applications;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.spi.link.Links;
import dev.parley.testkit.FakeTransport;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Watching between real bundles: who sees status and objects, and what leaves for those who do not. */
class WatchedPeersTest {
    private static final String STATUS = "status-that-few-may-see";
    private static final String ENDPOINT = "endpoint-name-that-few-may-see";
    private static final String OBJECT = "object-that-few-may-see";
    private static final UUID ID = UUID.fromString("a7b3c9d1-1111-4222-8333-abcdefabcdef");

    private final Peers peers = new Peers(31);
    private final TestPeer ada = peers.add("Ada");
    private final TestPeer ben = peers.add("Ben");
    private final Decided adas = Decided.by(ada);
    private final Decided bens = Decided.by(ben);
    private final List<PresenceEvent> presences = new ArrayList<>();
    private final List<ObjectEvent> objects = new ArrayList<>();
    private final Map<FakeTransport, ByteArrayOutputStream> left = new HashMap<>();

    WatchedPeersTest() {
        ben.service(WatchedPeople.class).onChange(presences::add);
        ben.service(PeerObjects.class).onChange(objects::add);
        peers.network().tap((from, to, bytes) -> {
            if (from == ada.transport()) {
                left.computeIfAbsent(to, unused -> new ByteArrayOutputStream()).writeBytes(bytes);
            }
        });
    }

    @AfterEach
    void close() {
        peers.close();
    }

    private void signInBoth() {
        ada.signIn();
        ben.signIn();
        peers.meet(ada, ben);
    }

    private void adaShows() {
        ada.service(Profile.class).nameEndPoint(ENDPOINT);
        ada.service(Profile.class).present(new PresenceInfo(PresenceStatus.BUSY, STATUS));
        ada.service(PeerObjects.class)
                .publish(new PeerObject(ID, ByteBuffer.wrap(OBJECT.getBytes(StandardCharsets.UTF_8)), PeerScope.ALL));
        peers.run();
    }

    /** Whether bytes like these left from Ada to somebody. */
    private boolean went(TestPeer to, byte[] bytes) {
        ByteArrayOutputStream all = left.get(to.transport());
        return all != null
                && HexFormat.of()
                        .formatHex(all.toByteArray())
                        .contains(HexFormat.of().formatHex(bytes));
    }

    private boolean went(TestPeer to, String text) {
        return went(to, text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(UUID id) {
        return ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
    }

    @Test
    void row16_aChangeReachesTheWatcherWithin100MsOnAWarmLink() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        presences.clear();
        peers.network().delay(Duration.ofMillis(20), Duration.ofMillis(80));
        adaShows();
        peers.advance(Duration.ofMillis(100));
        PresenceEvent last = presences.get(presences.size() - 1);
        assertEquals(STATUS, last.endpoint().presence().text());
        assertEquals(ENDPOINT, last.endpoint().endpointName());
        assertEquals(1, objects.size());
        assertEquals(
                OBJECT,
                StandardCharsets.UTF_8
                        .decode(peers.await(ben.service(PeerObjects.class)
                                .fetch(objects.get(0).objects().get(0))))
                        .toString());
        assertTrue(went(ben, STATUS) && went(ben, ENDPOINT) && went(ben, OBJECT) && went(ben, bytes(ID)));
    }

    /** Watches, may not: the whole of what left for it has nothing of status, names or objects. So with whoever is blocked. */
    @Test
    void row16_notOneByteOfItLeavesForAWatcherWithoutPermissionOrOneWhoIsBlocked() {
        TestPeer cal = peers.add("Cal");
        TestPeer dot = peers.add("Dot");
        Decided.by(cal).contact(ada, true, false);
        Decided.by(dot).contact(ada, true, false);
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        adas.contact(cal, false, false);
        adas.block(dot);
        signInBoth();
        cal.signIn();
        dot.signIn();
        peers.meet(ada, cal);
        peers.meet(ada, dot);
        adaShows();
        peers.advance(Duration.ofMinutes(1));
        for (TestPeer kept : List.of(cal, dot)) {
            assertFalse(went(kept, STATUS), "status");
            assertFalse(went(kept, ENDPOINT), "name of the endpoint");
            assertFalse(went(kept, OBJECT), "bytes of the object");
            assertFalse(went(kept, bytes(ID)), "id of the object");
            assertTrue(kept.sees(ada).orElseThrow().presence().isEmpty());
            assertEquals(List.of(), kept.service(PeerObjects.class).of(ada.peer()));
            assertFalse(kept.service(WatchedPeople.class).isReachable(ada.peer()));
        }
        assertTrue(went(cal, "Ada"), "the card did: the tap works");
        assertTrue(went(ben, STATUS) && went(ben, bytes(ID)));
    }

    /** Everything that leaves from one who is watched by somebody who may not, for one reason or the other. */
    private static byte[] traffic(BiConsumer<Decided, TestPeer> decision) {
        try (Peers two = new Peers(33)) {
            ByteArrayOutputStream all = new ByteArrayOutputStream();
            TestPeer watched = two.add("Watched");
            TestPeer watcher = two.add("Watcher");
            two.network().tap((from, to, bytes) -> {
                if (from == watched.transport()) {
                    all.writeBytes(bytes);
                }
            });
            decision.accept(Decided.by(watched), watcher);
            Decided.by(watcher).contact(watched, true, false);
            watched.signIn();
            watcher.signIn();
            two.meet(watched, watcher);
            watched.service(Profile.class).present(new PresenceInfo(PresenceStatus.BUSY, STATUS));
            two.advance(Duration.ofMinutes(2));
            watched.signOut();
            two.advance(Duration.ofMinutes(2));
            return all.toByteArray();
        }
    }

    @Test
    void row33_byteForByteTheSameLeavesForWhoIsBlockedAsForWhoIsNotAllowed() {
        byte[] notAllowed = traffic((book, watcher) -> book.contact(watcher, false, false));
        byte[] blocked = traffic(Decided::block);
        assertTrue(notAllowed.length > 1_000, "a card at least");
        assertArrayEquals(notAllowed, blocked);
    }

    @Test
    void row20_strangersNearSeeStatusAndObjectsOfTheirScope() {
        signInBoth();
        adaShows();
        peers.until(() -> !objects.isEmpty(), "Ben sees the object");
        assertEquals(
                STATUS, ben.sees(ada).orElseThrow().presence().orElseThrow().text());
        assertEquals(
                ENDPOINT, ben.sees(ada).orElseThrow().endpoint().orElseThrow().name());
        assertEquals(List.of(), presences, "near is not watched");
    }

    @Test
    void row03_aSignOutIsOneEventAndReSignInShowsNoStaleObjects() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        adaShows();
        peers.until(() -> !objects.isEmpty(), "Ben sees the object");
        presences.clear();
        objects.clear();
        ada.signOut();
        peers.advance(Duration.ofMinutes(2));
        assertEquals(1, presences.size());
        assertEquals(PresenceEvent.Reason.SIGNED_OUT, ((PresenceEvent.Removed) presences.get(0)).reason());
        assertEquals(1, objects.size());
        assertTrue(objects.get(0) instanceof ObjectEvent.Withdrawn);
        objects.clear();
        ada.signIn();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ada is back");
        assertEquals(List.of(), objects);
        assertEquals(
                ENDPOINT, ben.service(WatchedPeople.class).of(ada.peer()).get(0).endpointName());
    }

    @Test
    void row17_aBrokenLinkIsNoEventAndAKilledPeerIsLostAfterTheGracePeriod() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        presences.clear();
        for (int i = 0; i < 5; i++) {
            peers.breakLinks(ada, ben);
            peers.advance(Duration.ofSeconds(10));
        }
        assertEquals(List.of(), presences, "no flapping");
        peers.subnet().kill(ada.service(Links.class).instance());
        peers.network().cut(ada.transport(), ben.transport());
        peers.advance(Duration.ofMinutes(3));
        assertEquals(1, presences.size());
        assertEquals(PresenceEvent.Reason.LOST, ((PresenceEvent.Removed) presences.get(0)).reason());
    }

    @Test
    void row17_noFlappingUnderTenPercentLoss() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        presences.clear();
        peers.network().loss(0.1, 0);
        peers.advance(Duration.ofMinutes(10));
        assertEquals(List.of(), presences);
        peers.network().loss(0.1, 0.01); // and some of it breaks the link
        peers.advance(Duration.ofMinutes(10));
        assertEquals(List.of(), presences);
    }

    @Test
    void row02_whoSignsInNearMeIsListedByOthersOnTheSameSubnet() {
        ada.signIn();
        assertEquals(List.of(), ben.service(PeopleNearMe.class).people(), "Ben is not signed in");
        ben.signIn();
        peers.meet(ada, ben);
        assertEquals("Ada", ben.sees(ada).orElseThrow().displayName());
    }

    @Test
    void row26_aWatcherIsToldOfApplicationsThatComeAndGo() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        presences.clear();
        var application = ada.install(Log.class);
        peers.run();
        assertEquals(1, presences.size());
        assertEquals(
                application, presences.get(0).endpoint().applications().get(0).id());
        peers.await(ada.service(Applications.class).undeploy(application));
        peers.run();
        assertEquals(2, presences.size());
        assertEquals(List.of(), presences.get(1).endpoint().applications());
    }

    @Test
    void theWatcherKeepsTheLinkAsLongAsItWatches() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.advance(Duration.ofHours(1));
        presences.clear();
        adaShows();
        assertFalse(presences.isEmpty(), "the link is warm after an hour");
        bens.contact(ada, false, false);
        peers.advance(Duration.ofMinutes(10));
        assertTrue(ben.service(LinkMonitor.class).links().isEmpty(), "and then it rests");
    }

    @Test
    void aTransportThatIsAwayForAMomentIsNoEvent() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        presences.clear();
        ada.unplug();
        peers.advance(Duration.ofSeconds(2));
        ada.plug();
        peers.advance(Duration.ofMinutes(2));
        assertEquals(List.of(), presences);
        assertTrue(ben.service(WatchedPeople.class).isAvailable(ada.peer()));
    }

    @Test
    void thePresenceBundleOfTheWatchedStopsAndStartsAgain() {
        adas.contact(ben, false, true);
        bens.contact(ada, true, false);
        signInBoth();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ben is told that Ada is there");
        ada.stop("dev.parley.presence");
        peers.advance(Duration.ofMinutes(1));
        assertFalse(ben.service(WatchedPeople.class).isReachable(ada.peer()));
        ada.start("dev.parley.presence");
        ada.signIn();
        peers.until(() -> ben.service(WatchedPeople.class).isAvailable(ada.peer()), "Ada is back");
    }
}
