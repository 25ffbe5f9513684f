package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.discovery.beacon.internal.BeaconSockets.Arrival;
import dev.parley.spi.identity.Signer;
import dev.parley.wire.net.LocalInterface;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final FastSignatures signatures = new FastSignatures(new Random(5));
    private final Signer signer = signatures.ephemeral();
    private final Neighbours neighbours = new Neighbours(signatures, Examples.REALM, 0);
    private final Attachment here = Examples.attachment(1);
    private long now;

    private boolean take(Arrival arrival) {
        return neighbours.take(neighbours.read(arrival, now), arrival, now);
    }

    private boolean take(Signer by, long sequence, Beacon beacon) {
        return take(arrival(by, sequence, beacon, false, here));
    }

    private static Arrival arrival(Signer by, long sequence, Beacon beacon, boolean direct, Attachment at) {
        InetSocketAddress from = new InetSocketAddress(beacon.source(), 30_000);
        return new Arrival(at, direct, from, BeaconCodec.encode(by, sequence, beacon));
    }

    private Drop dropped(Arrival arrival) {
        return assertThrows(DroppedException.class, () -> take(arrival)).why();
    }

    private Drop dropped(Signer by, long sequence, Beacon beacon) {
        return dropped(arrival(by, sequence, beacon, false, here));
    }

    @Test
    void aHigherSequenceIsTakenAndALowerOrEqualOneIsNot() {
        Beacon beacon = Examples.beacon(2, "10.80.0.2");
        assertTrue(take(signer, 5, beacon));
        assertEquals(Drop.STALE, dropped(signer, 5, beacon));
        assertEquals(Drop.STALE, dropped(signer, 4, beacon));
        assertTrue(take(signer, 6, beacon));
    }

    @Test
    void oneRoundMayComeByAnotherAddressAndAnotherInterface() {
        Attachment other =
                new Attachment("eth1", 3, false, Examples.attachment(7).own());
        assertTrue(take(signer, 5, Examples.beacon(2, "10.80.0.2")));
        assertTrue(take(signer, 5, Examples.beacon(2, "fe80::2")));
        assertTrue(take(arrival(signer, 5, Examples.beacon(2, "10.80.0.2"), false, other)));
        assertTrue(take(signer, 6, Examples.beacon(2, "10.80.0.2")));
        assertEquals(Drop.STALE, dropped(signer, 5, Examples.beacon(2, "10.81.0.2")));
    }

    @Test
    void anInstanceStaysWithTheKeyFirstHeard() {
        Signer thief = signatures.ephemeral();
        assertTrue(take(signer, 5, Examples.beacon(2, "10.80.0.2")));
        int checks = signatures.checks.get();
        assertEquals(Drop.FORGED, dropped(thief, 900, Examples.beacon(2, "10.80.0.2")));
        assertEquals(Drop.FORGED, dropped(thief, 900, Examples.goodbye(2, "10.80.0.2")));
        assertEquals(checks, signatures.checks.get(), "without looking at the signature");
        assertTrue(take(signer, 6, Examples.beacon(2, "10.80.0.2")));
    }

    @Test
    void afterAGoodbyeAnotherKeyMayComeAndTheOldOneMayNot() {
        Signer next = signatures.ephemeral();
        assertTrue(take(signer, 5, Examples.beacon(2, "10.80.0.2")));
        assertTrue(take(signer, 6, Examples.goodbye(2, "10.80.0.2")));
        assertFalse(take(signer, 7, Examples.goodbye(2, "10.80.0.2")), "told once");
        assertEquals(Drop.STALE, dropped(signer, 5, Examples.beacon(2, "10.80.0.2")));
        assertTrue(take(next, 1, Examples.beacon(2, "10.80.0.2")));
        assertEquals(Drop.FORGED, dropped(signer, 8, Examples.beacon(2, "10.80.0.2")));
    }

    @Test
    void aGoodbyeOfSomebodyUnknownSaysNothing() {
        assertFalse(take(signer, 5, Examples.goodbye(2, "10.80.0.2")));
    }

    @Test
    void nobodyPassesADatagramOnAsTheirs() {
        byte[] datagram = BeaconCodec.encode(signer, 5, Examples.beacon(2, "10.80.0.2"));
        assertEquals(Drop.FORGED, dropped(new Arrival(here, false, new InetSocketAddress("10.80.0.66", 1), datagram)));
    }

    @Test
    void anotherRealmAndAnotherSubnetAreNotOurs() {
        Beacon beacon = Examples.beacon(2, "10.80.0.2");
        Beacon foreign = new Beacon(
                beacon.instance(),
                "another",
                beacon.port(),
                1,
                beacon.displayName(),
                beacon.tag(),
                beacon.interval(),
                false,
                false,
                beacon.source());
        assertEquals(Drop.REALM, dropped(signer, 1, foreign));
        Beacon far = Examples.beacon(2, "192.0.2.1");
        assertEquals(Drop.ELSEWHERE, dropped(arrival(signer, 1, far, true, here)));
        assertTrue(take(arrival(signer, 1, far, false, here)), "multicast does not come from afar");
    }

    @Test
    void inventedInstancesCostBoundedMemoryAndChecks() {
        assertTrue(take(signer, 1, Examples.beacon(0, "10.80.0.2")));
        int flooded = 0;
        for (int i = 1; i <= 20_000; i++) {
            now += SECOND / 10_000;
            Beacon invented = Examples.beacon(i, "10." + (i % 200) + "." + (i / 200 % 200) + ".9");
            byte[] signed = BeaconCodec.encode(signer, i, invented);
            try {
                take(new Arrival(here, false, new InetSocketAddress(invented.source(), 1), signed));
            } catch (DroppedException e) {
                assertEquals(Drop.FLOOD, e.why());
                flooded++;
            }
        }
        assertTrue(neighbours.size() <= Neighbours.MOST, "remembered " + neighbours.size());
        assertTrue(signatures.checks.get() < 1500, "checks in two seconds: " + signatures.checks.get());
        assertTrue(flooded > 18_000);
        assertTrue(take(signer, 30_000, Examples.beacon(0, "10.80.0.2")), "whom we know is still heard");
    }

    @Test
    void oneSenderGetsAShare() {
        int taken = 0;
        for (int i = 0; i < 2_000; i++) {
            try {
                take(signer, i, Examples.beacon(i, "10.80.0.2"));
                taken++;
            } catch (DroppedException e) {
                assertEquals(Drop.FLOOD, e.why());
            }
        }
        assertTrue(taken >= 50 && taken <= 100, "taken " + taken);
    }

    @Test
    void askersAreThoseWhoAskedLastAndAreThere() {
        Beacon asks = new Beacon(
                Examples.instance(2),
                Examples.REALM,
                1,
                1,
                java.util.Optional.empty(),
                java.util.Optional.empty(),
                Examples.INTERVAL,
                true,
                false,
                Examples.address("10.80.0.2"));
        take(signer, 1, asks);
        assertEquals(1, neighbours.askers(now).size());
        now += Duration.ofSeconds(31).toNanos();
        assertEquals(0, neighbours.askers(now).size());
        take(signer, 2, asks);
        take(signer, 3, Examples.beacon(2, "10.80.0.2"));
        assertEquals(0, neighbours.askers(now).size());
    }

    @Test
    void anInterfaceGivesOneAttachmentForEachFamilyThatWorks() {
        assertEquals(2, Attachment.of(Examples.ethernet(1)).size());
        assertEquals(1, Attachment.of(Examples.loopback()).size());
        LocalInterface tunnel =
                new LocalInterface("tun0", 5, false, false, Examples.ethernet(1).addresses());
        assertEquals(0, Attachment.of(tunnel).size());
    }
}
