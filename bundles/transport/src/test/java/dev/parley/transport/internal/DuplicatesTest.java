package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.transport.internal.Duplicates.Candidate;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static final Duration YOUNG = Duplicates.NEWS;
    private static final Duration OLD = Duplicates.NEWS.plusNanos(1);
    private static final EndPointId SECOND = EndPointId.of(new byte[EndPointId.BYTES]); // "yyy…" as text
    private static final EndPointId FIRST = EndPointId.ofDeviceKey(new byte[1]);
    private static final InstanceId START = InstanceId.of(new byte[InstanceId.BYTES]);
    private static final InstanceId RESTART = new InstanceId("1".repeat(2 * InstanceId.BYTES));

    private static Candidate by(EndPointId dialler, int id) {
        return new Candidate(new byte[] {(byte) id}, dialler, START);
    }

    @Test
    void theSecondIsAfterTheFirst() {
        assertTrue(SECOND.compareTo(FIRST) > 0);
    }

    @Test
    void aRestartReplacesEverything() {
        Candidate reborn = new Candidate(new byte[] {1}, SECOND, RESTART);
        for (boolean dialled : new boolean[] {true, false}) {
            for (boolean known : new boolean[] {true, false}) {
                assertTrue(Duplicates.replaces(reborn, by(FIRST, 2), dialled, YOUNG, known));
            }
        }
    }

    @Test
    void ofTwoByOneDiallerTheAcceptorChoosesAndTheDiallerFollows() {
        assertFalse(Duplicates.replaces(by(FIRST, 2), by(FIRST, 1), false, OLD, true), "both have it");
        assertTrue(Duplicates.replaces(by(FIRST, 2), by(FIRST, 1), false, YOUNG, false), "it was given up");
        assertFalse(
                Duplicates.replaces(by(FIRST, 1), by(FIRST, 2), false, OLD, false), "it came later than its successor");
        assertTrue(Duplicates.replaces(by(FIRST, 1), by(FIRST, 2), true, YOUNG, true));
        assertTrue(Duplicates.replaces(by(FIRST, 0xff), by(FIRST, 0x7f), false, YOUNG, false), "numbers have no sign");
    }

    @Test
    void ofTwoByDifferentDiallersBothSidesComeToTheSameAnswer() {
        for (boolean known : new boolean[] {true, false}) {
            boolean atTheSecond = Duplicates.replaces(by(FIRST, 1), by(SECOND, 1), false, YOUNG, false);
            boolean atTheFirst = Duplicates.replaces(by(SECOND, 1), by(FIRST, 1), false, YOUNG, false);
            assertTrue(atTheSecond);
            assertFalse(atTheFirst);
            assertEquals(atTheSecond, Duplicates.replaces(by(FIRST, 1), by(SECOND, 1), true, YOUNG, known));
            assertEquals(atTheFirst, Duplicates.replaces(by(SECOND, 1), by(FIRST, 1), true, YOUNG, known));
        }
    }

    @Test
    void whatRunsGoesOnWhenBothHaveIt() {
        assertFalse(Duplicates.replaces(by(FIRST, 1), by(SECOND, 1), false, OLD, true));
    }

    @Test
    void aLinkThatTheOtherSideHasLostIsReplacedOnceNewsHasHadItsTime() {
        assertFalse(Duplicates.replaces(by(SECOND, 1), by(FIRST, 1), false, YOUNG, false));
        assertTrue(Duplicates.replaces(by(SECOND, 1), by(FIRST, 1), false, OLD, false));
    }
}
