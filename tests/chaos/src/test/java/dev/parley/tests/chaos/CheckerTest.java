package dev.parley.tests.chaos;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.tests.chaos.Checker.Finding;
import dev.parley.tests.chaos.Checker.Kind;
import dev.parley.tests.chaos.Evidence.Run;
import dev.parley.tests.chaos.Evidence.Witness;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The checker is red on each kind of fault, where it is, and on nothing else. */
class CheckerTest {
    private static Line line(int author, long number) {
        return new Line(author, 0, number);
    }

    private static Run run(String... lines) {
        return run(0, lines);
    }

    private static Run run(int life, String... lines) {
        return new Run(
                life,
                Stream.of(lines).map(text -> Line.parse(text).orElseThrow()).toList());
    }

    private static Witness stays(int member, Run... runs) {
        return new Witness(member, false, List.of(runs));
    }

    private static Witness removed(int member, Run... runs) {
        return new Witness(member, true, List.of(runs));
    }

    private static List<Finding> check(Witness... members) {
        return Checker.check(new Evidence(List.of(members), Map.of()));
    }

    private static List<Finding> found(Kind kind, int member, Line... lines) {
        List<Finding> all = new ArrayList<>();
        Stream.of(lines).forEach(line -> all.add(new Finding(kind, member, line)));
        return all;
    }

    @Test
    void theSameInAnyInterleavingIsFine() {
        assertEquals(
                List.of(),
                check(stays(1, run("m1.0 1", "m2.0 1", "m1.0 2")), stays(2, run("m2.0 1", "m1.0 1", "m1.0 2"))));
    }

    @Test
    void whatCouldNotBeSaidIsNotMissed() {
        assertEquals(List.of(), check(stays(1, run("m1.0 1", "m1.0 7")), stays(2, run("m1.0 1", "m1.0 7"))));
    }

    @Test
    void whatWasConfirmedBeforeAKillAndIsNowhereIsLostEverywhere() {
        List<Finding> all = found(Kind.LOST, 1, line(1, 2));
        all.addAll(found(Kind.LOST, 2, line(1, 2)));
        assertEquals(
                all,
                check(stays(1, run("m1.0 1", "m1.0 2"), run("m1.0 1", "m1.0 3")), stays(2, run("m1.0 1", "m1.0 3"))));
    }

    @Test
    void whatWasConfirmedToItsAuthorAndDoesNotReachOneIsLostThere() {
        assertEquals(
                found(Kind.LOST, 2, line(1, 2)), check(stays(1, run("m1.0 1", "m1.0 2")), stays(2, run("m1.0 1"))));
    }

    @Test
    void whatOneShowedBeforeAKillAndHasNoMoreIsLost() {
        assertEquals(
                found(Kind.LOST, 2, line(3, 1)),
                check(stays(1, run("m3.0 1")), stays(2, run("m3.0 1"), run()), removed(3, run("m3.0 1"))));
    }

    @Test
    void whoShowsNothingAtAllHasLostAll() {
        assertEquals(found(Kind.LOST, 2, line(1, 1)), check(stays(1, run("m1.0 1")), stays(2)));
    }

    @Test
    void twiceInOneRunIsDoubledAndOnceInEachIsNot() {
        assertEquals(List.of(), check(stays(1, run("m1.0 1"), run("m1.0 1"))));
        assertEquals(
                found(Kind.DOUBLED, 2, line(1, 1)),
                check(stays(1, run("m1.0 1", "m1.0 2")), stays(2, run("m1.0 1", "m1.0 2", "m1.0 1"))));
    }

    @Test
    void doublesOfAnEarlierRunCountToo() {
        assertEquals(found(Kind.DOUBLED, 1, line(1, 1)), check(stays(1, run("m1.0 1", "m1.0 1"), run("m1.0 1"))));
    }

    @Test
    void anAuthorsOrderIsKept() {
        assertEquals(
                found(Kind.DISORDERED, 2, line(1, 2)),
                check(stays(1, run("m1.0 1", "m1.0 2", "m1.0 3")), stays(2, run("m1.0 1", "m1.0 3", "m1.0 2"))));
    }

    @Test
    void eachLifeHasAnOrderOfItsOwn() {
        assertEquals(
                List.of(),
                check(
                        stays(1, run("m2.1 1", "m2.0 9", "m2.1 2")),
                        stays(2, run(0, "m2.0 9"), run(1, "m2.0 9", "m2.1 1", "m2.1 2"))));
    }

    @Test
    void logsThatDifferInWhatNobodyWasPromisedAreUnequal() {
        assertEquals(
                found(Kind.UNEQUAL, 2, line(3, 4)),
                check(stays(1, run("m3.0 4")), stays(2, run()), removed(3, run("m3.0 4"))));
    }

    /** Its author lost the only journal that had it. */
    @Test
    void whatLayOnlyInAJournalThatWasThrownAwayMayBeGone() {
        assertEquals(List.of(), check(stays(1, run("m2.0 1")), stays(2, run(0, "m2.0 1", "m2.0 2"), run(1, "m2.0 1"))));
    }

    @Test
    void whatSomebodyElseHasOfSuchAJournalIsDue() {
        assertEquals(
                found(Kind.UNEQUAL, 2, line(2, 1)),
                check(stays(1, run("m2.0 1")), stays(2, run(0, "m2.0 1", "m2.0 2"), run(1))));
    }

    @Test
    void whatARemovedOneSaidToItselfIsNotDue() {
        assertEquals(List.of(), check(stays(1, run("m1.0 1")), removed(2, run("m1.0 1", "m2.0 1"), run("m2.0 1"))));
    }

    @Test
    void aWordForTheRemovedByWhoKnewItIsALeak() {
        Evidence evidence = new Evidence(
                List.of(stays(1, run("m1.0 1", "m1.0 2")), removed(2, run("m1.0 1", "m1.0 2"), run())),
                Map.of(2, Set.of(line(1, 2), line(1, 3))));
        assertEquals(found(Kind.LEAKED, 2, line(1, 2)), Checker.check(evidence));
    }

    /** Everyone else may hear it. */
    @Test
    void aWordAfterARemovalIsNoLeakAmongThoseWhoStay() {
        Evidence evidence = new Evidence(
                List.of(stays(1, run("m1.0 2")), removed(2, run()), stays(3, run("m1.0 2"))),
                Map.of(2, Set.of(line(1, 2))));
        assertEquals(List.of(), Checker.check(evidence));
    }

    @Test
    void aFindingSaysWhichLineWhere() {
        assertEquals("LOST at member 2: m1.0 5", new Finding(Kind.LOST, 2, line(1, 5)).toString());
    }
}
