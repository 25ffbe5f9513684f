package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.SessionId;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.SequenceSet;
import dev.parley.spi.store.StoredEntry;
import dev.parley.spi.store.StoredRecord;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What a session keeps besides messages, as records of its journal: its roster, what it is about, how far its application has come. Any
 * thread.
 */
final class Notebook {
    private static final String ROSTER = "roster/";
    private static final String MET = "met/";
    private static final String ABOUT = "about";
    private static final String COMMITTED = "committed";

    private final Journal journal;

    private Notebook(Journal journal) {
        this.journal = journal;
    }

    /** What lies in a journal when it is opened. */
    record Opened(
            Notebook notebook,
            Journal journal,
            List<ByteString> roster,
            Set<RemoteIdentity> met,
            ByteBuffer about,
            long committed,
            Map<EndPointId, Chain> chains) {}

    static CompletionStage<Opened> open(Journals journals, SessionId id) {
        return journals.open(id).thenCompose(journal -> new Notebook(journal).read());
    }

    private CompletionStage<Opened> read() {
        List<ByteString> roster = new ArrayList<>();
        Set<RemoteIdentity> met = new HashSet<>();
        Map<String, ByteBuffer> others = new HashMap<>();
        return journal.records("")
                .thenAccept(records -> {
                    for (StoredRecord record : records) { // by key, so in the order in which they were written
                        if (record.key().startsWith(ROSTER)) {
                            roster.add(ByteString.copyFrom(record.value().duplicate()));
                        } else if (record.key().startsWith(MET)) {
                            met.add(met(record.value()));
                        } else {
                            others.put(record.key(), record.value());
                        }
                    }
                })
                .thenCompose(nothing -> chains())
                .thenApply(chains -> new Opened(
                        this,
                        journal,
                        roster,
                        met,
                        others.getOrDefault(ABOUT, ByteBuffer.allocate(0)),
                        others.containsKey(COMMITTED)
                                ? others.get(COMMITTED).duplicate().getLong()
                                : 0,
                        chains))
                .whenComplete((opened, failure) -> {
                    if (failure != null) {
                        journal.close();
                    }
                });
    }

    private CompletionStage<Map<EndPointId, Chain>> chains() {
        Map<EndPointId, Chain> chains = new HashMap<>();
        CompletionStage<Void> all = CompletableFuture.completedStage(null);
        for (Map.Entry<EndPointId, Coverage> author : journal.coverage().entrySet()) {
            SequenceSet seen = author.getValue().seen();
            if (seen.ranges().isEmpty()) {
                continue;
            }
            long last = seen.ranges().get(seen.ranges().size() - 1).last();
            SequenceSet held = author.getValue().held();
            long first =
                    held.ranges().isEmpty() ? last + 1 : held.ranges().get(0).first();
            all = all.thenCompose(nothing -> journal.find(author.getKey(), new SequenceRange(last, last), 1))
                    .thenAccept(found -> chains.put(author.getKey(), new Chain(first, last, tip(found))));
        }
        return all.thenApply(nothing -> chains);
    }

    private static ByteString tip(List<StoredEntry> found) {
        return found.isEmpty()
                ? ByteString.EMPTY
                : ByteString.copyFrom(found.get(0).entry().hash().duplicate());
    }

    /**
     * Keeps entries of the roster, the first of which has this place in the log.
     *
     * @param about what is kept with them
     */
    CompletionStage<?> roster(int from, List<ByteString> entries, Optional<ByteBuffer> about) {
        List<Change> changes = new ArrayList<>();
        about.ifPresent(value -> changes.add(new Change.Put(ABOUT, value)));
        for (int i = 0; i < entries.size(); i++) {
            changes.add(new Change.Put(
                    ROSTER + String.format("%08d", from + i), entries.get(i).asReadOnlyByteBuffer()));
        }
        return journal.append(List.of(), changes);
    }

    /** Keeps that messages went to and from somebody, so that they know the session. */
    CompletionStage<?> met(RemoteIdentity other) {
        ByteBuffer both = ByteBuffer.allocate(PeerName.KEY_BYTES + EndPointId.BYTES)
                .put(other.peer().key())
                .put(other.endpoint().bytes())
                .flip();
        return journal.append(List.of(), List.of(new Change.Put(key(other), both)));
    }

    /** Forgets it: when they come into the session again, they know nothing at first. */
    CompletionStage<?> parted(RemoteIdentity other) {
        return journal.append(List.of(), List.of(new Change.Remove(key(other))));
    }

    private static String key(RemoteIdentity other) {
        return MET + other.endpoint() + "/" + other.peer();
    }

    private static RemoteIdentity met(ByteBuffer both) {
        byte[] peer = new byte[PeerName.KEY_BYTES];
        byte[] endpoint = new byte[EndPointId.BYTES];
        both.duplicate().get(peer).get(endpoint);
        return new RemoteIdentity(PeerName.of(peer), EndPointId.of(endpoint));
    }

    CompletionStage<?> committed(long position) {
        return journal.append(
                List.of(),
                List.of(new Change.Put(
                        COMMITTED, ByteBuffer.allocate(Long.BYTES).putLong(0, position))));
    }

    void close() {
        journal.close();
    }
}
