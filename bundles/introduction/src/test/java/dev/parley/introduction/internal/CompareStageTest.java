package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What holds on every way through the stages, walked to the end. */
class CompareStageTest {
    /** A stage, and what happened on the way to it. */
    private record Way(CompareStage stage, Set<CompareEvent> happened, Set<CompareAction> done) {
        Way on(CompareEvent event) {
            CompareStage.Move move = stage.on(event);
            boolean refused = move.actions().contains(CompareAction.REFUSE_STEP);
            Set<CompareEvent> events = new HashSet<>(happened);
            Set<CompareAction> actions = new HashSet<>(done);
            if (!refused && (move.next() != stage || !move.actions().isEmpty())) {
                events.add(event);
            }
            actions.addAll(move.actions());
            return new Way(move.next(), events, actions);
        }
    }

    private static Set<Way> all() {
        Set<Way> found = new HashSet<>();
        Deque<Way> ahead = new ArrayDeque<>();
        ahead.add(new Way(CompareStage.DIALLING, Set.of(), Set.of()));
        while (!ahead.isEmpty()) {
            Way way = ahead.remove();
            for (CompareEvent event : CompareEvent.values()) {
                Way next = way.on(event);
                if (found.add(next)) {
                    ahead.add(next);
                }
            }
        }
        return found;
    }

    @Test
    void nothingIsKeptButByTwoYesToWordsThatWereShown() {
        Set<Way> all = all();
        assertTrue(all.size() > 100, "there are many ways: " + all.size());
        for (Way way : all) {
            if (way.done().contains(CompareAction.KEEP)) {
                assertTrue(
                        way.happened()
                                .containsAll(
                                        EnumSet.of(CompareEvent.REVEALED, CompareEvent.YES, CompareEvent.THEIR_YES)),
                        way::toString);
                assertTrue(way.done().contains(CompareAction.SHOW), way::toString);
            }
            if (way.stage() == CompareStage.VERIFIED) {
                assertTrue(way.happened().contains(CompareEvent.KEPT), way::toString);
            }
        }
    }

    @Test
    void nothingIsRevealedBeforeTheOtherSideIsBound() {
        for (Way way : all()) {
            if (way.done().contains(CompareAction.SEND_REVEAL)) {
                assertTrue(
                        way.happened().contains(CompareEvent.COMMITTED)
                                || way.happened()
                                        .containsAll(EnumSet.of(CompareEvent.TAKEN_OVER, CompareEvent.REVEALED)),
                        way::toString);
            }
        }
    }

    @Test
    void aBrokenPromiseNeverShowsWords() {
        for (CompareStage stage : EnumSet.of(CompareStage.ASKED, CompareStage.REVEALING)) {
            CompareStage.Move move = stage.on(CompareEvent.BROKEN_PROMISE);
            assertEquals(CompareStage.DIFFERENT, move.next());
            assertTrue(!move.actions().contains(CompareAction.SHOW));
        }
    }

    @Test
    void whatIsOverStaysSo() {
        for (CompareStage stage : CompareStage.values()) {
            if (stage.state().isFinal()) {
                for (CompareEvent event : CompareEvent.values()) {
                    assertEquals(new CompareStage.Move(stage, java.util.List.of()), stage.on(event));
                }
            }
        }
    }

    /** Whatever happens, time or a lost stream ends it, unless it is being written. */
    @Test
    void everythingEnds() {
        for (CompareStage stage : CompareStage.values()) {
            for (CompareEvent end : EnumSet.of(CompareEvent.DEADLINE, CompareEvent.LOST, CompareEvent.CANCEL)) {
                assertEquals(
                        stage != CompareStage.KEEPING,
                        stage.on(end).next().state().isFinal());
            }
        }
        assertTrue(CompareStage.KEEPING.on(CompareEvent.KEPT).next().state().isFinal());
        assertTrue(CompareStage.KEEPING.on(CompareEvent.NOT_KEPT).next().state().isFinal());
    }
}
