package dev.parley.store.journal.internal;

import dev.parley.spi.store.Journals;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.ForgetfulFiles;
import java.nio.file.Path;
import java.util.concurrent.ScheduledExecutorService;

/** The journals of a home. */
class SegmentJournalTest extends JournalContract {
    private static final Path FOLDER = Path.of("/home/journals");
    private static final int SEGMENT_BYTES = 500;

    private final ForgetfulFiles files = new ForgetfulFiles();
    private ScheduledExecutorService serial;

    @Override
    Journals start(Retention retention) {
        serial = execution.serial("journals");
        Disk disk = new Disk(files, files, execution.clock(), execution.random(), retention, SEGMENT_BYTES);
        return new JournalFolders(serial, disk, FOLDER);
    }

    @Override
    void crash() {
        if (serial != null) {
            serial.shutdownNow();
        }
        files.crash();
    }

    @Override
    void full(boolean noRoom) {
        files.full(noRoom);
    }
}
