package dev.parley.launcher.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ShownLinesTest {
    private final EventLog events = new EventLog();

    private void line(String text) {
        events.add(Map.of("event", "view.line", "text", text));
    }

    @Test
    void aLineThatWasSaidFirstMayBeShownLast() throws Exception {
        line("second");
        FutureTask<Void> looking = new FutureTask<>(() -> {
            ShownLines.exactly("Third desk", events, List.of("first", "second"));
            return null;
        });
        Thread looker = new Thread(looking);
        looker.start();
        while (looker.isAlive() && looker.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }

        line("first");

        looking.get(60, TimeUnit.SECONDS);
    }

    @Test
    void aLineShownTwiceIsAFailure() {
        line("first");
        line("first");

        StepFailed failed =
                assertThrows(StepFailed.class, () -> ShownLines.exactly("Third desk", events, List.of("first")));

        assertEquals("Third desk shows [first, first] instead of [first]", failed.getMessage());
    }

    @Test
    void aLineThatNobodySaidIsAFailure() {
        line("first");
        line("removed, and still heard");

        assertThrows(StepFailed.class, () -> ShownLines.exactly("Right desk", events, List.of("first")));
    }

    @Test
    void aLineThatNeverComesIsToldByName() {
        line("first");
        events.end("Third desk has ended");

        StepFailed failed = assertThrows(
                StepFailed.class, () -> ShownLines.exactly("Third desk", events, List.of("first", "second")));

        assertEquals("no line \"second\" was shown by Third desk: Third desk has ended", failed.getMessage());
    }
}
