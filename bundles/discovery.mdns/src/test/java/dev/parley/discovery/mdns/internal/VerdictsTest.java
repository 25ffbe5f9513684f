package dev.parley.discovery.mdns.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.discovery.mdns.internal.Station.Standing;
import dev.parley.spi.discovery.WayReport;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final long SETTLED = Verdicts.SETTLING.toNanos() + 1;
    private static final long LONG_AGO = Verdicts.ANSWER.toNanos() + 1;

    private static Standing standing(
            boolean heard, long publishedFor, int unanswered, long sinceAsked, String failure) {
        return new Standing(
                heard,
                publishedFor,
                unanswered,
                sinceAsked,
                Optional.of(failure).filter(why -> !why.isEmpty()));
    }

    private static void is(Verdict verdict, String explanation, String advice, WayReport report) {
        assertEquals("eth0", report.networkInterface());
        assertEquals(verdict, report.verdict());
        assertTrue(report.explanation().contains(explanation), report::explanation);
        assertTrue(
                advice.isEmpty() ? report.advice().isEmpty() : report.advice().contains(advice), report::advice);
    }

    private static void judged(Verdict verdict, String explanation, String advice, Standing standing) {
        is(verdict, explanation, advice, Verdicts.judge(Examples.V4, standing));
    }

    @Test
    void eachFamilyIsAWay() {
        assertEquals(Way.DNS_SD_V4, Verdicts.notApplicable("eth0", false, "").way());
        assertEquals(
                Way.DNS_SD_V6, Verdicts.closed(Examples.V6, Optional.empty()).way());
        is(Verdict.NOT_APPLICABLE, "no IPv6", "", Verdicts.notApplicable("eth0", true, "no IPv6"));
    }

    @Test
    void whoHearsOthersHearsThemWhateverElseFails() {
        judged(Verdict.HEARD, "others", "", standing(true, SETTLED, 9, LONG_AGO, "Operation not permitted"));
    }

    @Test
    void aFirewallThatRefusesToSendIsNamed() {
        judged(
                Verdict.BLOCKED,
                "firewall on this machine",
                "Allow UDP port 5353",
                standing(false, SETTLED, 0, 0, "Operation not permitted"));
        judged(
                Verdict.BLOCKED,
                "Network is unreachable",
                "addresses and routes",
                standing(false, SETTLED, 0, 0, "Network is unreachable"));
    }

    @Test
    void whoDoesNotEvenHearItselfIsBlockedOnceItHadTheTime() {
        judged(Verdict.BLOCKED, "not even our own", "Allow UDP port 5353", standing(false, SETTLED, 2, LONG_AGO, ""));
        judged(Verdict.BLOCKED, "not even our own", "Allow UDP port 5353", standing(false, SETTLED, 3, 0, ""));
        judged(Verdict.NOT_HEARD, "nobody", "add-address", standing(false, SETTLED, 1, LONG_AGO, ""));
        judged(Verdict.NOT_HEARD, "nobody", "add-address", standing(false, SETTLED, 2, 0, ""));
        judged(Verdict.NOT_HEARD, "nobody", "add-address", standing(false, SETTLED - 2, 9, LONG_AGO, ""));
    }

    @Test
    void whoOnlyListensIsNotBlockedForWantOfAnAnswer() {
        judged(Verdict.NOT_HEARD, "listening only", "add-address", standing(false, -1, 9, LONG_AGO, ""));
    }

    @Test
    void nobodyIsMissedOnLoopback() {
        Attachment lo = Attachment.of(Examples.loopback()).get(0);
        assertEquals(
                "",
                Verdicts.judge(lo, standing(false, SETTLED, 0, LONG_AGO, "")).advice());
    }

    @Test
    void whatCouldNotBeOpenedSaysWhy() {
        is(Verdict.NOT_HEARD, "just starting", "", Verdicts.closed(Examples.V4, Optional.empty()));
        is(
                Verdict.BLOCKED,
                "Address already in use",
                "another program",
                Verdicts.closed(Examples.V4, Optional.of("Address already in use")));
    }
}
