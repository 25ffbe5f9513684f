package dev.parley.wire.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class KeptRecordsTest {
    private static final ByteBuffer OLD = ByteBuffer.wrap(new byte[] {1});
    private static final ByteBuffer NEW = ByteBuffer.wrap(new byte[] {2});

    private final Store store = new Store();
    private final List<String> loaded = new ArrayList<>();
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final KeptRecords records = new KeptRecords(
            "table",
            all -> all.forEach(
                    record -> loaded.add(record.key() + record.value().get(0))),
            (after, task) -> {
                assertEquals(KeptRecords.AGAIN, after);
                later.add(task);
            });

    /** Works when it is told to, in order. */
    private static final class Store implements RecordStore {
        final Map<String, ByteBuffer> disk = new TreeMap<>();
        final Queue<Runnable> work = new ArrayDeque<>();
        boolean broken;

        void run() {
            while (!work.isEmpty()) {
                work.remove().run();
            }
        }

        @Override
        public CompletionStage<List<StoredRecord>> all(String table) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        check();
                        return disk.entrySet().stream()
                                .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                                .toList();
                    },
                    work::add);
        }

        @Override
        public CompletionStage<Void> write(String table, List<Change> changes) {
            return CompletableFuture.runAsync(
                    () -> {
                        check();
                        for (Change change : changes) {
                            if (change instanceof Change.Put put) {
                                disk.put(put.key(), put.value());
                            } else {
                                disk.remove(change.key());
                            }
                        }
                    },
                    work::add);
        }

        private void check() {
            if (broken) {
                throw new IllegalStateException("no disk");
            }
        }
    }

    private static boolean now(CompletionStage<Boolean> stage) {
        return stage.toCompletableFuture().join();
    }

    @Test
    void withoutAStoreItIsInMemoryUntilOneComes() {
        assertFalse(now(records.put("a", NEW)));
        records.bind(store);
        store.run();
        assertEquals(NEW, store.disk.get("a"));
        assertEquals(List.of(), loaded, "what was written here is known here");
    }

    @Test
    void whatIsOnDiskIsToldAndWhatWasWrittenMeanwhileGoesBeforeIt() {
        store.disk.put("a", OLD);
        store.disk.put("b", OLD);
        store.disk.put("c", OLD);
        store.disk.put("d", OLD);
        records.put("a", NEW);
        records.remove("b");
        records.bind(store);
        CompletionStage<Boolean> late = records.put("c", NEW);
        store.run();
        assertTrue(now(late));
        assertEquals(List.of("d1"), loaded);
        assertEquals(List.of("a", "c", "d"), List.copyOf(store.disk.keySet()));
        assertEquals(NEW, store.disk.get("a"));
        assertEquals(NEW, store.disk.get("c"));
    }

    @Test
    void onDiskIsSaidOnlyWhenItIs() {
        records.bind(store);
        CompletionStage<Boolean> put = records.put("a", NEW);
        assertFalse(put.toCompletableFuture().isDone());
        store.run();
        assertTrue(now(put));
    }

    @Test
    void aStoreThatFailsFailsTheCallAndLosesNothingElse() {
        records.bind(store);
        store.run();
        store.broken = true;
        CompletionStage<Boolean> put = records.put("a", NEW);
        store.run();
        assertThrows(CompletionException.class, () -> now(put));
        store.broken = false;
        CompletionStage<Boolean> again = records.put("a", NEW);
        store.run();
        assertTrue(now(again));
    }

    @Test
    void aStoreThatGoesAndComesIsReadAgain() {
        records.bind(store);
        CompletionStage<Boolean> put = records.put("a", OLD);
        store.run();
        assertTrue(now(put));
        records.unbind(store);
        assertFalse(now(records.put("b", NEW)));
        records.bind(store);
        store.run();
        assertEquals(List.of("a1"), loaded);
        assertEquals(List.of("a", "b"), List.copyOf(store.disk.keySet()));
    }

    @Test
    void whatCannotBeReadCountsAsEmpty() {
        store.disk.put("a", OLD);
        store.broken = true;
        records.bind(store);
        store.run();
        assertEquals(List.of(), loaded);
        store.broken = false;
        CompletionStage<Boolean> put = records.put("b", NEW);
        store.run();
        assertTrue(now(put));
    }

    /** The disk takes nothing, until the test says otherwise; what waits for a while does so. */
    private void aWhilePasses() {
        for (int i = later.size(); i > 0; i--) {
            later.remove().run();
        }
        store.run();
    }

    @Test
    void whatTheDiskDoesNotTakeWhenTheStoreComesIsTriedAgainUntilItDoes() {
        records.put("a", NEW);
        records.remove("b");
        store.disk.put("b", OLD);
        store.broken = true;
        records.bind(store);
        store.run();
        for (int i = 0; i < 3; i++) {
            assertEquals(1, later.size());
            aWhilePasses();
        }
        assertEquals(List.of("b"), List.copyOf(store.disk.keySet()));
        store.broken = false;
        aWhilePasses();
        assertEquals(Map.of("a", NEW), store.disk);
        aWhilePasses();
        assertEquals(0, later.size(), "nothing is owed any more");
    }

    @Test
    void anythingThatIsWrittenTakesWhatIsOwedWithIt() {
        records.put("a", NEW);
        store.broken = true;
        records.bind(store);
        store.run();
        store.broken = false;
        records.put("b", NEW);
        store.run();
        assertEquals(List.of("a", "b"), List.copyOf(store.disk.keySet()));
    }

    @Test
    void whatIsOwedNeverGoesOverWhatIsNewer() {
        records.put("a", OLD);
        store.broken = true;
        records.bind(store);
        store.work.remove().run(); // the reading
        CompletionStage<Boolean> newer = records.put("a", NEW); // while what is owed is being written
        store.work.remove().run(); // and that fails
        store.broken = false;
        store.run();
        assertTrue(now(newer));
        aWhilePasses();
        assertEquals(Map.of("a", NEW), store.disk);
    }

    @Test
    void whenTheNewerOneFailsTheOlderIsOwedStill() {
        records.put("a", OLD);
        store.broken = true;
        records.bind(store);
        store.run();
        CompletionStage<Boolean> newer = records.put("a", NEW);
        store.run();
        assertThrows(CompletionException.class, () -> now(newer));
        store.broken = false;
        aWhilePasses();
        assertEquals(Map.of("a", OLD), store.disk, "that one was not refused");
    }

    @Test
    void whatIsSoAlreadyIsWrittenWheneverItCanBe() {
        store.disk.put("a", OLD);
        records.bind(store);
        store.run();
        store.broken = true;
        records.insist(new RecordStore.Change.Remove("a"));
        store.run();
        assertEquals(1, store.disk.size());
        records.unbind(store);
        store.broken = false;
        aWhilePasses();
        assertEquals(1, store.disk.size(), "there is no store");
        records.bind(store);
        store.run();
        assertEquals(Map.of(), store.disk);
    }
}
