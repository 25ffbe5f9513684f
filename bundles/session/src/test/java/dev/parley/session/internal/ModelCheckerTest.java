package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionState;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each thing that the checker looks for is found. */
class ModelCheckerTest {
    private final ModelLedger ledger = new ModelLedger();

    @BeforeEach
    void twoWhoAreWell() {
        line(0, 1, true, Set.of());
        line(1, 2, true, Set.of());
        for (int one = 0; one < 2; one++) {
            ledger.confirmed.addAll(List.of("kept/0/1", "kept/1/2"));
            ledger.settled.put(one, List.of("kept/0/1"));
            ledger.logs.put(one, List.of("kept/0/1", "kept/1/2"));
            ledger.heard.add(new ModelLedger.Heard(one, List.of("kept/0/1", "kept/1/2")));
            ledger.members.put(one, Set.of(0, 1));
            ledger.heardOf.put(one, Set.of(1 - one));
            ledger.stints.put(one, 1);
            ledger.absent.put(one, Set.of());
            ledger.states.put(one, SessionState.LIVE);
        }
    }

    private void line(int author, int number, boolean durable, Set<Integer> gone) {
        ModelLedger.Line line = new ModelLedger.Line(author, number, durable, 1, gone);
        ledger.lines.put(line.text(), line);
    }

    private void found(String problem) {
        List<String> problems = ModelChecker.problems(ledger);
        assertTrue(problems.stream().anyMatch(one -> one.contains(problem)), problems.toString());
    }

    @Test
    void nothingWhereAllIsWell() {
        assertEquals(List.of(), ModelChecker.problems(ledger));
    }

    @Test
    void aConfirmedLineThatIsLost() {
        ledger.logs.put(1, List.of("kept/1/2"));
        found("confirmed, and lost at 1: kept/0/1");
    }

    @Test
    void aLineThatIsTwiceInAJournal() {
        ledger.logs.put(1, List.of("kept/0/1", "kept/1/2", "kept/0/1"));
        found("in the journal of 1 is twice: kept/0/1");
    }

    @Test
    void aLineThatAnApplicationHeardTwice() {
        ledger.heard.add(new ModelLedger.Heard(1, List.of("said/0/3", "said/0/3")));
        found("in what 1 heard is twice: said/0/3");
    }

    @Test
    void aLineBeforeItsAuthorsEarlierOne() {
        line(0, 3, true, Set.of());
        ledger.logs.put(1, List.of("kept/0/3", "kept/0/1", "kept/1/2"));
        found("comes kept/0/1 after 3");
    }

    @Test
    void logsThatDiffer() {
        line(0, 3, true, Set.of());
        ledger.settled.put(0, List.of("kept/0/1", "kept/0/3"));
        found("others have, and 1 has not: [kept/0/3]");
    }

    @Test
    void oneWhoCannotWriteInTheEnd() {
        line(1, 4, true, Set.of());
        found("in the end 1 cannot write: kept/1/4");
    }

    @Test
    void membersThatDiffer() {
        ledger.members.put(1, Set.of(1));
        found("0 shows [0, 1], and 1 shows [1]");
    }

    @Test
    void oneWhoIsStillAwayAndASessionThatIsNotLive() {
        ledger.absent.put(1, Set.of(0));
        found("for 1 are still away: [0]");
        ledger.states.put(1, SessionState.REACHING);
        found("the session of 1 is REACHING");
    }

    @Test
    void aLineForOneWhoWasRemoved() {
        ledger.orders.add(new ModelLedger.Order(ModelLedger.What.REMOVE, 2));
        line(0, 5, false, Set.of(2));
        ledger.heard.add(new ModelLedger.Heard(2, List.of("said/0/5")));
        found("2 was removed, and heard of one who knew: said/0/5");
    }

    @Test
    void aFailureAndASessionThatEndedByItself() {
        ledger.failures.add("a task failed");
        ledger.lost.add("the session of 1 is over");
        found("a task failed");
        found("the session of 1 is over");
    }

    @Test
    void whoCouldNeverHearOfEachOtherIsNoProblem() {
        ledger.heardOf.put(0, Set.of());
        ledger.members.put(0, Set.of(0));
        ledger.members.put(1, Set.of(0, 1));
        ledger.logs.put(0, List.of("kept/0/1"));
        ledger.absent.put(1, Set.of(0));
        ledger.states.put(1, SessionState.REACHING);
        found("1 shows [0, 1]");
        ledger.orders.add(new ModelLedger.Order(ModelLedger.What.LEAVE, 2));
        nothingWhereAllIsWell();
    }
}
