package dev.parley.discovery.beacon.internal;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.discovery.beacon.internal.AttachmentLog.Standing;
import dev.parley.spi.discovery.WayReport;
import java.time.Duration;
import java.util.Locale;

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
        int underWay = standing.sinceLastSend() <= LOOP_TIME.toNanos() ? 1 : 0;
        boolean looped = !sending || standing.sendsWithoutLoop() - underWay <= 1; // one may be lost
        String trouble = standing.failure()
                .map(this::refusal)
                .orElse(looped ? "" : "UDP port " + port + " is stopped by a firewall on this machine");
        if (standing.multicastHeard() || standing.directHeard()) {
            return heard(attachment, standing, trouble);
        }
        String name = attachment.networkInterface();
        if (!trouble.isEmpty()) {
            String explanation = looped ? trouble : "not even our own beacon comes back: " + trouble;
            return report(name, attachment.ipv6(), Verdict.BLOCKED, explanation, advice(standing));
        }
        return report(
                name,
                attachment.ipv6(),
                Verdict.NOT_HEARD,
                sending ? "our own beacon comes back, nobody else is heard" : "listening only, and nobody is heard",
                attachment.loopback() ? "" : BY_ADDRESS);
    }

    private WayReport heard(Attachment attachment, Standing standing, String trouble) {
        String name = attachment.networkInterface();
        boolean filtered = !standing.multicastHeard() && standing.known(); // a newcomer hears answers only, at first
        String what = standing.multicastHeard() ? "beacons of others come in" : "others answer us";
        if (!trouble.isEmpty()) {
            return report(name, attachment.ipv6(), Verdict.HEARD, what + "; but " + trouble, advice(standing));
        }
        return filtered
                ? report(
                        name,
                        attachment.ipv6(),
                        Verdict.HEARD,
                        what + ", but their multicast does not come in",
                        "Multicast is filtered on the way to here. People are found all the same, a little later.")
                : report(name, attachment.ipv6(), Verdict.HEARD, what, "");
    }

    private String refusal(String failure) {
        return isFirewall(failure)
                ? "a firewall on this machine refuses to send to UDP port " + port
                : "the system does not let us send or listen: " + failure;
    }

    private String advice(Standing standing) {
        return standing.failure().filter(failure -> !isFirewall(failure)).isPresent()
                ? "If it stays so, look at the interface's addresses and routes."
                : "Allow UDP port " + port + ", in and out, for Parley.";
    }

    /** EPERM: an output rule. */
    private static boolean isFirewall(String failure) {
        return failure.toLowerCase(Locale.ROOT).contains("not permitted");
    }

    private static WayReport report(String name, boolean ipv6, Verdict verdict, String explanation, String advice) {
        return new WayReport(name, way(ipv6), verdict, explanation, advice);
    }
}
