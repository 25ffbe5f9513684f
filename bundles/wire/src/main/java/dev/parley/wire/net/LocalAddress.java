package dev.parley.wire.net;

import java.net.Inet6Address;
import java.net.InetAddress;

/**
 * An address of this machine with its subnet.
 *
 * @param address with its scope when it is link-local IPv6
 * @param prefixLength bits of the subnet: 0 to 32 or 0 to 128
 */
public record LocalAddress(InetAddress address, int prefixLength) {
    /** @throws IllegalArgumentException when the prefix is longer than the address */
    public LocalAddress {
        if (prefixLength < 0 || prefixLength > address.getAddress().length * Byte.SIZE) {
            throw new IllegalArgumentException(address + " has no prefix of " + prefixLength + " bits");
        }
    }

    /** Whether this is IPv6. */
    public boolean ipv6() {
        return address instanceof Inet6Address;
    }

    /** Whether the other address lies on this one's subnet; scopes are not compared. */
    public boolean reaches(InetAddress other) {
        byte[] mine = address.getAddress();
        byte[] theirs = other.getAddress();
        if (mine.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefixLength; bit += Byte.SIZE) {
            int mask = 0xff00 >> Math.min(Byte.SIZE, prefixLength - bit);
            if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask & 0xff) != 0) {
                return false;
            }
        }
        return true;
    }
}
