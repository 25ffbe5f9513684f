package dev.parley.store.sqlite.internal;

import dev.parley.api.diagnostics.Doctor;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Says how the database is: open, where, how large, and whether the disk has room. Any thread; looks on the store's. */
final class StoreDoctor implements Doctor {
    /** Less room than that is worth a word. */
    static final long LITTLE_BYTES = 100L << 20;

    private static final double MEGABYTE = 1 << 20;

    private final Executor serial;
    private final Path file;
    private final Room room;
    private volatile Optional<SqliteRecords> records = Optional.empty();
    private volatile String failure = "";

    /** Tells how many bytes are free where a file is. */
    interface Room {
        long free(Path file) throws IOException;
    }

    StoreDoctor(Executor serial, Path file) {
        this(serial, file, where -> Files.getFileStore(where).getUsableSpace());
    }

    StoreDoctor(Executor serial, Path file, Room room) {
        this.serial = serial;
        this.file = file;
        this.room = room;
    }

    void opened(SqliteRecords now) {
        records = Optional.of(now);
    }

    /** @param sentence why it cannot be opened, and what to do */
    void failed(String sentence) {
        failure = sentence;
    }

    @Override
    public CompletionStage<List<Finding>> examine() {
        try {
            return CompletableFuture.supplyAsync(() -> List.of(look()), serial);
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.failedStage(
                    new ParleyException("The database was not examined, because Parley is stopping.", stopping));
        }
    }

    private Finding look() {
        if (records.isEmpty()) {
            return failure.isEmpty()
                    ? finding(Verdict.CONCERN, "not open yet: " + file, "Run doctor again in a moment.")
                    : finding(
                            Verdict.ALARM,
                            failure,
                            "Without its database Parley keeps nothing: see what is said of it.");
        }
        try {
            return look(records.get());
        } catch (IOException | ParleyException e) {
            return finding(
                    Verdict.ALARM,
                    "open, but " + file + " cannot be looked at: " + e.getMessage(),
                    "Look whether the disk of the database is there and can be read.");
        }
    }

    private Finding look(SqliteRecords open) throws IOException {
        long free = room.free(file);
        String state = String.format(
                Locale.ROOT,
                "open, journal %s, %.1f MB, %.0f MB free on its disk: %s",
                open.journal(),
                (Files.size(file) + log()) / MEGABYTE,
                free / MEGABYTE,
                file);
        if (!open.trouble().isEmpty()) {
            return finding(
                    Verdict.ALARM,
                    "the last write failed: " + open.trouble(),
                    "Make room on the disk of " + file + ".");
        }
        return free < LITTLE_BYTES
                ? finding(
                        Verdict.CONCERN, state, "Make room on the disk of the database: what does not fit is not kept.")
                : finding(Verdict.FINE, state, "");
    }

    private long log() throws IOException {
        Path log = Examination.log(file);
        return Files.exists(log) ? Files.size(log) : 0;
    }

    private static Finding finding(Verdict verdict, String explanation, String advice) {
        return new Finding("", Way.STORE, verdict, Text.label(explanation), Text.label(advice));
    }
}
