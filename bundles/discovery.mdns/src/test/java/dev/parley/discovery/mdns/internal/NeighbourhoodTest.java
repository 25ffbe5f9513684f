package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.discovery.Sighting;
import dev.parley.wire.net.LocalInterface;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class NeighbourhoodTest {
    private final List<LocalInterface> interfaces = List.of(Examples.loopback(), Examples.ethernet(1));
    private final Attachment v4 = Attachment.of(Examples.ethernet(1)).get(0);
    private final Attachment v6 = Attachment.of(Examples.ethernet(1)).get(1);
    private final Attachment lo = Attachment.of(Examples.loopback()).get(0);
    private final Drops drops = new Drops();
    private final Neighbourhood neighbourhood =
            new Neighbourhood(Examples.instance(1), Examples.REALM, Examples.LIFETIME, drops);

    private List<Sighting> found(Attachment by, Service service) {
        return neighbourhood.found(by, service, interfaces);
    }

    private static Sighting.Seen only(List<Sighting> sightings) {
        assertEquals(1, sightings.size(), sightings.toString());
        return (Sighting.Seen) sightings.get(0);
    }

    @Test
    void aServiceIsSeenWithNameAndAddress() {
        Sighting.Seen seen = only(found(v4, Examples.service("a", 2, 5, "10.80.0.2")));
        assertEquals(Examples.instance(2), seen.instance());
        assertEquals("eth0", seen.networkInterface());
        assertFalse(seen.ipv6());
        assertEquals(List.of(new InetSocketAddress("10.80.0.2", 4002)), seen.addresses());
        assertEquals(5, seen.revision());
        assertEquals(Optional.of("Host 2"), seen.displayName());
        assertEquals(Examples.LIFETIME, seen.lifetime());
    }

    @Test
    void withoutItsTextOrOfOurselvesItIsNothing() {
        assertEquals(List.of(), found(v4, new Service("a", 1, new byte[0], List.of())));
        assertEquals(List.of(), found(v4, Examples.service("b", 1, 1, "10.80.0.1")));
        assertEquals(
                0, drops.byWord().values().stream().mapToLong(Long::longValue).sum());
    }

    @Test
    void theSameAgainIsNoSignOfLifeAndAChangeIs() {
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        assertEquals(List.of(), found(v4, Examples.service("A", 2, 5, "10.80.0.2")));
        assertEquals(
                6, only(found(v4, Examples.service("a", 2, 6, "10.80.0.2"))).revision());
    }

    @Test
    void addressesThatComeOneAfterTheOtherAreMerged() {
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        List<Sighting> both = found(v4, Examples.service("a", 2, 5, "fd80::2"));
        assertEquals(2, both.size());
        List<Sighting> alive = neighbourhood.alive(Set.of("a"), interfaces);
        assertEquals(2, alive.size());
    }

    @Test
    void onlyAddressesOnOurSubnetsCount() {
        Sighting.Seen seen = only(found(v4, Examples.service("a", 2, 5, "192.0.2.1", "10.80.0.2", "8.8.8.8")));
        assertEquals(1, seen.addresses().size());
        assertEquals(List.of(), found(v4, Examples.service("b", 3, 5, "192.0.2.1")));
        assertEquals(1L, drops.byWord().get("elsewhere"));
        assertEquals(List.of(), found(v4, Examples.service("c", 4, 5, "127.0.0.1")), "nobody sends us to ourselves");
        assertEquals(
                "lo", only(found(lo, Examples.service("d", 5, 5, "127.0.0.1"))).networkInterface());
    }

    @Test
    void aLinkLocalAddressGetsItsInterface() {
        Sighting.Seen seen = only(found(v6, Examples.service("a", 2, 5, "fe80::2")));
        assertTrue(seen.ipv6());
        assertEquals(2, ((Inet6Address) seen.addresses().get(0).getAddress()).getScopeId());
    }

    @Test
    void anotherRealmAndATextThatIsWrongAreCounted() {
        TxtRecord foreign = new TxtRecord(Examples.instance(2), "another", 1, Optional.empty());
        assertEquals(
                List.of(),
                found(v4, new Service("a", 1, Examples.text(foreign), List.of(Examples.address("10.80.0.2")))));
        assertEquals(List.of(), found(v4, new Service("b", 1, new byte[] {9}, List.of())));
        assertEquals(1L, drops.byWord().get("realm"));
        assertEquals(1L, drops.byWord().get("malformed"));
    }

    @Test
    void goneWhenTheLastOfItsServicesIsGoneAtTheLastResponder() {
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        found(v6, Examples.service("a", 2, 5, "10.80.0.2"));
        found(v6, Examples.service("b", 2, 5, "fe80::2"));
        assertEquals(List.of(), neighbourhood.removed(v4, "a"));
        assertEquals(List.of(), neighbourhood.removed(v4, "a"));
        assertEquals(List.of(), neighbourhood.removed(v6, "A"));
        assertEquals(List.of(new Sighting.Gone(Examples.instance(2))), neighbourhood.removed(v6, "b"));
        assertEquals(List.of(), neighbourhood.removed(v6, "b"));
        assertEquals(List.of(), neighbourhood.alive(Set.of("a", "b"), interfaces));
    }

    @Test
    void aResponderOfOursThatClosesIsNoGoodbyeOfOthers() {
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        neighbourhood.closed(v4);
        assertFalse(neighbourhood.knows("a"));
        assertEquals(1, found(v4, Examples.service("a", 2, 5, "10.80.0.2")).size());
    }

    @Test
    void onlyTheServiceThatAnsweredIsAliveWithTheNewestRevision() {
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        found(v6, Examples.service("b", 2, 6, "fd80::2"));
        Sighting.Seen seen = only(neighbourhood.alive(Set.of("a", "unknown"), interfaces));
        assertFalse(seen.ipv6());
        assertEquals(6, seen.revision());
    }

    @Test
    void inventedServicesCostBoundedMemory() {
        for (int i = 2; i < 3_000; i++) {
            found(v4, Examples.service("s" + i, i, 1, "10.80.0.2"));
        }
        assertTrue(drops.byWord().get("flood") > 1_900);
        assertTrue(neighbourhood.knows("s2"));
        assertFalse(neighbourhood.knows("s2999"));
    }

    @Test
    void anyServiceAtAResponderIsFoundForTidying() {
        assertEquals(Optional.empty(), neighbourhood.anyAt(v4));
        found(v4, Examples.service("a", 2, 5, "10.80.0.2"));
        assertEquals(Optional.of("a"), neighbourhood.anyAt(v4));
        assertEquals(Optional.empty(), neighbourhood.anyAt(v6));
    }
}
