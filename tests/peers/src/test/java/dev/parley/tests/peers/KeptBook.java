package dev.parley.tests.peers;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.TestPeer;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What one person made of others, as a test says it; and a store in memory, as those who act on it need one. */
final class KeptBook implements ContactBook, RecordStore {
    private final Map<PeerName, Standing> standings = new LinkedHashMap<>();
    private final Map<String, Map<String, ByteBuffer>> tables = new TreeMap<>();
    private final List<Consumer<Standing>> listeners = new ArrayList<>();

    /** The book of a peer, from now on. */
    static KeptBook of(TestPeer peer) {
        KeptBook book = new KeptBook();
        peer.context().registerService(ContactBook.class, book, null);
        peer.context().registerService(RecordStore.class, book, null);
        return book;
    }

    /** A contact who may be told of us, or not any more. */
    void contact(TestPeer who, boolean allowed) {
        put(new Standing(who.peer(), true, false, false, allowed, false, who.displayName(), Set.of()));
    }

    void block(TestPeer who) {
        put(new Standing(who.peer(), false, false, false, false, true, "", Set.of()));
    }

    private void put(Standing now) {
        standings.put(now.peer(), now);
        listeners.forEach(listener -> listener.accept(now));
    }

    @Override
    public Standing of(PeerName peer) {
        return standings.getOrDefault(peer, Standing.stranger(peer));
    }

    @Override
    public List<Standing> all() {
        return List.copyOf(standings.values());
    }

    @Override
    public Subscription onChange(Consumer<Standing> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public CompletionStage<List<StoredRecord>> all(String table) {
        return CompletableFuture.completedStage(tables.getOrDefault(table, Map.of()).entrySet().stream()
                .map(one -> new StoredRecord(one.getKey(), one.getValue()))
                .toList());
    }

    @Override
    public CompletionStage<Void> write(String table, List<Change> changes) {
        Map<String, ByteBuffer> records = tables.computeIfAbsent(table, none -> new TreeMap<>());
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                records.put(put.key(), put.value());
            } else {
                records.remove(change.key());
            }
        }
        return CompletableFuture.completedStage(null);
    }
}
