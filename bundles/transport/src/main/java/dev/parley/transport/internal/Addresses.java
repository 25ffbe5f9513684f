package dev.parley.transport.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;

/** What there is to say about addresses. Pure. */
final class Addresses {
    private static final int UNIQUE_LOCAL = 0xfc; // RFC 4193
    private static final int UNIQUE_LOCAL_MASK = 0xfe;
    private static final int IPV6_BYTES = 16;

    private Addresses() {}

    static String text(InetSocketAddress address) {
        String host = address.isUnresolved()
                ? address.getHostString()
                : address.getAddress().getHostAddress();
        return (host.indexOf(':') < 0 ? host : "[" + host + "]") + ":" + address.getPort();
    }

    /** Whether it is on this subnet, as far as can be told from the address. */
    static boolean isNear(InetSocketAddress address) {
        InetAddress host = address.getAddress();
        return host == null
                || host.isSiteLocalAddress()
                || host.isLinkLocalAddress()
                || host.isLoopbackAddress()
                || host.getAddress().length == IPV6_BYTES && (host.getAddress()[0] & UNIQUE_LOCAL_MASK) == UNIQUE_LOCAL;
    }

    /** The families in turn, beginning with the first one's, each in its order; so that one that is dead costs little (RFC 8305, 4). */
    static List<InetSocketAddress> inTurn(Collection<InetSocketAddress> addresses) {
        Deque<InetSocketAddress> one = new ArrayDeque<>();
        Deque<InetSocketAddress> other = new ArrayDeque<>();
        for (InetSocketAddress address : addresses) {
            (one.isEmpty() || isOneFamily(one.getFirst(), address) ? one : other).add(address);
        }
        List<InetSocketAddress> mixed = new ArrayList<>();
        while (!one.isEmpty() || !other.isEmpty()) {
            if (!one.isEmpty()) {
                mixed.add(one.remove());
            }
            if (!other.isEmpty()) {
                mixed.add(other.remove());
            }
        }
        return mixed;
    }

    private static boolean isOneFamily(InetSocketAddress a, InetSocketAddress b) {
        return a.isUnresolved()
                || b.isUnresolved()
                || a.getAddress().getClass() == b.getAddress().getClass();
    }
}
