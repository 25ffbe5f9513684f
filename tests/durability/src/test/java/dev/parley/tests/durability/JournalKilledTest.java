package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that writes into a session's journal is killed, again and again, in the same home: every message that it confirmed is there,
 * once, in order, with its number, and nothing is there in part. With {@code -Dparley.kills=200} at as many points, most of them random.
 */
class JournalKilledTest {
    private static final int LAST = 400;
    private static final int SPREAD_NANOS = 3_000_000;
    private static final String ENDLESS = "1000000";
    private static final String IN_FLIGHT = "8";

    @TempDir
    Path folder;

    private final Random random = new Random(5);
    private int asked;
    private int confirmed;
    private int confirmations;

    @Test
    void everyConfirmedMessageSurvivesBeingKilled() throws Exception {
        assumeFalse(System.getProperty("os.name").startsWith("Windows"), "there is no SIGKILL here");
        Path home = folder.resolve("home");
        Path temporary = Files.createDirectory(folder.resolve("tmp"));
        int kills = Integer.getInteger("parley.kills");
        for (int i = 0; i < kills; i++) {
            boolean fixed = i < KilledTest.POINTS.length;
            int after = fixed ? KilledTest.POINTS[i] : random.nextInt(LAST);
            run(home, temporary, after, fixed ? 0 : random.nextInt(SPREAD_NANOS));
            try (JournalHome opened = JournalHome.open(home)) {
                int found = opened.last();
                assertTrue(
                        found >= confirmed && found <= asked,
                        () -> confirmed + " were confirmed, " + asked + " asked for, and " + found + " are there");
                confirmed = found;
            }
        }
        assertTrue(confirmations > kills, "something was confirmed");
        System.out.println(
                "Killed " + kills + " times: all " + confirmations + " confirmed messages were there each time.");
    }

    private void run(Path home, Path temporary, int after, int then) throws Exception {
        List<String> arguments = List.of(home.toString(), Integer.toString(confirmed + 1), ENDLESS, IN_FLIGHT);
        try (Child child = Child.start(JournalWriter.class, List.of(), temporary, arguments)) {
            int left = after;
            for (String line = left == 0 ? null : child.line(); line != null; line = left == 0 ? null : child.line()) {
                left -= read(line) ? 1 : 0;
            }
            assertEquals(0, left, "the writer ended by itself");
            LockSupport.parkNanos(then);
            child.kill();
            for (String line = child.line(); line != null; line = child.line()) {
                read(line);
            }
            assertEquals(KilledTest.SIGKILL, child.await());
        }
    }

    /** @return whether the line was a confirmation */
    private boolean read(String line) {
        String[] words = line.split(" ");
        if (words.length != 3) {
            return false; // nothing of interest, or cut off by the end
        }
        int number = Integer.parseInt(words[2]);
        switch (words[0]) {
            case "asked" -> asked = Math.max(asked, number);
            case "done" -> {
                confirmed = Math.max(confirmed, number);
                confirmations++;
                return true;
            }
            default -> throw new AssertionError("the writer said: " + line);
        }
        return false;
    }
}
