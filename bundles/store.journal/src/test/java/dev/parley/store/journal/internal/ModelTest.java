package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.BEN;
import static dev.parley.store.journal.internal.Authored.entry;
import static dev.parley.store.journal.internal.Authored.put;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.Retention;
import dev.parley.spi.store.SequenceRange;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeJournals;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The journal of a home and the one in memory, which is simple, give the same answers to anything, over restarts and power losses. */
class ModelTest {
    private static final int SEEDS = 150;
    private static final int OPERATIONS = 60;
    private static final int NUMBERS = 40;
    private static final SessionId SESSION = new SessionId(new UUID(1, 2));

    @Test
    void theyGiveTheSameAnswers() {
        for (int seed = 0; seed < SEEDS; seed++) {
            new Run(seed).all();
        }
    }

    private static final class Run {
        private final int seed;
        private final Random random;
        private final HandDrivenExecution execution;
        private final ForgetfulFiles files = new ForgetfulFiles();
        private final FakeJournals fakes;
        private ScheduledExecutorService serial;
        private Journal real;
        private Journal fake;

        Run(int seed) {
            this.seed = seed;
            this.random = new Random(seed);
            this.execution = new HandDrivenExecution(seed);
            this.fakes = new FakeJournals(execution.serial("fake"), execution.clock(), Retention.DEFAULT);
            start();
        }

        private void start() {
            serial = execution.serial("real");
            Disk disk = new Disk(
                    files, files, execution.clock(), execution.random(), Retention.DEFAULT, 200 + random.nextInt(4000));
            Journals reals = new JournalFolders(serial, disk, Path.of("/home/journals"));
            real = done(reals.open(SESSION));
            fake = done(fakes.open(SESSION));
        }

        private <T> T done(CompletionStage<T> stage) {
            execution.run();
            return stage.toCompletableFuture().join();
        }

        void all() {
            for (int i = 0; i < OPERATIONS; i++) {
                switch (random.nextInt(10)) {
                    case 0 -> crash();
                    case 1, 2 -> read();
                    case 3 -> find();
                    default -> append();
                }
                same(Journal::coverage);
                same(Journal::first);
                same(Journal::next);
            }
            read();
            later(journal -> journal.records(""));
        }

        private void crash() {
            real.append(List.of(one()), List.of()); // not confirmed: on no side is it there later
            serial.shutdownNow();
            fakes.crash();
            files.crash();
            start();
        }

        private void append() {
            List<List<JournalEntry>> calls = new ArrayList<>();
            List<Change> changes = new ArrayList<>();
            for (int i = random.nextInt(4); i >= 0; i--) {
                List<JournalEntry> entries = new ArrayList<>();
                for (int count = random.nextInt(4); count > 0; count--) {
                    entries.add(one());
                }
                calls.add(entries);
            }
            for (int i = random.nextInt(3); i > 0; i--) {
                String key = "k" + random.nextInt(5);
                changes.add(random.nextInt(3) == 0 ? new Change.Remove(key) : put(key, "v" + random.nextInt(100)));
            }
            later(journal -> {
                List<CompletionStage<List<Appended>>> together = new ArrayList<>();
                calls.forEach(entries -> together.add(journal.append(entries, changes)));
                return together.get(together.size() - 1).thenApply(last -> together.stream()
                        .map(stage -> stage.toCompletableFuture().join())
                        .toList());
            });
        }

        private JournalEntry one() {
            FakeIdentity author = random.nextBoolean() ? ADA : BEN;
            int number = 1 + random.nextInt(NUMBERS);
            return entry(author, number, "content " + number + (random.nextInt(8) == 0 ? " and another" : ""));
        }

        private void read() {
            long from = random.nextInt(NUMBERS);
            int most = random.nextInt(300);
            later(journal -> journal.read(from, most));
        }

        private void find() {
            long first = 1 + (long) random.nextInt(NUMBERS);
            SequenceRange range = new SequenceRange(first, first + random.nextInt(NUMBERS));
            int most = random.nextInt(300);
            later(journal -> journal.find(ADA.endpoint(), range, most));
        }

        private void later(Function<Journal, CompletionStage<?>> what) {
            same(journal -> done(what.apply(journal)));
        }

        private void same(Function<Journal, Object> what) {
            assertEquals(what.apply(fake), what.apply(real), () -> "with seed " + seed);
        }
    }
}
