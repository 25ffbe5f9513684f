package dev.parley.store.sqlite.internal;

import static dev.parley.store.sqlite.internal.Databases.put;
import static dev.parley.store.sqlite.internal.Databases.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Who waits for whom, over a storage in memory. */
class SqliteRecordsTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final ScheduledExecutorService serial = execution.serial("store");
    private final Memory memory = new Memory();
    private final SqliteRecords records = new SqliteRecords(serial, memory);

    /** Counts, and refuses values that begin with "too much". */
    private static final class Memory implements Storage {
        private final Map<String, Map<String, ByteBuffer>> tables = new TreeMap<>();
        private final List<Integer> groups = new ArrayList<>();
        private boolean closed;

        @Override
        public List<StoredRecord> all(String table) {
            groups.add(0);
            return tables.getOrDefault(table, Map.of()).entrySet().stream()
                    .map(entry -> new StoredRecord(entry.getKey(), entry.getValue()))
                    .toList();
        }

        @Override
        public void write(List<Write> writes) {
            groups.add(writes.size());
            for (Write write : writes) {
                for (Change change : write.changes()) {
                    if (change.key().startsWith("too much")) {
                        throw new StoreException("The disk is full.", null);
                    }
                }
            }
            writes.forEach(write -> write.changes().forEach(change -> {
                Map<String, ByteBuffer> table = tables.computeIfAbsent(write.table(), none -> new TreeMap<>());
                if (change instanceof Change.Put put) {
                    table.put(put.key(), put.value());
                } else {
                    table.remove(change.key());
                }
            }));
        }

        @Override
        public String journal() {
            return "none";
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    private CompletionStage<Void> write(String key, String value) {
        return records.write("people", List.of(put(key, value)));
    }

    private List<CompletableFuture<Void>> writeMany(int count, String value) {
        return IntStream.range(0, count)
                .mapToObj(i -> write("key " + i, value).toCompletableFuture())
                .toList();
    }

    private static Throwable failure(CompletionStage<?> stage) {
        return assertThrows(ExecutionException.class, () -> stage.toCompletableFuture()
                        .get())
                .getCause();
    }

    private Map<String, String> people() throws Exception {
        CompletableFuture<List<StoredRecord>> all = records.all("people").toCompletableFuture();
        execution.run();
        return texts(all.get());
    }

    @Test
    void whatWaitsSharesOneTransaction() throws Exception {
        List<CompletableFuture<Void>> all = writeMany(100, "value");
        assertTrue(all.stream().noneMatch(CompletableFuture::isDone), "nothing is confirmed before it is written");
        execution.run();
        assertTrue(all.stream().allMatch(CompletableFuture::isDone));
        assertEquals(List.of(100), memory.groups);
        assertEquals(100, people().size());
    }

    @Test
    void aTransactionIsBoundedInWritesAndBytes() {
        assertEquals(257, writeMany(257, "value").size());
        execution.run();
        assertEquals(List.of(256, 1), memory.groups);
        memory.groups.clear();
        String large = "x".repeat(RecordStore.VALUE_BYTES);
        assertEquals(9, writeMany(9, large).size());
        execution.run();
        assertEquals(List.of(8, 1), memory.groups);
    }

    @Test
    void everythingHappensInTheOrderOfTheCalls() throws Exception {
        write("a", "one");
        write("a", "two");
        CompletableFuture<List<StoredRecord>> between = records.all("people").toCompletableFuture();
        records.write("people", List.of(new Change.Remove("a")));
        write("b", "three");
        execution.run();
        assertEquals(Map.of("a", "two"), texts(between.get()));
        assertEquals(List.of(2, 0, 2), memory.groups);
        assertEquals(Map.of("b", "three"), people());
    }

    @Test
    void oneThatDoesNotFitTakesNoOtherWithIt() throws Exception {
        CompletableFuture<Void> first = write("a", "one").toCompletableFuture();
        CompletionStage<Void> second = write("too much", "two");
        CompletableFuture<Void> third = write("b", "three").toCompletableFuture();
        execution.run();
        first.get();
        third.get();
        assertInstanceOf(StoreException.class, failure(second));
        assertEquals(Map.of("a", "one", "b", "three"), people());
    }

    @Test
    void whoIsToldMayAskForMore() throws Exception {
        write("a", "one").thenRun(() -> write("b", "two"));
        execution.run();
        assertEquals(Map.of("a", "one", "b", "two"), people());
    }

    @Test
    void whatIsPassedInIsCopied() throws Exception {
        byte[] value = {'a'};
        records.write("people", List.of(new Change.Put("key", ByteBuffer.wrap(value))));
        value[0] = 'b';
        execution.run();
        assertEquals(Map.of("key", "a"), people());
    }

    @Test
    void limitsAreCheckedAtOnce() {
        String longest = "k".repeat(RecordStore.KEY_CHARACTERS);
        records.write("t".repeat(RecordStore.KEY_CHARACTERS), List.of(put(longest, "")));
        records.write("a_1", List.of(new Change.Put("largest", ByteBuffer.allocate(RecordStore.VALUE_BYTES))));
        for (String table : List.of("", "People", "a b", "a-b", "t".repeat(RecordStore.KEY_CHARACTERS + 1))) {
            assertThrows(IllegalArgumentException.class, () -> records.all(table), table);
            assertThrows(IllegalArgumentException.class, () -> records.write(table, List.of()), table);
        }
        for (Change change :
                List.of(put(longest + "k", ""), put("half a pair \ud800", ""), new Change.Remove(longest + "k"))) {
            assertThrows(IllegalArgumentException.class, () -> records.write("people", List.of(change)));
        }
        ByteBuffer tooMuch = ByteBuffer.allocate(RecordStore.VALUE_BYTES + 1);
        assertThrows(IllegalArgumentException.class, () -> new Change.Put("k", tooMuch));
    }

    @Test
    void whatWasAskedForIsDoneBeforeTheFileIsClosed() throws Exception {
        List<CompletableFuture<Void>> all = writeMany(600, "value");
        serial.execute(records::close);
        execution.run();
        for (CompletableFuture<Void> one : all) {
            one.get();
        }
        assertTrue(memory.closed);
        assertInstanceOf(StoreException.class, failure(write("late", "value")));
        assertInstanceOf(StoreException.class, failure(records.all("people")));
    }

    @Test
    void whatComesWhenItsThreadIsGoneIsDoneAtTheEnd() throws Exception {
        serial.shutdown();
        CompletableFuture<Void> late = write("late", "value").toCompletableFuture();
        assertFalse(late.isDone() || memory.closed);
        records.close();
        late.get();
        assertEquals(1, memory.tables.get("people").size());
        assertTrue(memory.closed);
    }
}
