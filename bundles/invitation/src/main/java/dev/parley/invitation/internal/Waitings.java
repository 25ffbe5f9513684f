package dev.parley.invitation.internal;

import dev.parley.api.invitation.InvitationId;
import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.store.KeptRecords;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The invitations that wait for contacts, on disk when there is a store. Any thread. */
final class Waitings {
    private static final Logger LOG = LoggerFactory.getLogger(Waitings.class);

    private final KeptRecords records;
    private final Consumer<Kept> found;

    /**
     * @param found told each that is on disk from an earlier start, on the store's thread
     * @param later for trying again what the disk did not take
     */
    Waitings(Consumer<Kept> found, KeptRecords.Later later) {
        this.found = found;
        this.records = new KeptRecords(Kept.TABLE, this::loaded, later);
    }

    void bind(RecordStore store) {
        records.bind(store);
    }

    void unbind(RecordStore store) {
        records.unbind(store);
    }

    /** @return whether it is on disk; fails with what kept the disk from taking it */
    CompletionStage<Boolean> keep(Kept invitation) {
        return records.put(Kept.key(invitation.id()), invitation.value());
    }

    /** It waits for fewer now. */
    void update(Kept invitation) {
        records.insist(new Change.Put(Kept.key(invitation.id()), invitation.value()));
    }

    /** It has ended: from then on it must not be sent again. */
    void forget(InvitationId id) {
        records.insist(new Change.Remove(Kept.key(id)));
    }

    private void loaded(List<StoredRecord> all) {
        for (StoredRecord stored : all) {
            try {
                found.accept(Kept.read(stored));
            } catch (IllegalArgumentException e) {
                LOG.warn("the waiting invitation {} is not understood; it is left as it is", stored.key(), e);
            }
        }
    }
}
