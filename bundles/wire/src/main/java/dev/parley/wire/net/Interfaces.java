package dev.parley.wire.net;

import java.net.InetAddress;
import java.net.InterfaceAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Looks at the machine's interfaces. Java tells no changes, so whoever follows them looks again every second or so (about
 * 0.1 ms) and compares.
 */
public final class Interfaces {
    private static final Comparator<LocalAddress> ORDER = Comparator.comparing(LocalAddress::ipv6)
            .thenComparing(local -> local.ipv6() != local.address().isLinkLocalAddress())
            .thenComparing(local -> local.address().getHostAddress());

    private Interfaces() {}

    /** Those that are up now, by index; one without carrier is not. Any thread; never fails: what goes meanwhile is left out. */
    public static List<LocalInterface> current() {
        try {
            return NetworkInterface.networkInterfaces()
                    .flatMap(Interfaces::look)
                    .sorted(Comparator.comparingInt(LocalInterface::index))
                    .toList();
        } catch (SocketException none) { // there is no interface at all
            return List.of();
        }
    }

    private static Stream<LocalInterface> look(NetworkInterface there) {
        try {
            if (!there.isUp()) {
                return Stream.empty();
            }
            List<LocalAddress> addresses = there.getInterfaceAddresses().stream()
                    .filter(Objects::nonNull)
                    .filter(address -> address.getAddress() != null)
                    .map(Interfaces::local)
                    .sorted(ORDER)
                    .toList();
            return Stream.of(new LocalInterface(
                    there.getName(), there.getIndex(), there.isLoopback(), there.supportsMulticast(), addresses));
        } catch (SocketException gone) {
            return Stream.empty();
        }
    }

    private static LocalAddress local(InterfaceAddress address) {
        InetAddress own = address.getAddress();
        int bits = own.getAddress().length * Byte.SIZE;
        int prefix = address.getNetworkPrefixLength(); // -1 and other nonsense on some systems
        return new LocalAddress(own, prefix < 0 || prefix > bits ? bits : prefix);
    }
}
