package dev.parley.introduction.internal;

import dev.parley.spi.store.RecordStore;
import dev.parley.spi.store.StoredRecord;
import dev.parley.wire.store.KeptRecords;
import java.util.List;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The contact requests that go on after a restart, while there is a store. Any thread. */
final class RequestDisk {
    private static final Logger LOG = LoggerFactory.getLogger(RequestDisk.class);

    private final Consumer<RequestRecords.Kept> found;
    private final KeptRecords records;
    private volatile boolean used;

    /** @param found told each of an earlier start, on the serial executor */
    RequestDisk(Surroundings around, Consumer<RequestRecords.Kept> found) {
        this.found = found;
        this.records =
                new KeptRecords(RequestRecords.TABLE, all -> around.execute(() -> loaded(all)), (after, task) -> {
                    var unused = around.later(after, task);
                });
    }

    void use(RecordStore store) {
        used = true;
        records.bind(store);
    }

    void stop(RecordStore store) {
        records.unbind(store);
    }

    /** Whether the next start goes on with what is kept here. */
    boolean isUsed() {
        return used;
    }

    /** It stands there now. */
    void keep(RequestRecords.Kept request, boolean incoming) {
        records.insist(RequestRecords.change(request, incoming));
    }

    private void loaded(List<StoredRecord> all) {
        for (StoredRecord stored : all) {
            try {
                found.accept(RequestRecords.read(stored));
            } catch (IllegalArgumentException e) {
                LOG.warn("the contact request {} on disk is not understood; it is left as it is", stored.key(), e);
            }
        }
    }
}
