package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.peer.Text;
import dev.parley.spi.discovery.WayReport;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VerdictsTest {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);
    private static final long WITHIN = 30 * SECOND;

    private final AttachmentLog log = new AttachmentLog(0);
    private final Attachment ethernet = Examples.attachment(1);
    private long now;

    private WayReport judge(boolean sending) {
        WayReport report = new Verdicts(25076).judge(ethernet, sending, log.standing(now, WITHIN));
        Text.requireLabel("explanation", report.explanation());
        Text.requireLabel("advice", report.advice());
        return report;
    }

    @Test
    void nobodyYet() {
        assertEquals(Verdict.NOT_HEARD, judge(true).verdict());
        assertTrue(judge(true).advice().contains("add-address"));
        assertTrue(judge(false).explanation().contains("listening only"));
    }

    @Test
    void ourOwnLoopTellsAFirewallFromSilence() {
        log.sending(now);
        log.sent();
        log.sending(now);
        log.sent();
        assertEquals(Verdict.NOT_HEARD, judge(true).verdict(), "it may still come back");
        now += SECOND;
        WayReport blocked = judge(true);
        assertEquals(Verdict.BLOCKED, blocked.verdict());
        assertTrue(blocked.explanation().contains("25076"));
        assertEquals(Verdict.NOT_HEARD, judge(false).verdict(), "hidden now: nothing is expected back");
        log.loop();
        assertEquals(Verdict.NOT_HEARD, judge(true).verdict());
    }

    @Test
    void aRefusalIsNamedUntilSendingWorks() {
        assertTrue(log.failed("Operation not permitted"));
        assertFalse(log.failed("Operation not permitted"), "news only once");
        assertEquals(Verdict.BLOCKED, judge(true).verdict());
        assertTrue(judge(true).advice().contains("Allow UDP port"));
        log.failed("Network is unreachable");
        assertTrue(judge(true).explanation().contains("Network is unreachable"));
        assertTrue(judge(true).advice().contains("routes"));
        log.sending(now);
        log.sent();
        assertEquals(Verdict.NOT_HEARD, judge(true).verdict());
    }

    @Test
    void othersAreHeardForAsLongAsTheyCount() {
        log.others(false, now);
        assertEquals("beacons of others come in", judge(true).explanation());
        now += 31 * SECOND;
        assertEquals(Verdict.NOT_HEARD, judge(true).verdict());
        log.others(true, now);
        assertTrue(judge(true).explanation().contains("multicast does not come in"));
    }

    @Test
    void aNewcomerThatGotAnswersKnowsNothingOfMulticastYet() {
        log.others(true, now);
        assertEquals("others answer us", judge(true).explanation());
    }

    @Test
    void heardInSpiteOfAFirewallHere() {
        log.others(true, now);
        log.failed("Operation not permitted");
        assertEquals(Verdict.HEARD, judge(true).verdict());
        assertTrue(judge(true).advice().contains("Allow UDP port"));
    }
}
