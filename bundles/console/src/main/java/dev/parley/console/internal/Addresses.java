package dev.parley.console.internal;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/** Addresses as people type them: {@code 192.0.2.1:4711} and {@code [fe80::1%eth0]:4711}. */
final class Addresses {
    private static final int HIGHEST_PORT = 0xffff;

    private Addresses() {}

    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (address.getAddress() instanceof Inet6Address ? "[" + host + "]" : host) + ":" + address.getPort();
    }

    /** @throws CommandException when it is not HOST:PORT */
    static InetSocketAddress parse(String text) {
        int colon = text.lastIndexOf(':');
        String host = colon < 1 ? "" : text.substring(0, colon);
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        } else if (host.indexOf(':') >= 0) {
            throw new CommandException("Write an IPv6 address in brackets, as in [2001:db8::1]:4711.");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            if (!host.isEmpty() && port > 0 && port <= HIGHEST_PORT) {
                return InetSocketAddress.createUnresolved(host, port);
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new CommandException("An address is HOST:PORT, as in 192.0.2.1:4711, with a port from 1 to 65535.");
    }
}
