package dev.parley.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.parley.api.peer.InstanceId;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FakeSubnetTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final FakeSubnet subnet = new FakeSubnet("beacon", true);
    private final List<Sighting> left = new ArrayList<>();
    private final List<Sighting> right = new ArrayList<>();
    private final DiscoveryProvider.Publication first = publish(1, "one", left);

    private static Announcement announcement(int number, String realm, boolean visible) {
        byte[] bytes = new byte[InstanceId.BYTES];
        bytes[0] = (byte) number;
        return new Announcement(
                InstanceId.of(bytes), realm, number, 1, visible, Optional.of("Person " + number), nic -> true);
    }

    private DiscoveryProvider.Publication publish(int number, String realm, List<Sighting> heard) {
        return subnet.host(LOOPBACK).publish(announcement(number, realm, true), heard::add);
    }

    @Test
    void bothSeeEachOtherOnceAndNotThemselves() {
        publish(2, "one", right);
        assertEquals(1, left.size());
        assertEquals(1, right.size());
        Sighting.Seen seen = assertInstanceOf(Sighting.Seen.class, right.get(0));
        assertEquals(announcement(1, "one", true).instance(), seen.instance());
        assertEquals(List.of(new InetSocketAddress(LOOPBACK, 1)), seen.addresses());
        subnet.beat();
        assertEquals(2, left.size());
    }

    @Test
    void anotherRealmHearsNothing() {
        publish(2, "two", right);
        first.close();
        assertEquals(List.of(), left);
        assertEquals(List.of(), right);
    }

    @Test
    void whoHidesOrLeavesSaysGoodbyeOnce() {
        publish(2, "one", right);
        right.clear();
        Sighting gone = new Sighting.Gone(announcement(1, "one", true).instance(), true);
        first.update(announcement(1, "one", false));
        subnet.beat();
        first.close();
        first.close();
        assertEquals(List.of(gone), right);
        assertEquals(1, subnet.published());
    }

    @Test
    void whoIsKilledOrBlockedSaysNothing() {
        publish(2, "one", right);
        right.clear();
        subnet.block(true);
        subnet.beat();
        subnet.block(false);
        subnet.kill(announcement(1, "one", true).instance());
        subnet.beat();
        first.close();
        assertEquals(List.of(), right);
    }
}
