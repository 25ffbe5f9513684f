package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.net.LocalInterface;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    private static final long SECOND = 1_000_000_000L;
    private static final List<LocalInterface> HERE = List.of(Examples.loopback(), Examples.ethernet());

    private final Drops drops = new Drops();
    private final Neighbourhood neighbourhood =
            new Neighbourhood(Examples.instance(1), Examples.REALM, Examples.LIFETIME, drops);
    private long now;

    private List<Sighting> found(String name, TxtRecord text, String... addresses) {
        return neighbourhood.found(Examples.V4, Examples.service(name, text, addresses), HERE, now);
    }

    private static Sighting.Seen only(List<Sighting> sightings) {
        assertEquals(1, sightings.size(), sightings::toString);
        return (Sighting.Seen) sightings.get(0);
    }

    private long dropped(Drop why) {
        return drops.byWord().get(why.word());
    }

    @Test
    void aServiceIsASighting() {
        Sighting.Seen seen = only(found("anna", Examples.text(2, 7), "10.80.0.2"));
        assertEquals(
                new Sighting.Seen(
                        Examples.instance(2),
                        "eth0",
                        false,
                        List.of(new InetSocketAddress(Examples.address("10.80.0.2"), 4711)),
                        7,
                        Optional.of("Host 2"),
                        Examples.LIFETIME),
                seen);
        assertTrue(neighbourhood.knows("ANNA"));
        assertEquals(Optional.of("anna"), neighbourhood.anyAt(Examples.V4));
        assertEquals(Optional.empty(), neighbourhood.anyAt(Examples.V6));
    }

    @Test
    void theSameToldAgainIsNoSignOfLife() {
        found("anna", Examples.text(2, 7), "10.80.0.2");
        assertEquals(List.of(), found("Anna", Examples.text(2, 7), "10.80.0.2"));
        assertEquals(8, only(found("anna", Examples.text(2, 8), "10.80.0.2")).revision());
    }

    @Test
    void eachFamilyIsASightingOfItsOwnAndLinkLocalAddressesGetTheirInterface() {
        List<Sighting> seen = found("anna", Examples.text(2, 7), "10.80.0.2", "fe80::2", "fd80::2");
        assertEquals(2, seen.size());
        Sighting.Seen v6 = (Sighting.Seen) seen.get(1);
        assertTrue(v6.ipv6());
        Inet6Address local = (Inet6Address) v6.addresses().get(0).getAddress();
        assertEquals(2, local.getScopeId());
        assertEquals(2, v6.addresses().size());
    }

    @Test
    void addressesComeOneFamilyAtATimeAndAreKept() {
        found("anna", Examples.text(2, 7), "10.80.0.2");
        assertEquals(2, found("anna", Examples.text(2, 7), "fe80::2").size());
        Service moved =
                new Service("anna", 4712, Examples.wire(Examples.text(2, 7).entries()), List.of());
        assertEquals(List.of(), neighbourhood.found(Examples.V4, moved, HERE, now), "another port, other addresses");
        assertEquals(1, dropped(Drop.ELSEWHERE));
    }

    @Test
    void addressesThatAreOnNoSubnetOfOursAreNotDialled() {
        assertEquals(List.of(), found("anna", Examples.text(2, 7), "192.0.2.7", "2001:db8::1"));
        assertEquals(1, dropped(Drop.ELSEWHERE));
        assertEquals(
                1,
                only(found("bert", Examples.text(3, 7), "192.0.2.7", "10.80.0.3"))
                        .addresses()
                        .size());
    }

    @Test
    void loopbackMeansSomethingOnlyWhereItWasHeard() {
        assertEquals(List.of(), found("anna", Examples.text(2, 7), "127.0.0.1"));
        Attachment lo = Attachment.of(Examples.loopback()).get(0);
        Service service = Examples.service("bert", Examples.text(3, 1), "127.0.0.1");
        assertEquals("lo", only(neighbourhood.found(lo, service, HERE, now)).networkInterface());
    }

    @Test
    void weOurselvesAreNobodyAndOthersHaveTheirRealm() {
        assertEquals(List.of(), found("we", Examples.text(1, 7), "10.80.0.1"));
        assertFalse(neighbourhood.knows("we"));
        TxtRecord foreign = new TxtRecord(Examples.instance(2), "other", 1, Optional.empty());
        assertEquals(List.of(), found("anna", foreign, "10.80.0.2"));
        assertEquals(1, dropped(Drop.REALM));
    }

    @Test
    void aTextThatIsNotThereYetOrMalformedIsNobody() {
        Service empty = new Service("anna", 1, new byte[1], List.of(Examples.address("10.80.0.2")));
        assertEquals(List.of(), neighbourhood.found(Examples.V4, empty, HERE, now));
        assertEquals(0, dropped(Drop.MALFORMED));
        Service cut = new Service("anna", 1, new byte[] {9, 'i'}, List.of(Examples.address("10.80.0.2")));
        assertEquals(List.of(), neighbourhood.found(Examples.V4, cut, HERE, now));
        assertEquals(1, dropped(Drop.MALFORMED));
    }

    @Test
    void aRealmInLongLettersMeetsItself() {
        String realm = "\uD83D\uDE00".repeat(63);
        Neighbourhood there = new Neighbourhood(Examples.instance(1), realm, Examples.LIFETIME, drops);
        TxtRecord text = new TxtRecord(Examples.instance(2), TxtRecord.realm(realm), 1, Optional.empty());
        only(there.found(Examples.V4, Examples.service("anna", text, "10.80.0.2"), HERE, now));
    }

    @Test
    void onlyTheLastServiceAtTheLastResponderEndsAnInstance() {
        TxtRecord text = Examples.text(2, 7);
        found("anna", text, "10.80.0.2");
        neighbourhood.found(Examples.V6, Examples.service("anna", text, "10.80.0.2"), HERE, now);
        found("anna-6", text, "fe80::2");
        assertEquals(List.of(), neighbourhood.removed(Examples.V4, "nobody"));
        assertEquals(List.of(), neighbourhood.removed(Examples.V4, "anna"));
        assertEquals(List.of(), neighbourhood.removed(Examples.V4, "anna"), "told twice");
        assertEquals(List.of(), neighbourhood.removed(Examples.V6, "anna"), "the other service is still there");
        Sighting.Gone gone = new Sighting.Gone(Examples.instance(2));
        assertEquals(List.of(gone), neighbourhood.removed(Examples.V4, "ANNA-6"));
        assertFalse(gone.signed(), "anybody may have said it");
    }

    @Test
    void whatAClosedResponderToldIsForgottenWithoutAWord() {
        found("anna", Examples.text(2, 7), "10.80.0.2");
        neighbourhood.closed(Examples.V6);
        assertTrue(neighbourhood.knows("anna"));
        neighbourhood.closed(Examples.V4);
        assertFalse(neighbourhood.knows("anna"));
        only(found("anna", Examples.text(2, 7), "10.80.0.2"));
    }

    @Test
    void anAnswerIsASignOfLifeWithTheNewestThatIsKnown() {
        found("anna", Examples.text(2, 7), "10.80.0.2");
        found("anna-6", Examples.text(2, 8), "fe80::2");
        Sighting.Seen seen = only(neighbourhood.alive(Set.of("anna", "stranger"), HERE, now));
        assertEquals(8, seen.revision());
        assertFalse(seen.ipv6());
        assertEquals(List.of(), neighbourhood.alive(Set.of("stranger"), HERE, now));
    }

    @Test
    void aFloodTakesNoMoreThanItsRoomAndGivesItBackWhenItIsSilent() {
        found("anna", Examples.text(2, 7), "10.80.0.2");
        for (int i = 0; i < 3 * Neighbourhood.MOST; i++) {
            found("invented-" + i, Examples.text(100 + i, 1), "10.80.0.66");
        }
        assertEquals(2 * Neighbourhood.MOST + 1, dropped(Drop.FLOOD));
        now += 20 * SECOND;
        only(neighbourhood.alive(Set.of("anna"), HERE, now));
        now += 11 * SECOND;
        only(found("bert", Examples.text(3, 1), "10.80.0.3"));
        assertTrue(neighbourhood.knows("anna"), "who answers keeps its place");
        assertFalse(neighbourhood.knows("invented-1"));
    }

    /** Against a naive account: whoever has a service left is never said to be gone, and whoever has none is not seen. */
    @Test
    void anyOrderOfEventsAgreesWithTheNaiveAccount() {
        for (int seed = 0; seed < 60; seed++) {
            Random random = new Random(seed);
            Neighbourhood tried = new Neighbourhood(Examples.instance(1), Examples.REALM, Examples.LIFETIME, drops);
            Set<String> there = new HashSet<>(); // responder, instance, service
            for (int step = 0; step < 200; step++) {
                Attachment by = random.nextBoolean() ? Examples.V4 : Examples.V6;
                int instance = 2 + random.nextInt(3);
                String name = "s" + instance + "-" + random.nextInt(2);
                String entry = by.ipv6() + " " + instance + " " + name;
                if (random.nextInt(3) > 0) {
                    TxtRecord text = Examples.text(instance, random.nextInt(3));
                    Service service = Examples.service(name, text, "10.80.0." + instance);
                    for (Sighting seen : tried.found(by, service, HERE, step)) {
                        assertEquals(Examples.instance(instance), seen.instance());
                    }
                    there.add(entry);
                } else {
                    boolean known = there.remove(entry);
                    boolean left = there.stream().anyMatch(one -> one.contains(" " + instance + " "));
                    InstanceId gone = Examples.instance(instance);
                    assertEquals(
                            known && !left ? List.of(new Sighting.Gone(gone)) : List.of(),
                            tried.removed(by, name),
                            "seed " + seed + ", step " + step);
                }
                assertEquals(there.stream().anyMatch(one -> one.endsWith(name)), tried.knows(name));
            }
        }
    }
}
