package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoredEntry;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends own durable messages to each member, from memory while it keeps up, from the journal when it does not: a slow one slows nobody.
 * Confined to the session's executor.
 */
final class DurablePush {
    private static final Logger LOG = LoggerFactory.getLogger(DurablePush.class);
    private static final int RECENT_BYTES = 4 << 20;
    /** Holds at least one group whole, so that there is a signature in it. */
    private static final int READ_BYTES = 192 << 10;

    private final Journal journal;
    private final Executor executor;
    private final EndPointId self;
    private final Deque<DurablePart> recent = new ArrayDeque<>();
    private int recentBytes;

    DurablePush(Journal journal, Executor executor, EndPointId self) {
        this.journal = journal;
        this.executor = executor;
        this.self = self;
    }

    /** What was just written. */
    void remember(List<DurableEntry> entries) {
        DurablePart part = DurablePart.newBuilder().addAllEntries(entries).build();
        recent.add(part);
        recentBytes += part.getSerializedSize();
        while (recentBytes > RECENT_BYTES && recent.size() > 1) {
            recentBytes -= recent.remove().getSerializedSize();
        }
    }

    /** Sends what there is room for. */
    void pump(Partner partner, DurablePeer peer, long written) {
        while (peer.told && !peer.reading && peer.pushed < written && peer.hasRoom()) {
            if (!partner.isWritable()) {
                await(partner, peer, written);
                return;
            }
            long next = peer.pushed + 1;
            DurablePart part = recent.stream()
                    .filter(one -> one.getEntries(0).getSequence() <= next && last(one) >= next)
                    .findFirst()
                    .orElse(null);
            if (part == null) {
                read(partner, peer, next, written);
                return;
            }
            send(partner, peer, part);
        }
    }

    private void await(Partner partner, DurablePeer peer, long written) {
        if (!peer.awaiting) {
            peer.awaiting = true;
            partner.onWritable(() -> {
                peer.awaiting = false;
                pump(partner, peer, written);
            });
        }
    }

    private static void send(Partner partner, DurablePeer peer, DurablePart part) {
        partner.send(Frame.newBuilder().setDurable(part).build());
        peer.sent(last(part), part.getSerializedSize());
    }

    private void read(Partner partner, DurablePeer peer, long next, long written) {
        peer.reading = true;
        journal.find(self, new SequenceRange(next, written), READ_BYTES)
                .whenComplete((found, failure) -> Tasks.run(executor, () -> {
                    peer.reading = false;
                    if (failure != null) {
                        LOG.warn("own messages could not be read for {}", partner.member(), failure);
                        return;
                    }
                    DurablePart part = signed(found);
                    if (part.getEntriesCount() > 0 && peer.told && partner.isLinked()) {
                        send(partner, peer, part);
                        pump(partner, peer, written);
                    }
                }));
    }

    /** Entries as a part: up to the last one that is signed, without a gap. */
    static DurablePart signed(List<StoredEntry> found) {
        List<DurableEntry> entries = new ArrayList<>();
        int good = 0;
        for (StoredEntry one : found) {
            DurableEntry entry = DurableCodec.read(one.entry());
            if (!entries.isEmpty()
                    && entry.getSequence() != entries.get(entries.size() - 1).getSequence() + 1) {
                break;
            }
            entries.add(entry);
            if (!entry.getSignature().isEmpty()) {
                good = entries.size();
            }
        }
        return DurablePart.newBuilder().addAllEntries(entries.subList(0, good)).build();
    }

    private static long last(DurablePart part) {
        return part.getEntries(part.getEntriesCount() - 1).getSequence();
    }
}
