package dev.parley.store.journal.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.SequenceSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class AuthorIndexTest {
    private final AuthorIndex index = new AuthorIndex();

    private List<Long> positions(long first, long last, int most) {
        List<Long> found = new ArrayList<>();
        index.each(new SequenceRange(first, last), position -> {
            found.add(position);
            return found.size() < most;
        });
        return found;
    }

    @Test
    void itIsAMapFromSequencesToPositions() {
        Random random = new Random(3);
        TreeMap<Long, Long> model = new TreeMap<>();
        for (long position = 1; position <= 2000; position++) {
            long sequence = 1 + (long) random.nextInt(3000);
            if (model.putIfAbsent(sequence, position) == null) {
                index.add(sequence, position);
            }
            if (position % 500 == 0) {
                long first = position - 300;
                model.values().removeIf(old -> old < first);
                index.retireBefore(first);
            }
        }
        for (long sequence = 1; sequence <= 3000; sequence++) {
            assertEquals(model.getOrDefault(sequence, 0L), index.position(sequence));
            assertEquals(model.containsKey(sequence), index.coverage().held().contains(sequence));
        }
        for (int i = 0; i < 100; i++) {
            long first = 1 + (long) random.nextInt(3000);
            long last = first + random.nextInt(500);
            List<Long> expected =
                    List.copyOf(model.subMap(first, true, last, true).values());
            assertEquals(expected, positions(first, last, Integer.MAX_VALUE));
            assertEquals(expected.subList(0, Math.min(3, expected.size())), positions(first, last, 3));
        }
    }

    @Test
    void farApartIsFine() {
        index.add(Long.MAX_VALUE, 1);
        index.add(1, 2);
        assertEquals(List.of(2L, 1L), positions(1, Long.MAX_VALUE, 9));
        index.retireBefore(2);
        assertEquals(List.of(2L), positions(1, Long.MAX_VALUE, 9));
        assertEquals(0, index.position(Long.MAX_VALUE));
        SequenceSet one = new SequenceSet(List.of(new SequenceRange(1, 1)));
        assertEquals(one, index.coverage().held());
        assertEquals(2, index.coverage().seen().ranges().size());
    }
}
