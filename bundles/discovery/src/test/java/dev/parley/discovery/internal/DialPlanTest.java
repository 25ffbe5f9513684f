package dev.parley.discovery.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DialPlanTest {
    private static final long SECOND = Examples.seconds(1);
    private static final int LOOPBACK = 0x7f000001;

    private final DialPlan plan = new DialPlan(Examples.RULES);

    private long wait(InetSocketAddress source, long now) {
        return plan.turn(List.of(source), now).toNanos();
    }

    @Test
    void aSourceGetsTwoASecond() {
        InetSocketAddress source = Examples.address(1);
        assertEquals(0, wait(source, 0));
        assertEquals(0, wait(Examples.at(0x0a000001, 9), SECOND / 4)); // another port is the same source
        assertEquals(SECOND / 2, wait(source, SECOND / 2));
        assertEquals(0, wait(source, SECOND));
        assertEquals(SECOND / 4, wait(source, SECOND));
    }

    @Test
    void onLoopbackThePortIsThePeer() {
        for (int port = 1; port <= 5; port++) {
            assertEquals(0, wait(Examples.at(LOOPBACK, port), 0));
            assertEquals(0, wait(Examples.at(LOOPBACK, port), 0));
        }
        assertEquals(SECOND, wait(Examples.at(LOOPBACK, 6), 0)); // ten in all
    }

    @Test
    void aDialToSeveralAddressesCountsForEach() {
        List<InetSocketAddress> both = List.of(Examples.address(1), Examples.address(2));
        assertEquals(Duration.ZERO, plan.turn(both, 0));
        assertEquals(Duration.ZERO, plan.turn(both, 0));
        assertEquals(SECOND, wait(Examples.address(2), 0));
        assertEquals(0, wait(Examples.address(3), 0));
    }

    /** Whatever comes when, no second of any position has more than the rules allow. */
    @Test
    void noSecondHasMore() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            DialPlan tried = new DialPlan(Examples.RULES);
            Map<InetSocketAddress, List<Long>> bySource = new HashMap<>();
            List<Long> all = new ArrayList<>();
            long now = 0;
            for (int i = 0; i < 2_000; i++) {
                now += random.nextInt(50_000_000);
                InetSocketAddress source = Examples.address(random.nextInt(8));
                if (tried.turn(List.of(source), now).isZero()) {
                    all.add(now);
                    bySource.computeIfAbsent(source, s -> new ArrayList<>()).add(now);
                }
            }
            assertBounded(all, Examples.RULES.dialsPerS());
            bySource.values().forEach(times -> assertBounded(times, Examples.RULES.dialsPerSourceAndS()));
            assertTrue(all.size() > now / SECOND * 5, "they do go: " + all.size());
        }
    }

    private static void assertBounded(List<Long> times, int most) {
        for (int i = most; i < times.size(); i++) {
            assertTrue(times.get(i) - times.get(i - most) >= SECOND, times::toString);
        }
    }

    @Test
    void oneDialAnInstanceAndRevision() {
        assertTrue(plan.isNew(Examples.instance(1), 1));
        assertFalse(plan.isNew(Examples.instance(1), 1));
        assertTrue(plan.isNew(Examples.instance(2), 1));
        assertTrue(plan.isNew(Examples.instance(1), 2));
        assertFalse(plan.isNew(Examples.instance(1), 1), "an older revision is no news");
        plan.forget();
        assertTrue(plan.isNew(Examples.instance(1), 1));
    }

    @Test
    void aFailedOneIsRepeatedTwiceEachLaterAndThenRarely() {
        plan.isNew(Examples.instance(1), 1);
        assertEquals(Optional.of(Duration.ofSeconds(1)), plan.again(Examples.instance(1), 1));
        assertEquals(Optional.of(Duration.ofSeconds(2)), plan.again(Examples.instance(1), 1));
        assertEquals(Optional.of(Duration.ofSeconds(60)), plan.again(Examples.instance(1), 1));
        assertEquals(Optional.of(Duration.ofSeconds(60)), plan.again(Examples.instance(1), 1));
        assertEquals(Optional.empty(), plan.again(Examples.instance(9), 1), "never dialled");
        plan.isNew(Examples.instance(1), 2);
        assertEquals(Optional.empty(), plan.again(Examples.instance(1), 1), "there is news meanwhile");
        assertEquals(Optional.of(Duration.ofSeconds(1)), plan.again(Examples.instance(1), 2));
    }

    @Test
    void whatIsInventedIsForgotten() {
        Bounded<Integer, Integer> map = new Bounded<>(3);
        for (int i = 0; i < 100_000; i++) {
            map.put(i, i);
            map.get(0); // used, so it stays
        }
        assertEquals(3, map.size());
        assertTrue(map.containsKey(0));
    }
}
