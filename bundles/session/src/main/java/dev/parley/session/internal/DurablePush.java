package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.session.internal.SenderKey.Encrypted;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoredEntry;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
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
    private final GroupKeys keys;
    private final Deque<Recent> recent = new ArrayDeque<>();
    private int recentBytes;

    /** What was written together, as it was encrypted for all. */
    private record Recent(long first, long last, Encrypted encrypted) {
        int bytes() {
            return encrypted.frame().remaining();
        }
    }

    DurablePush(Journal journal, Executor executor, EndPointId self, GroupKeys keys) {
        this.journal = journal;
        this.executor = executor;
        this.self = self;
        this.keys = keys;
    }

    /**
     * What was just written.
     *
     * @param receivers who gets it now; others get it from the journal
     */
    void remember(List<DurableEntry> entries, Collection<RemoteIdentity> receivers) {
        DurablePart part = DurablePart.newBuilder().addAllEntries(entries).build();
        ByteBuffer plain =
                Frame.newBuilder().setDurable(part).build().toByteString().asReadOnlyByteBuffer();
        keys.encrypt(KeyUse.TO_ALL_DURABLE, plain, receivers).ifPresent(encrypted -> {
            Recent fresh = new Recent(entries.get(0).getSequence(), last(part), encrypted);
            recent.add(fresh);
            recentBytes += fresh.bytes();
        });
        while (recentBytes > RECENT_BYTES && recent.size() > 1) {
            recentBytes -= recent.remove().bytes();
        }
    }

    /** Sends what there is room for. */
    void pump(Partner partner, DurablePeer peer, long written) {
        while (mayGo(partner, peer) && !peer.reading && peer.pushed < written && peer.hasRoom()) {
            if (!partner.isWritable()) {
                await(partner, peer, written);
                return;
            }
            long next = peer.pushed + 1;
            Optional<Recent> sent = recent.stream()
                    .filter(one -> one.first() <= next && one.last() >= next)
                    .findFirst()
                    .filter(one -> partner.exchange().send(one.encrypted()));
            if (sent.isEmpty()) {
                read(partner, peer, next, written);
                return;
            }
            peer.sent(sent.get().last(), sent.get().bytes());
        }
    }

    private boolean mayGo(Partner partner, DurablePeer peer) {
        return peer.told && keys.isMember(partner.member().identity());
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
                    if (part.getEntriesCount() > 0 && mayGo(partner, peer) && partner.isLinked()) {
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
