package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.SequenceRange;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongPredicate;

/** Where the entries of all authors are. One thread. */
final class Index {
    private final Map<EndPointId, AuthorIndex> authors = new HashMap<>();

    void add(EndPointId author, long sequence, long position) {
        of(author).add(sequence, position);
    }

    void seen(EndPointId author, SequenceRange range) {
        of(author).seen(range);
    }

    private AuthorIndex of(EndPointId author) {
        return authors.computeIfAbsent(author, none -> new AuthorIndex());
    }

    boolean seen(EndPointId author, long sequence) {
        AuthorIndex index = authors.get(author);
        return index != null && index.coverage().seen().contains(sequence);
    }

    /** @return 0 when it is not there */
    long position(EndPointId author, long sequence) {
        AuthorIndex index = authors.get(author);
        return index == null ? 0 : index.position(sequence);
    }

    /** Goes through positions by sequence, as long as it is wanted. */
    void each(EndPointId author, SequenceRange range, LongPredicate wanted) {
        AuthorIndex index = authors.get(author);
        if (index != null) {
            index.each(range, wanted);
        }
    }

    void retireBefore(long first) {
        authors.values().forEach(index -> index.retireBefore(first));
    }

    /** A copy. */
    Map<EndPointId, Coverage> coverage() {
        Map<EndPointId, Coverage> all = new HashMap<>();
        authors.forEach((author, index) -> all.put(author, index.coverage()));
        return Map.copyOf(all);
    }
}
