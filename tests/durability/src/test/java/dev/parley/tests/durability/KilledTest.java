package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that keeps contacts, blocks and details is killed, again and again, in the same home: what it confirmed is there, and the file
 * is sound. With {@code -Dparley.kills=200} at as many points, most of them random.
 */
class KilledTest {
    /** After so many confirmations; 0 is in the middle of opening. */
    static final int[] POINTS = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 13, 17, 21, 26, 34, 0, 55, 89, 144};

    private static final int LAST = 150;
    private static final int SPREAD_NANOS = 3_000_000;
    static final int SIGKILL = 128 + 9;
    private static final int ENDLESS = 1_000_000;
    private static final int IN_FLIGHT = 8;

    @TempDir
    Path folder;

    private final Ledger ledger = new Ledger();
    private final Random random = new Random(4);

    @Test
    void row30_whatWasConfirmedSurvivesBeingKilled() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there is no SIGKILL here");
        Path home = folder.resolve("home");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        int kills = Integer.getInteger("parley.kills");
        for (int i = 0; i < kills; i++) {
            boolean fixed = i < POINTS.length;
            run(home, temporary, i, fixed ? POINTS[i] : random.nextInt(LAST), fixed ? 0 : random.nextInt(SPREAD_NANOS));
            try (Home opened = Home.open(home)) {
                ledger.check(opened.contacts());
            }
        }
        assertTrue(ledger.confirmations() > kills, "something was confirmed");
        System.out.println("Killed " + kills + " times: all " + ledger.confirmations()
                + " confirmed writes were there each time.");
    }

    private void run(Path home, Path temporary, int seed, int confirmations, int then)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(
                home.toString(), Integer.toString(seed), Integer.toString(IN_FLIGHT), Integer.toString(ENDLESS)));
        arguments.addAll(ledger.versions());
        try (Child child = Child.start(Writer.class, List.of(), temporary, arguments)) {
            int left = confirmations;
            for (String line = left == 0 ? null : child.line(); line != null; line = left == 0 ? null : child.line()) {
                left -= ledger.read(line) ? 1 : 0;
            }
            assertEquals(0, left, "the writer ended by itself");
            LockSupport.parkNanos(then);
            child.kill();
            for (String line = child.line(); line != null; line = child.line()) {
                ledger.read(line);
            }
            assertEquals(SIGKILL, child.await());
        }
    }
}
