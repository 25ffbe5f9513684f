package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.entry;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.FakeJournals;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The journals that other bundles are tested with. */
class FakeJournalsTest extends JournalContract {
    private final FakeJournals fake =
            new FakeJournals(execution.serial("journals"), execution.clock(), Retention.DEFAULT);

    @Override
    Journals start(Retention retention) {
        fake.retention(retention);
        return fake;
    }

    @Override
    void crash() {
        fake.crash();
    }

    @Override
    void full(boolean noRoom) {
        fake.full(noRoom);
    }

    @Test
    void whatIsHeldIsConfirmedWhenTheDiskGoesOnAndLostWithThePower() {
        SessionId session = new SessionId(new UUID(5, 6));
        CompletableFuture<Journal> opened = fake.open(session).toCompletableFuture();
        execution.run();
        Journal journal = opened.join();
        fake.hold(true);
        CompletableFuture<List<Appended>> first =
                journal.append(List.of(entry(ADA, 1, "one")), List.of()).toCompletableFuture();
        execution.run();
        assertFalse(first.isDone());
        fake.hold(false);
        execution.run();
        assertTrue(first.isDone());
        fake.hold(true);
        CompletableFuture<List<Appended>> second =
                journal.append(List.of(entry(ADA, 2, "two")), List.of()).toCompletableFuture();
        execution.run();
        fake.crash();
        execution.run();
        assertFalse(second.isDone());
        assertEquals(2, journal.next());
    }
}
