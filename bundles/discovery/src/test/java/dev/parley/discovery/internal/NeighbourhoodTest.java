package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.NearMeEvent.Appeared;
import dev.parley.api.discovery.NearMeEvent.Disappeared;
import dev.parley.api.discovery.NearMeEvent.Reason;
import dev.parley.api.discovery.NearMeEvent.Updated;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.spi.discovery.Sighting;
import dev.parley.testkit.FakeIdentity;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    private static final String BEACON = "beacon";
    private static final String DNS_SD = "dns-sd";

    private final FakeIdentity right = new FakeIdentity(2, "Right");
    private final Neighbourhood near = new Neighbourhood(8);

    private List<NearMeEvent> see(String way, Sighting.Seen seen, long atS) {
        return near.seen(way, seen, Optional.empty(), Examples.seconds(atS));
    }

    private List<NearMeEvent> goodbye(String way, boolean signed, long atS) {
        return near.goodbye(way, new Sighting.Gone(Examples.instance(1), signed), Examples.seconds(atS));
    }

    private PeerNearMe only() {
        assertEquals(1, near.people().size());
        return near.people().get(0);
    }

    private static Reason gone(List<NearMeEvent> events) {
        assertEquals(1, events.size(), events::toString);
        return ((Disappeared) events.get(0)).reason();
    }

    @Test
    void severalWaysAreOnePerson() {
        assertTrue(see(BEACON, Examples.seen(1), 0).get(0) instanceof Appeared);
        assertTrue(
                see(DNS_SD, Examples.seen(1, 1, "claim 1", Examples.address(7)), 0)
                                .get(0)
                        instanceof Updated);
        assertEquals(List.of(), see(BEACON, Examples.seen(1), 5), "a sign of life is no news");
        assertEquals(Set.of(BEACON, DNS_SD), only().ways());
        assertEquals(List.of(Examples.address(1), Examples.address(7)), only().addresses());
        assertEquals("claim 1", only().displayName());
        assertEquals(Optional.empty(), only().peer());
    }

    @Test
    void aLinkProvesWhoItIs() {
        see(BEACON, Examples.seen(1), 0);
        List<NearMeEvent> events = near.known(Examples.known(right, 1, 1));
        assertEquals(List.of(new Updated(only())), events);
        assertEquals("Right", only().displayName());
        assertEquals(Optional.of(right.peer()), only().peer());
        assertEquals(right.endpoint(), only().endpoint().orElseThrow().id());
        assertEquals(List.of(), near.known(Examples.known(right, 1, 1)));
    }

    @Test
    void row11_aNodeIsOnePersonThoughItStartsAnew() {
        see(BEACON, Examples.seen(1), 0);
        near.known(Examples.known(right, 1, 1));
        see(BEACON, Examples.seen(2), 1);
        assertEquals(2, near.people().size(), "nobody proved yet that they are one");
        List<NearMeEvent> events = near.known(Examples.known(right, 2, 1));
        assertEquals(Reason.RESTARTED, gone(events.subList(0, 1)));
        assertEquals(Examples.instance(2), only().instance());
        assertEquals(List.of(), see(DNS_SD, Examples.seen(1), 2), "an echo of the earlier start");
        assertEquals(1, near.people().size());
    }

    @Test
    void nobodyTakesOverAnInstanceByClaimingIt() {
        see(BEACON, Examples.seen(1), 0);
        near.known(Examples.known(right, 1, 1));
        assertEquals(List.of(), near.known(Examples.known(new FakeIdentity(3), 1, 9)));
        assertEquals(Optional.of(right.peer()), only().peer());
    }

    @Test
    void aSignedGoodbyeCountsForEveryWay() {
        see(BEACON, Examples.seen(1), 0);
        see(DNS_SD, Examples.seen(1), 0);
        near.linked(Examples.instance(1), Entry.BY_LINK, List.of(), Optional.empty());
        assertEquals(Reason.GOODBYE, gone(goodbye(BEACON, true, 1)));
        assertEquals(List.of(), near.people());
        assertEquals(List.of(), see(DNS_SD, Examples.seen(1), 2), "the slower way has not heard yet");
        assertEquals(List.of(), near.unlinked(Examples.instance(1), Examples.seconds(40)), "its link ends after it");
        assertEquals(1, see(BEACON, Examples.seen(1), 2).size(), "it is back by its own word");
    }

    @Test
    void anEchoIsOneForAMomentOnly() {
        see(BEACON, Examples.seen(1), 0);
        goodbye(BEACON, true, 1);
        assertEquals(1, see(DNS_SD, Examples.seen(1), 5).size());
    }

    @Test
    void anUnsignedGoodbyeHidesNobodyWhomAnotherWaySees() {
        see(BEACON, Examples.seen(1), 0);
        see(DNS_SD, Examples.seen(1), 0);
        goodbye(DNS_SD, false, 1);
        assertEquals(Set.of(BEACON), only().ways());
    }

    @Test
    void anUnsignedGoodbyeIsBelievedWithTheEndOfTheLink() {
        see(DNS_SD, Examples.seen(1), 0);
        near.linked(Examples.instance(1), Entry.BY_LINK, List.of(), Optional.empty());
        goodbye(DNS_SD, false, 1);
        assertEquals(Set.of(Entry.BY_LINK), only().ways());
        assertEquals(Reason.GOODBYE, gone(near.unlinked(Examples.instance(1), Examples.seconds(31))));
    }

    @Test
    void aLinkThatEndedBeforeTheGoodbyeKeepsNobody() {
        see(DNS_SD, Examples.seen(1), 0);
        near.linked(Examples.instance(1), Entry.BY_LINK, List.of(), Optional.empty());
        near.unlinked(Examples.instance(1), Examples.seconds(31));
        assertEquals(Reason.GOODBYE, gone(goodbye(DNS_SD, false, 1)));
    }

    @Test
    void threeMissedIntervals() {
        see(BEACON, Examples.seen(1), 0);
        see(BEACON, Examples.seen(1), 10);
        assertEquals(List.of(), near.expire(Examples.seconds(40) - 1));
        assertEquals(Reason.SILENT, gone(near.expire(Examples.seconds(40))));
        assertEquals(List.of(), near.expire(Examples.seconds(50)));
    }

    @Test
    void oneWayBlockedHidesNobody() {
        see(BEACON, Examples.seen(1), 0);
        see(DNS_SD, Examples.seen(1, 1, "claim 1", Examples.address(7)), 20);
        assertTrue(near.expire(Examples.seconds(30)).get(0) instanceof Updated);
        assertEquals(Set.of(DNS_SD), only().ways());
        assertEquals(List.of(Examples.address(7)), only().addresses());
        assertEquals(List.of(), near.lost(BEACON));
        assertEquals(Reason.SILENT, gone(near.lost(DNS_SD)));
    }

    @Test
    void anAddressThatIsNotTrueAnyMoreGoes() {
        see(BEACON, Examples.seen(1, 1, "x", Examples.address(1)), 0);
        see(BEACON, Examples.seen(1, 1, "x", Examples.address(9)), 20);
        near.expire(Examples.seconds(30));
        assertEquals(List.of(Examples.address(9)), only().addresses());
        for (int i = 0; i < 1_000; i++) {
            see(BEACON, Examples.seen(1, 1, "x", Examples.address(i)), 20);
        }
        assertTrue(only().addresses().size() <= 16);
    }

    @Test
    void whomOnlyALinkShowedStaysForAWhile() {
        near.linked(Examples.instance(1), Entry.BY_LINK, List.of(Examples.address(1)), Optional.empty());
        assertEquals(List.of(), near.expire(Examples.seconds(1_000)));
        assertEquals(List.of(), near.unlinked(Examples.instance(1), Examples.seconds(1_030)));
        assertEquals(Reason.SILENT, gone(near.expire(Examples.seconds(1_030))));
        assertEquals(List.of(), near.unlinked(Examples.instance(1), Examples.seconds(2_000)), "it does not come back");
    }

    @Test
    void aClaimCannotSteerATerminalNorALifetimeLastForEver() {
        near.seen(
                BEACON,
                new Sighting.Seen(
                        Examples.instance(1),
                        "eth0",
                        false,
                        List.of(),
                        1,
                        Optional.of("\u001b[31m"),
                        java.time.Duration.ofDays(40_000)),
                Optional.empty(),
                0);
        assertEquals(-1, only().displayName().indexOf(0x1b));
        assertEquals(Reason.SILENT, gone(near.expire(Examples.seconds(3_601))));
    }

    @Test
    void aFloodPushesOutWhomNobodyMet() {
        see(BEACON, Examples.seen(1), 0);
        near.known(Examples.known(right, 1, 1));
        int appeared = 0;
        int gone = 0;
        for (int i = 2; i < 100_002; i++) {
            for (NearMeEvent event : see(BEACON, Examples.seen(i), 0)) {
                appeared += event instanceof Appeared ? 1 : 0;
                gone += event instanceof Disappeared ? 1 : 0;
            }
            assertTrue(near.people().size() <= 8);
        }
        assertEquals(100_000, appeared);
        assertEquals(100_000 - 7, gone);
        assertEquals(Optional.of(right.peer()), near.people().get(0).peer());
    }

    @Test
    void fullOfPeopleWhoWereMet() {
        for (int i = 0; i < 8; i++) {
            see(BEACON, Examples.seen(i), 0);
            near.known(Examples.known(new FakeIdentity(10 + i), i, 1));
        }
        assertEquals(List.of(), see(BEACON, Examples.seen(9), 0));
        assertEquals(8, near.clear().size());
        assertEquals(1, see(BEACON, Examples.seen(9), 0).size());
    }
}
