package dev.parley.spi.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import org.junit.jupiter.api.Test;

class SequenceSetTest {
    private static SequenceSet set(long... ends) {
        SequenceSet set = SequenceSet.EMPTY;
        for (int i = 0; i < ends.length; i += 2) {
            set = set.plus(new SequenceRange(ends[i], ends[i + 1]));
        }
        return set;
    }

    @Test
    void whatTouchesBecomesOneRange() {
        assertEquals(List.of(new SequenceRange(1, 3)), set(1, 1, 3, 3, 2, 2).ranges());
        assertEquals(
                List.of(new SequenceRange(1, 9)), set(1, 2, 5, 6, 9, 9, 2, 8).ranges());
        assertEquals(set(1, 2, 4, 5), set(4, 5, 1, 2));
    }

    @Test
    void theLastNumbersThereAreDoNotOverflow() {
        SequenceSet set = set(Long.MAX_VALUE, Long.MAX_VALUE, 1, 1, 2, Long.MAX_VALUE);
        assertEquals(List.of(new SequenceRange(1, Long.MAX_VALUE)), set.ranges());
        assertEquals(SequenceSet.EMPTY, set.minus(set));
        assertEquals(set(1, Long.MAX_VALUE - 1), set.minus(new SequenceRange(Long.MAX_VALUE, Long.MAX_VALUE)));
    }

    @Test
    void whatIsMissingIsADifference() {
        assertEquals(set(3, 4, 8, 9), set(1, 9).minus(set(1, 2, 5, 7)));
        assertEquals(SequenceSet.EMPTY, set(2, 3).minus(set(1, 9)));
    }

    @Test
    void rangesThatAreNoneAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new SequenceRange(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new SequenceRange(3, 2));
        List<SequenceRange> touching = List.of(new SequenceRange(1, 2), new SequenceRange(3, 4));
        assertThrows(IllegalArgumentException.class, () -> new SequenceSet(touching));
    }

    /** Against a set that keeps each number. */
    @Test
    void itIsTheSetThatItSays() {
        Random random = new Random(6);
        for (int round = 0; round < 300; round++) {
            SequenceSet set = SequenceSet.EMPTY;
            TreeSet<Long> model = new TreeSet<>();
            for (int i = 0; i < 30; i++) {
                long first = 1L + random.nextInt(40);
                SequenceRange range = new SequenceRange(first, first + random.nextInt(6));
                boolean more = random.nextInt(3) > 0;
                set = more ? set.plus(range) : set.minus(range);
                each(range, more ? model::add : model::remove);
                for (long n = 1; n < 50; n++) {
                    assertEquals(model.contains(n), set.contains(n));
                }
            }
            assertEquals(new SequenceSet(set.ranges()), set);
        }
        assertTrue(set(2, 2).contains(2));
        assertFalse(set(2, 2).contains(1));
    }

    private static void each(SequenceRange range, LongConsumer what) {
        for (long n = range.first(); n <= range.last(); n++) {
            what.accept(n);
        }
    }
}
