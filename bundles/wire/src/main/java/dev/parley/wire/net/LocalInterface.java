package dev.parley.wire.net;

import java.util.List;
import java.util.Optional;

/**
 * An interface that is up, at one moment; two are equal when nothing about them changed.
 *
 * @param name for example {@code eth0}
 * @param index as the system counts; another one when an interface of this name was made anew
 * @param loopback whether it reaches this machine only
 * @param multicast whether it says that it can multicast; Linux's loopback says no, and can over IPv4
 * @param addresses in a fixed order; link-local ones come first within IPv6, last within IPv4
 */
public record LocalInterface(
        String name, int index, boolean loopback, boolean multicast, List<LocalAddress> addresses) {
    /** Copies the list. */
    public LocalInterface {
        addresses = List.copyOf(addresses);
    }

    /** The address to speak from in one family: the first one. */
    public Optional<LocalAddress> speaking(boolean ipv6) {
        return addresses.stream().filter(address -> address.ipv6() == ipv6).findFirst();
    }

    /** What is missing for multicast in one family, in words for people; empty when nothing. */
    public Optional<String> lacksMulticast(boolean ipv6) {
        if (speaking(ipv6).isEmpty()) {
            return Optional.of("this interface has no " + (ipv6 ? "IPv6" : "IPv4") + " address");
        }
        if (loopback) { // Linux: IPv4 multicast works there, whatever the flag says, and IPv6 multicast does not
            return ipv6 ? Optional.of("there is no IPv6 multicast on the loopback interface") : Optional.empty();
        }
        return multicast ? Optional.empty() : Optional.of("this interface cannot multicast");
    }
}
