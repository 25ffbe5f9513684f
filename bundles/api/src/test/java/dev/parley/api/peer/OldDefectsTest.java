package dev.parley.api.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Defects of the original (seed 1.17) that could come back in the values. */
class OldDefectsTest {
    private static final InetSocketAddress V4 = new InetSocketAddress("192.0.2.1", 4_000);
    private static final InetSocketAddress V6 = new InetSocketAddress("2001:db8::1", 4_000);

    private static PeerEndPoint endpoint(String name, InetSocketAddress... addresses) {
        byte[] key = name.getBytes(StandardCharsets.US_ASCII);
        return new PeerEndPoint(EndPointId.ofDeviceKey(key), name, List.of(addresses));
    }

    /** The first address could be of IPv4, and then no other could be set: the check looked at the one before. */
    @Test
    void defect4_anAddressOfOneFamilyIsNotCheckedAgainstTheOneBeforeIt() {
        for (List<InetSocketAddress> each : List.of(List.of(V4), List.of(V6), List.of(V4, V6), List.of(V6, V4))) {
            assertEquals(
                    each,
                    endpoint("desk", each.toArray(InetSocketAddress[]::new)).addresses());
        }
        assertNotEquals(endpoint("desk", V4), endpoint("desk", V6));
    }

    /** Two lists of the same two endpoints were unequal, and an empty list was equal to any. */
    @Test
    void defect5_listsOfEndpointsAreEqualWhenTheirEndpointsAre() {
        List<PeerEndPoint> two = List.of(endpoint("desk", V4), endpoint("phone", V6));
        assertEquals(two, List.of(endpoint("desk", V4), endpoint("phone", V6)));
        assertEquals(
                two.hashCode(),
                List.of(endpoint("desk", V4), endpoint("phone", V6)).hashCode());
        assertNotEquals(two, List.of());
        assertNotEquals(List.of(), two);
        assertNotEquals(two, List.of(endpoint("desk", V4), endpoint("desk", V4)));
    }
}
