package dev.parley.discovery.beacon.internal;

import dev.parley.wire.net.LocalAddress;
import dev.parley.wire.net.LocalInterface;
import java.net.InetAddress;
import java.util.List;
import java.util.Optional;
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
                .filter(ipv6 -> lacks(there, ipv6).isEmpty())
                .map(ipv6 -> new Attachment(
                        there.name(),
                        there.index(),
                        there.loopback(),
                        there.speaking(ipv6).orElseThrow()))
                .toList();
    }

    /** What an interface lacks for this family, as a person is told; empty when nothing. */
    static Optional<String> lacks(LocalInterface there, boolean ipv6) {
        if (there.speaking(ipv6).isEmpty()) {
            return Optional.of("this interface has no " + (ipv6 ? "IPv6" : "IPv4") + " address");
        }
        if (there
                .loopback()) { // Linux: IPv4 multicast works there, whatever the flag says, and IPv6 multicast does not
            return ipv6 ? Optional.of("there is no IPv6 multicast on the loopback interface") : Optional.empty();
        }
        return there.multicast() ? Optional.empty() : Optional.of("this interface cannot multicast");
    }

    boolean ipv6() {
        return own.ipv6();
    }

    InetAddress address() {
        return own.address();
    }
}
