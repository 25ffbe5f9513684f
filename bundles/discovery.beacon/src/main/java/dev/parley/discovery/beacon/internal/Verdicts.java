package dev.parley.discovery.beacon.internal;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.discovery.beacon.internal.AttachmentLog.Standing;
import dev.parley.spi.discovery.WayReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges an attachment, in words for people. Our own multicast, which the system loops back to us, tells a machine that
 * stops it from a network where nobody is.
 */
final class Verdicts {
    /** So long our own datagram may take to come back. */
    static final Duration LOOP_TIME = Duration.ofMillis(250);

    private static final String BY_ADDRESS =
            "If somebody should be there, the network may filter multicast: use add-address HOST:PORT.";

    private final int port;

    /** @param port that all share */
    Verdicts(int port) {
        this.port = port;
    }

    static Way way(boolean ipv6) {
        return ipv6 ? Way.BEACON_V6 : Way.BEACON_V4;
    }

    WayReport notApplicable(String networkInterface, boolean ipv6, String why) {
        return report(networkInterface, ipv6, Verdict.NOT_APPLICABLE, why, "");
    }

    /** @param sending whether we announce ourselves, or only listen */
    WayReport judge(Attachment attachment, boolean sending, Standing standing) {
        String name = attachment.networkInterface();
        boolean ipv6 = attachment.ipv6();
        if (standing.multicastHeard()) {
            return report(name, ipv6, Verdict.HEARD, "beacons of others come in", "");
        }
        if (standing.directHeard()) {
            return report(
                    name,
                    ipv6,
                    Verdict.HEARD,
                    "others answer us, but their multicast does not come in",
                    "Multicast is filtered on the way to here. People are found all the same, a little later.");
        }
        Optional<String> failure = standing.failure();
        if (failure.isPresent()) {
            return failed(name, ipv6, failure.get());
        }
        if (sending && standing.sendsWithoutLoop() > 1 && standing.sinceLastSend() > LOOP_TIME.toNanos()) {
            return report(
                    name,
                    ipv6,
                    Verdict.BLOCKED,
                    "not even our own beacon comes back: UDP port " + port
                            + " is stopped by a firewall on this machine",
                    allow());
        }
        return report(
                name,
                ipv6,
                Verdict.NOT_HEARD,
                sending ? "our own beacon comes back, nobody else is heard" : "listening only, and nobody is heard",
                attachment.loopback() ? "" : BY_ADDRESS);
    }

    private WayReport failed(String name, boolean ipv6, String failure) {
        boolean refused =
                failure.toLowerCase(Locale.ROOT).contains("not permitted"); // EPERM: a local firewall's output rule
        return report(
                name,
                ipv6,
                Verdict.BLOCKED,
                refused
                        ? "a firewall on this machine refuses to send to UDP port " + port
                        : "the system does not let us send or listen: " + failure,
                refused ? allow() : "If it stays so, look at the interface's addresses and routes.");
    }

    private String allow() {
        return "Allow UDP port " + port + ", in and out, for Parley.";
    }

    private static WayReport report(String name, boolean ipv6, Verdict verdict, String explanation, String advice) {
        return new WayReport(name, way(ipv6), verdict, explanation, advice);
    }
}
