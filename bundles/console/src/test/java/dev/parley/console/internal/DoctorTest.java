package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.ParleyException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class DoctorTest {
    private static final Finding BEACON =
            new Finding("eth0", Way.BEACON_V4, Verdict.BLOCKED, "nothing comes in", "Look at the firewall.");
    private static final Finding LOOPBACK = new Finding("lo", Way.BEACON_V4, Verdict.NOT_HEARD, "nobody", "");
    private static final Finding STORE = new Finding("", Way.STORE, Verdict.FINE, "open", "");
    private static final Finding CONTACTS =
            new Finding("", Way.CONTACTS, Verdict.ALARM, "two cards: Anna", "Ask her in another way.");

    private final ConsoleFixture console = new ConsoleFixture();

    private void says(Finding... findings) {
        console.doctors.add(() -> CompletableFuture.completedStage(List.of(findings)));
    }

    @Test
    void row62_everyDoctorIsAskedNetworksFirstThenThePartsInTheirOrder() {
        says(STORE);
        says(CONTACTS);
        says(BEACON, LOOPBACK);
        String text = console.ok("doctor");
        List<String> lines =
                text.lines().map(line -> line.replaceAll(" +", " ").strip()).toList();
        assertEquals(
                List.of(
                        "INTERFACE WAY VERDICT WHAT WAS SEEN",
                        "eth0 beacon v4 blocked nothing comes in",
                        "lo beacon v4 not heard nobody",
                        "contacts alarm two cards: Anna",
                        "store fine open",
                        "What to do:",
                        "- Look at the firewall.",
                        "- Ask her in another way."),
                lines);
        assertTrue(
                console.json("doctor")
                        .endsWith(
                                "{\"interface\":\"\",\"way\":\"STORE\",\"verdict\":\"FINE\",\"explanation\":\"open\",\"advice\":\"\"}]"));
    }

    @Test
    void oneThatFailsHidesNobodyElse() {
        console.doctors.add(() -> CompletableFuture.failedStage(new ParleyException("The disk is gone.")));
        console.doctors.add(() -> {
            throw new IllegalStateException("broken");
        });
        says(STORE);
        String text = console.ok("doctor");
        assertTrue(text.contains("store") && text.contains("could not be examined: The disk is gone."), text);
        assertTrue(text.contains("IllegalStateException: broken") && text.contains("Run doctor again"), text);
        assertTrue(console.json("doctor").contains("\"way\":\"PARLEY\",\"verdict\":\"CONCERN\""));
    }
}
