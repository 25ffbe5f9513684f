package dev.parley.discovery.beacon.internal;

import dev.parley.wire.net.LocalAddress;
import dev.parley.wire.net.LocalInterface;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where this machine hangs on a subnet: an interface, a family, and the address we speak from.
 *
 * @param networkInterface its name
 * @param index as the system counts
 * @param own the address that our datagrams come from
 */
record Attachment(String networkInterface, int index, boolean loopback, LocalAddress own) {
    /** Of an interface: one for each family that can multicast there, at most two. */
    static List<Attachment> of(LocalInterface there) {
        return Stream.of(false, true)
                .filter(ipv6 -> there.lacksMulticast(ipv6).isEmpty())
                .map(ipv6 -> new Attachment(
                        there.name(),
                        there.index(),
                        there.loopback(),
                        there.speaking(ipv6).orElseThrow()))
                .toList();
    }

    boolean ipv6() {
        return own.ipv6();
    }

    InetAddress address() {
        return own.address();
    }
}
