package dev.parley.discovery.mdns.internal;

import dev.parley.wire.net.LocalInterface;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Link-local IPv6 addresses come without their interface and cannot be dialled so. */
final class Scopes {
    private Scopes() {}

    static InetAddress on(LocalInterface there, InetAddress address) {
        if (!(address instanceof Inet6Address) || !address.isLinkLocalAddress()) {
            return address;
        }
        try {
            return Inet6Address.getByAddress(null, address.getAddress(), there.index());
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an IPv6 address has 16 bytes", e);
        }
    }
}
