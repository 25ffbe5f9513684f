package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.BEN;
import static dev.parley.store.journal.internal.Authored.entry;
import static dev.parley.store.journal.internal.Authored.put;
import static dev.parley.store.journal.internal.Authored.text;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.FileLayer;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.LogFiles;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.HandDrivenExecution;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** Journals' files for tests: step n writes Ada's and Ben's entry n, and the record "last". */
final class Logs {
    static final SessionId SESSION = new SessionId(new UUID(1, 2));
    static final Path FOLDER = Path.of("/home/journals/one");

    private Logs() {}

    /** @param segmentBytes after so many a segment is full; six times as many are kept */
    static Log open(FileLayer files, LogFiles logs, int segmentBytes) throws IOException {
        HandDrivenExecution execution = new HandDrivenExecution(1);
        Retention retention = new Retention(Duration.ofDays(1), 6L * segmentBytes);
        Disk disk = new Disk(files, logs, execution.clock(), execution.random(), retention, segmentBytes);
        Log log = new Loader(SESSION).load(disk, FOLDER);
        log.retire();
        return log;
    }

    static Step step(int number) {
        return new Step(
                List.of(entry(ADA, number, "ada " + number), entry(BEN, number, "ben " + number)),
                List.of(put("last", Integer.toString(number))));
    }

    /** The last step that is there. @throws AssertionError when one is there in part */
    static int last(Log log) {
        int last = log.records()
                .value("last")
                .map(value -> Integer.parseInt(text(value)))
                .orElse(0);
        for (var author : List.of(ADA, BEN)) {
            var coverage = log.view().coverage().get(author.endpoint());
            long seen = coverage == null ? 0 : coverage.seen().ranges().get(0).last();
            if (seen != last || (coverage != null && coverage.seen().ranges().size() > 1)) {
                throw new AssertionError("the record says " + last + ", the entries go to " + coverage);
            }
        }
        var stored = log.read(Journal.BEGINNING, Integer.MAX_VALUE);
        for (int i = 0; i < stored.size(); i++) {
            long number = stored.get(i).entry().sequence();
            ByteBuffer content = stored.get(i).entry().content();
            if (stored.get(i).position() != log.view().first() + i
                    || !text(content).endsWith(" " + number)
                    || number != last - (stored.size() - 1 - i) / 2) {
                throw new AssertionError(stored.get(i) + " is not what was written");
            }
        }
        if (last > 0 && stored.isEmpty()) {
            throw new AssertionError("the newest, which were confirmed, are gone");
        }
        return last;
    }
}
