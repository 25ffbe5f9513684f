package dev.parley.transport.internal;

import dev.parley.api.peer.Text;
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
        if (!isRealm(realm)) {
            throw new IllegalArgumentException(
                    "a realm has 1 to " + LONGEST_REALM + " letters that can be shown: " + Text.label(realm));
        }
        if (port < 0 || port > 0xffff) {
            throw new IllegalArgumentException("a port lies between 0 and 65535: " + port);
        }
        require("the most links with strangers", links, 0);
        require("the most links with an endpoint", linksPerEndpoint, 1);
        require("handshakes a second", handshakesPerS, 1);
        require("the burst of handshakes", handshakeBurst, 1);
        require("handshakes a second and address", handshakesPerAddressPerS, 1);
        require("the most streams of a stranger", strangerStreams, 1);
        require("the most streams", streams, 1);
        require("the most bytes of a stranger", strangerBytes, 0);
        require("missed keep-alives", misses, 1);
        require("the idle time of strangers", strangerIdle.toMillis(), 1);
        require("the idle time", idle.toMillis(), 1);
        require("the time between keep-alives", keepAlive.toMillis(), 1);
        require("the limit of a dial", dialLimit.toMillis(), 1);
    }

    static boolean isRealm(String text) {
        return !text.isEmpty()
                && text.length() <= LONGEST_REALM
                && Text.label(text).equals(text);
    }

    private static void require(String what, long value, long least) {
        if (value < least) {
            throw new IllegalArgumentException(what + " must be at least " + least + ", not " + value);
        }
    }
}
