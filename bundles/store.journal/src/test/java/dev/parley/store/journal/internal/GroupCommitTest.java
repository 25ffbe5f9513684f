package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.entry;
import static dev.parley.store.journal.internal.Authored.put;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.Retention;
import dev.parley.spi.store.StoreException;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

/** What waits together shares a force, and not its fate. */
class GroupCommitTest {
    private static final int LARGE = 1 << 20;

    private final ForgetfulFiles files = new ForgetfulFiles();
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final Journal journal = open();

    private Journal open() {
        Disk disk = new Disk(files, files, execution.clock(), execution.random(), Retention.DEFAULT, 8 * LARGE);
        CompletableFuture<Journal> opened = new JournalFolders(execution.serial("journals"), disk, Path.of("/j"))
                .open(Logs.SESSION)
                .toCompletableFuture();
        execution.run();
        return opened.join();
    }

    private CompletableFuture<List<Appended>> append(int number, int bytes) {
        return journal.append(List.of(entry(ADA, number, new byte[bytes])), List.of())
                .toCompletableFuture();
    }

    @Test
    void aThousandThatWaitAreOneWriteAndOneForce() {
        List<CompletableFuture<List<Appended>>> all = new ArrayList<>();
        for (int i = 1; i <= 1000; i++) {
            all.add(append(i, 100));
        }
        int before = files.points();
        execution.run();
        assertEquals(before + 2, files.points());
        assertTrue(all.stream().allMatch(one -> one.isDone() && !one.isCompletedExceptionally()));
    }

    @Test
    void whatIsLargeIsWrittenInSeveralGroups() {
        List<CompletableFuture<List<Appended>>> all = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            all.add(append(i, LARGE));
        }
        int before = files.points();
        execution.run();
        assertTrue(files.points() - before >= 2 * 3, "three groups of at most 8 MiB");
        assertEquals(List.of(new Appended.Written(20)), all.get(19).join());
    }

    @Test
    void whatIsKnownAlreadyIsNotForcedAgain() {
        CompletableFuture<List<Appended>> once = append(1, 10);
        execution.run();
        assertEquals(List.of(new Appended.Written(1)), once.join());
        int before = files.points();
        CompletableFuture<List<Appended>> again = append(1, 10);
        execution.run();
        assertEquals(List.of(new Appended.Known(1)), again.join());
        assertEquals(before, files.points());
    }

    @Test
    void oneThatIsTooMuchDoesNotTakeTheOthersWithIt() {
        List<CompletableFuture<List<Appended>>> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Change record = put("r" + i, "");
            Change large = new Change.Put("r" + i, ByteBuffer.allocate(LARGE / 2));
            all.add(journal.append(List.of(entry(ADA, i + 1, "")), List.of(i % 10 == 9 ? record : large))
                    .toCompletableFuture());
        }
        execution.run();
        long refused =
                all.stream().filter(CompletableFuture::isCompletedExceptionally).count();
        assertEquals(5, refused, "16 MiB of records are possible");
        assertFalse(all.get(39).isCompletedExceptionally(), "a small one behind them is written");
        CompletionException e =
                assertThrows(CompletionException.class, () -> all.get(38).join());
        assertTrue(e.getCause() instanceof StoreException && e.getMessage().contains("Remove"), e.getMessage());
    }

    /** The disk has room for none of the group, then for those that come one at a time until it is full again. */
    @Test
    void aGroupThatFailsIsTriedOneByOne() {
        CompletableFuture<List<Appended>> first = append(1, 10);
        CompletableFuture<List<Appended>> second = append(2, 10);
        files.failAt(1);
        execution.run();
        assertEquals(List.of(new Appended.Written(1)), first.join());
        assertEquals(List.of(new Appended.Written(2)), second.join());
    }
}
