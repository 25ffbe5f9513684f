package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerName;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcquaintedTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final Acquainted acquainted = new Acquainted(execution);
    private final PeerName anna = PeerName.of(Samples.keys(1).identity().publicKey());
    private final PeerName bert = PeerName.of(Samples.keys(2).identity().publicKey());

    @Test
    void aYesLastsADay() {
        assertFalse(acquainted.accepted(anna));
        acquainted.accept(anna);
        assertTrue(acquainted.accepted(anna));
        assertFalse(acquainted.accepted(bert));
        execution.advance(Duration.ofHours(24).minusNanos(1));
        assertTrue(acquainted.accepted(anna));
        execution.advance(Duration.ofNanos(1));
        assertFalse(acquainted.accepted(anna));
    }

    @Test
    void anotherYesBeginsAnotherDayAndTheClockDoesNotMatter() {
        acquainted.accept(anna);
        execution.advance(Duration.ofHours(23));
        acquainted.accept(bert);
        acquainted.accept(anna);
        execution.jumpClock(Duration.ofDays(30));
        execution.advance(Duration.ofHours(23));
        assertTrue(acquainted.accepted(anna));
    }

    @Test
    void listenersAreToldEachYes() {
        List<PeerName> told = new ArrayList<>();
        var subscription = acquainted.onAccepted(told::add);
        acquainted.accept(anna);
        execution.run();
        acquainted.accept(anna);
        acquainted.accept(bert);
        execution.run();
        assertEquals(List.of(anna, anna, bert), told);
        subscription.close();
        acquainted.accept(bert);
        execution.run();
        assertEquals(3, told.size());
        acquainted.stop();
        acquainted.accept(bert);
    }
}
