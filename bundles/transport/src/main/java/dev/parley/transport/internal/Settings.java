package dev.parley.transport.internal;

import java.time.Duration;
import java.util.List;

/**
 * The numbers of the design, sections 6 and 7.
 *
 * @param port to listen on; 0 takes a free one
 * @param bind addresses or names of interfaces; empty means all
 * @param realm peers of another one are refused
 * @param links the most links at once with strangers
 * @param linksPerEndpoint the most connections at once to one stranger's endpoint, those that are still greeting included
 * @param handshakesPerS connections let in a second in all, on average
 * @param handshakeBurst connections let in at once
 * @param handshakesPerAddressPerS connections let in a second from one address
 * @param strangerStreams streams that a stranger may have open at once
 * @param streams streams that others may have open at once
 * @param strangerBytes what a stranger may send before a yes
 * @param strangerIdle how long a stranger's link stays when nothing is going on
 * @param idle how long a link stays when nothing is going on
 * @param keepAlive how often a sign of life is asked for
 * @param misses after how many without an answer a link counts as dead
 * @param dialLimit how long a dial, or a greeting, may take in all
 */
record Settings(
        int port,
        List<String> bind,
        String realm,
        int links,
        int linksPerEndpoint,
        int handshakesPerS,
        int handshakeBurst,
        int handshakesPerAddressPerS,
        int strangerStreams,
        int streams,
        int strangerBytes,
        Duration strangerIdle,
        Duration idle,
        Duration keepAlive,
        int misses,
        Duration dialLimit) {
    static final int LONGEST_REALM = 63;

    Settings {
        bind = List.copyOf(bind);
        if (realm.isEmpty() || realm.length() > LONGEST_REALM) {
            throw new IllegalArgumentException("a realm has 1 to " + LONGEST_REALM + " letters: " + realm);
        }
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port lies between 0 and 65535: " + port);
        }
    }
}
