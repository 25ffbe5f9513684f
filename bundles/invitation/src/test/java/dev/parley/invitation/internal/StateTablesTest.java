package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every state with every event, on both sides, against tables that were written down and read. */
class StateTablesTest {
    @Test
    void theInvitersTable() throws IOException {
        StringBuilder table = new StringBuilder();
        for (OutgoingState state : OutgoingState.values()) {
            table.append(state).append('\n');
            for (OutgoingEvent event : OutgoingEvent.values()) {
                OutgoingState.Move move = state.on(event);
                line(table, state, event, move.next(), move.actions());
            }
        }
        assertEquals(written("outgoing.table"), table.toString());
    }

    @Test
    void theInvitedSidesTable() throws IOException {
        StringBuilder table = new StringBuilder();
        for (IncomingStage stage : IncomingStage.values()) {
            table.append(stage).append('\n');
            for (IncomingEvent event : IncomingEvent.values()) {
                IncomingStage.Move move = stage.on(event);
                line(table, stage, event, move.next(), move.actions());
            }
        }
        assertEquals(written("incoming.table"), table.toString());
    }

    @Test
    void launchesOnlyOnceAndOnlyOnTheWord() {
        for (OutgoingState state : OutgoingState.values()) {
            for (OutgoingEvent event : OutgoingEvent.values()) {
                boolean launches = state.on(event).actions().contains(OutgoingAction.LAUNCH);
                assertEquals(state == OutgoingState.OFFERING && event == OutgoingEvent.ACCEPT, launches);
            }
        }
        for (IncomingStage stage : IncomingStage.values()) {
            for (IncomingEvent event : IncomingEvent.values()) {
                boolean launches = stage.on(event).actions().contains(IncomingAction.LAUNCH);
                assertEquals(stage == IncomingStage.ACCEPTING && event == IncomingEvent.CONFIRM, launches);
            }
        }
    }

    @Test
    void whatIsFinalStaysAndWhatIsOpenEnds() {
        for (OutgoingState state : OutgoingState.values()) {
            for (OutgoingEvent event : OutgoingEvent.values()) {
                assertTrue(state.open() || state.on(event).next() == state, state + " " + event);
            }
            assertTrue(!state.on(OutgoingEvent.GIVE_UP).next().open(), state.name());
        }
        for (IncomingStage stage : IncomingStage.values()) {
            for (IncomingEvent event : IncomingEvent.values()) {
                assertTrue(stage.open() || stage.on(event).next() == stage, stage + " " + event);
            }
            assertTrue(!stage.on(IncomingEvent.GIVE_UP).next().open(), stage.name());
        }
    }

    /** A side that cancelled never confirms, and one that confirmed never cancels. */
    @Test
    void cancelAndConfirmExcludeEachOther() {
        for (OutgoingState state : OutgoingState.values()) {
            boolean confirms = false;
            boolean cancels = false;
            for (OutgoingEvent event : OutgoingEvent.values()) {
                if (state != OutgoingState.OFFERING) {
                    confirms |= state.on(event).actions().contains(OutgoingAction.SEND_CONFIRM);
                    cancels |= state.on(event).actions().contains(OutgoingAction.SEND_CANCEL);
                }
            }
            assertTrue(!(confirms && cancels), state.name());
        }
    }

    private static void line(StringBuilder table, Enum<?> from, Enum<?> event, Enum<?> to, List<?> actions) {
        table.append(String.format("  %-14s %-13s", event, from == to ? "." : to));
        actions.forEach(action -> table.append(' ').append(action));
        int end = table.length();
        while (table.charAt(end - 1) == ' ') {
            end--;
        }
        table.setLength(end);
        table.append('\n');
    }

    private static String written(String name) throws IOException {
        try (InputStream in = StateTablesTest.class.getResourceAsStream(name)) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
