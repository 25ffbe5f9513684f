package dev.parley.discovery.beacon.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RhythmTest {
    private final Rhythm rhythm = new Rhythm(Duration.ofSeconds(10), new Random(1));

    private void assertWithin(long millis, Duration delay) {
        assertTrue(delay.toMillis() <= millis && delay.toMillis() >= millis * 0.89, delay + " for " + millis);
    }

    @Test
    void aStartIsABurstAndThenTheInterval() {
        rhythm.start();
        for (long millis : new long[] {150, 350, 1000}) {
            assertTrue(rhythm.starting());
            assertWithin(millis, rhythm.next());
        }
        assertTrue(rhythm.starting(), "the last of the burst is still to be sent");
        assertWithin(10_000, rhythm.next());
        assertFalse(rhythm.starting());
        assertWithin(10_000, rhythm.next());
    }

    @Test
    void aChangeIsToldOnceMoreAndDoesNotCutABurstShort() {
        rhythm.change();
        assertFalse(rhythm.starting());
        assertWithin(200, rhythm.next());
        assertWithin(10_000, rhythm.next());
        rhythm.start();
        rhythm.next();
        rhythm.change();
        assertWithin(350, rhythm.next());
    }

    @Test
    void aBucketGivesItsBurstThenItsRate() {
        Bucket bucket = new Bucket(3, 2, 0);
        assertTrue(bucket.take(0));
        assertTrue(bucket.take(0));
        assertTrue(bucket.take(0));
        assertFalse(bucket.take(0));
        assertTrue(bucket.take(500_000_000L));
        assertFalse(bucket.take(500_000_001L));
        int taken = 0;
        for (long at = 0; at < 10; at++) {
            taken += bucket.take(1_000_000_000L * (100 + at)) ? 1 : 0;
        }
        assertEquals(10, taken);
    }

    @Test
    void whatWasNotUsedForLongestIsForgotten() {
        Recent<String, Integer> recent = new Recent<>(2);
        recent.put("a", 1);
        recent.put("b", 2);
        assertEquals(1, recent.get("a"));
        recent.put("c", 3);
        assertFalse(recent.containsKey("b"));
        assertTrue(recent.containsKey("a"));
    }
}
