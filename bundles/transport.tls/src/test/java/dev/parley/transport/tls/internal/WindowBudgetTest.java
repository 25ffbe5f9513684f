package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** 16 MiB for everybody. */
final class WindowBudgetTest {
    private final WindowBudget budget = new WindowBudget();

    @Test
    void sixtyFourChannelsAreAdmitted() {
        for (int i = 0; i < 64; i++) {
            assertTrue(budget.admit());
        }
        assertFalse(budget.admit());
        assertEquals(16 * 1024 * 1024, budget.reserved());
        budget.release(Limits.FIRST_WINDOW);
        assertTrue(budget.admit());
    }

    @Test
    void aWindowDoublesUpToFourMebibytes() {
        budget.admit();
        int window = Limits.FIRST_WINDOW;
        List<Integer> sizes = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            window = budget.resize(window, window / 2, true);
            sizes.add(window / 1024);
        }
        assertEquals(List.of(512, 1024, 2048, 4096, 4096), sizes);
    }

    @Test
    void whoIsNotHeldUpKeepsItsWindow() {
        budget.admit();
        assertEquals(Limits.FIRST_WINDOW, budget.resize(Limits.FIRST_WINDOW, Limits.FIRST_WINDOW / 2, false));
    }

    @Test
    void growthLeavesRoomForChannelsToCome() {
        int[] windows = new int[4];
        for (int i = 0; i < windows.length; i++) {
            budget.admit();
            windows[i] = Limits.FIRST_WINDOW;
        }
        for (int round = 0; round < 10; round++) {
            for (int i = 0; i < windows.length; i++) {
                windows[i] = budget.resize(windows[i], windows[i], true);
            }
        }
        assertTrue(budget.reserved() <= Limits.GROWN_WINDOWS, "reserved " + budget.reserved());
        for (int i = 0; i < 32; i++) {
            assertTrue(budget.admit());
        }
    }

    @Test
    void aCrowdedWindowShrinksByWhatWasRead() {
        budget.admit();
        int window = Limits.FIRST_WINDOW;
        while (window < Limits.LARGEST_WINDOW) {
            window = budget.resize(window, window, true);
        }
        crowd();
        assertEquals(window - 1_000_000, budget.resize(window, 1_000_000, true));
        crowd();
        assertEquals(Limits.FIRST_WINDOW, budget.resize(window - 1_000_000, window - 1_000_000, true));
    }

    private void crowd() {
        while (budget.reserved() <= Limits.CROWDED_WINDOWS) {
            assertTrue(budget.admit());
        }
    }

    @Test
    void theSumIsNeverExceeded() {
        Random random = new Random(7);
        List<Integer> windows = new ArrayList<>();
        for (int i = 0; i < 20_000; i++) {
            switch (random.nextInt(4)) {
                case 0 -> {
                    if (budget.admit()) {
                        windows.add(Limits.FIRST_WINDOW);
                    }
                }
                case 1 -> {
                    if (!windows.isEmpty()) {
                        budget.release(windows.remove(random.nextInt(windows.size())));
                    }
                }
                default -> {
                    if (!windows.isEmpty()) {
                        int at = random.nextInt(windows.size());
                        windows.set(at, budget.resize(windows.get(at), windows.get(at) / 2, random.nextBoolean()));
                    }
                }
            }
            int sum = windows.stream().mapToInt(Integer::intValue).sum();
            assertEquals(sum, budget.reserved());
            assertTrue(sum <= Limits.ALL_WINDOWS);
        }
    }
}
