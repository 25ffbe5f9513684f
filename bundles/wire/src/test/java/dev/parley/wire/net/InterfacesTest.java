package dev.parley.wire.net;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class InterfacesTest {
    private static LocalAddress local(String address, int prefix) {
        return new LocalAddress(address(address), prefix);
    }

    private static InetAddress address(String literal) {
        try {
            return InetAddress.getByName(literal);
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static LocalInterface ethernet(boolean multicast, LocalAddress... addresses) {
        return new LocalInterface("eth0", 2, false, multicast, List.of(addresses));
    }

    @Test
    void aSubnetReachesItsOwnAddressesOnly() {
        assertTrue(local("10.80.0.1", 24).reaches(address("10.80.0.255")));
        assertFalse(local("10.80.0.1", 24).reaches(address("10.80.1.1")));
        assertTrue(local("10.80.0.1", 23).reaches(address("10.80.1.1")));
        assertTrue(local("10.80.0.129", 25).reaches(address("10.80.0.200")));
        assertFalse(local("10.80.0.129", 25).reaches(address("10.80.0.100")));
        assertTrue(local("10.80.0.1", 0).reaches(address("192.0.2.1")));
        assertFalse(local("10.80.0.1", 32).reaches(address("10.80.0.2")));
        assertTrue(local("fd80::1", 64).reaches(address("fd80::ffff")));
        assertFalse(local("fd80::1", 64).reaches(address("fd81::1")));
        assertFalse(local("10.80.0.1", 0).reaches(address("fd80::1")));
    }

    @Test
    void aPrefixIsNoLongerThanTheAddress() {
        assertThrows(IllegalArgumentException.class, () -> local("10.0.0.1", 33));
        assertThrows(IllegalArgumentException.class, () -> local("10.0.0.1", -1));
        assertTrue(local("::1", 128).ipv6());
    }

    @Test
    void multicastNeedsAnAddressAndTheFlag() {
        LocalInterface both = ethernet(true, local("10.0.0.1", 8), local("fe80::1", 64));
        assertEquals(Optional.empty(), both.lacksMulticast(false));
        assertEquals(Optional.empty(), both.lacksMulticast(true));
        assertEquals(address("fe80::1"), both.speaking(true).orElseThrow().address());
        assertTrue(ethernet(true, local("10.0.0.1", 8)).lacksMulticast(true).isPresent());
        assertTrue(ethernet(false, local("10.0.0.1", 8)).lacksMulticast(false).isPresent());
    }

    @Test
    void theLoopbackInterfaceHasMulticastOverIpv4Whatever() {
        LocalInterface loopback =
                new LocalInterface("lo", 1, true, false, List.of(local("127.0.0.1", 8), local("::1", 128)));
        assertEquals(Optional.empty(), loopback.lacksMulticast(false));
        assertTrue(loopback.lacksMulticast(true).isPresent());
    }

    @Test
    void thisMachineHasALoopbackInterface() {
        List<LocalInterface> now = Interfaces.current();
        LocalInterface loopback =
                now.stream().filter(LocalInterface::loopback).findFirst().orElseThrow();
        assertTrue(loopback.addresses().stream().anyMatch(own -> own.address().isLoopbackAddress()));
        assertTrue(loopback.index() > 0);
    }
}
