package dev.parley.discovery.mdns.internal;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.spi.discovery.WayReport;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Judges an attachment, in words for people. Our own responder, which answers our own questions, tells a machine that stops
 * Multicast DNS from a network where nobody is.
 */
final class Verdicts {
    /** So long JmDNS may take until it answers for a new service. */
    static final Duration SETTLING = Duration.ofSeconds(6);

    /** So long an answer may take. */
    static final Duration ANSWER = Duration.ofMillis(400);

    private static final String ALLOW = "Allow UDP port 5353, in and out.";

    private Verdicts() {}

    static WayReport notApplicable(String networkInterface, boolean ipv6, String why) {
        return report(networkInterface, ipv6, Verdict.NOT_APPLICABLE, why, "");
    }

    /** The responder could not be opened. */
    static WayReport closed(Attachment attachment, Optional<String> why) {
        String name = attachment.networkInterface();
        return why.isPresent()
                ? report(
                        name,
                        attachment.ipv6(),
                        Verdict.BLOCKED,
                        "Multicast DNS cannot be opened: " + why.get(),
                        "Look whether another program holds UDP port 5353 for itself alone.")
                : report(name, attachment.ipv6(), Verdict.NOT_HEARD, "just starting", "");
    }

    static WayReport judge(Attachment attachment, Station.Standing standing) {
        String name = attachment.networkInterface();
        boolean ipv6 = attachment.ipv6();
        if (standing.othersHeard()) {
            return report(name, ipv6, Verdict.HEARD, "services of others are heard", "");
        }
        Optional<String> failure = standing.failure();
        if (failure.isPresent()) {
            boolean refused =
                    failure.get().toLowerCase(Locale.ROOT).contains("not permitted"); // EPERM: a firewall here
            return report(
                    name,
                    ipv6,
                    Verdict.BLOCKED,
                    refused
                            ? "a firewall on this machine refuses to send to UDP port 5353"
                            : "the system does not let us send: " + failure.get(),
                    refused ? ALLOW : "If it stays so, look at the interface's addresses and routes.");
        }
        int underWay = standing.sinceAsked() <= ANSWER.toNanos() ? 1 : 0;
        if (standing.publishedFor() > SETTLING.toNanos() && standing.unanswered() - underWay > 1) {
            return report(
                    name,
                    ipv6,
                    Verdict.BLOCKED,
                    "not even our own service is heard: UDP port 5353 is stopped by a firewall on this machine",
                    ALLOW);
        }
        return report(
                name,
                ipv6,
                Verdict.NOT_HEARD,
                standing.publishedFor() >= 0 ? "open, and nobody else is heard" : "listening only, and nobody is heard",
                attachment.loopback()
                        ? ""
                        : "If somebody should be there, the network may filter multicast: use add-address HOST:PORT.");
    }

    private static WayReport report(String name, boolean ipv6, Verdict verdict, String explanation, String advice) {
        return new WayReport(name, ipv6 ? Way.DNS_SD_V6 : Way.DNS_SD_V4, verdict, explanation, advice);
    }
}
