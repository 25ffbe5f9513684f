package dev.parley.store.journal.internal;

import static dev.parley.store.journal.internal.Authored.ADA;
import static dev.parley.store.journal.internal.Authored.BEN;
import static dev.parley.store.journal.internal.Authored.entry;
import static dev.parley.store.journal.internal.Authored.position;
import static dev.parley.store.journal.internal.Authored.positions;
import static dev.parley.store.journal.internal.Authored.put;
import static dev.parley.store.journal.internal.Authored.text;
import static dev.parley.store.journal.internal.Authored.texts;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Coverage;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.Retention;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.SequenceSet;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredEntry;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all journals do. */
abstract class JournalContract {
    private static final SessionId SESSION = new SessionId(new UUID(1, 2));
    private static final SessionId OTHER = new SessionId(new UUID(3, 4));
    private static final int MUCH = 1 << 20;

    final HandDrivenExecution execution = new HandDrivenExecution(1);
    private Journals journals;
    private Journal journal;

    /** The next start of the store, over what is on disk. */
    abstract Journals start(Retention retention);

    /** Takes the power away: what runs ends, what was not forced is lost. */
    abstract void crash();

    abstract void full(boolean noRoom);

    @BeforeEach
    void begin() {
        restart(Retention.DEFAULT);
    }

    private void restart(Retention retention) {
        crash();
        journals = start(retention);
        journal = done(journals.open(SESSION));
    }

    private <T> T done(CompletionStage<T> stage) {
        execution.run();
        assertTrue(stage.toCompletableFuture().isDone(), "it waits for nothing any more");
        return stage.toCompletableFuture().join();
    }

    private StoreException failure(CompletionStage<?> stage) {
        CompletionException e = assertThrows(CompletionException.class, () -> done(stage));
        return assertInstanceOf(StoreException.class, e.getCause());
    }

    private List<Appended> append(JournalEntry... entries) {
        return done(journal.append(List.of(entries), List.of()));
    }

    private void write(Change... changes) {
        done(journal.append(List.of(), List.of(changes)));
    }

    private List<StoredEntry> readAll() {
        return done(journal.read(Journal.BEGINNING, Integer.MAX_VALUE));
    }

    private Coverage ada() {
        return journal.coverage().getOrDefault(ADA.endpoint(), Coverage.NONE);
    }

    private static SequenceSet set(long... ends) {
        SequenceSet set = SequenceSet.EMPTY;
        for (int i = 0; i < ends.length; i += 2) {
            set = set.plus(new SequenceRange(ends[i], ends[i + 1]));
        }
        return set;
    }

    @Test
    void whatIsAppendedIsReadInOrderAndAgainAfterARestart() {
        JournalEntry first = entry(ADA, 1, "one");
        JournalEntry second = entry(BEN, 1, "two");
        List<Appended> appended = append(first, second);
        long one = position(appended.get(0));
        long two = position(appended.get(1));
        assertTrue(one > 0 && two > one);
        for (int i = 0; i < 2; i++) {
            assertEquals(List.of(new StoredEntry(one, first), new StoredEntry(two, second)), readAll());
            assertEquals(List.of("two"), texts(done(journal.read(two, MUCH))));
            assertEquals(List.of(), done(journal.read(two + 1, MUCH)));
            assertEquals(List.of(), done(journal.read(Journal.END, MUCH)));
            assertEquals(one, journal.first());
            assertTrue(journal.next() > two);
            restart(Retention.DEFAULT);
        }
    }

    @Test
    void anEmptyJournalSaysSo() {
        assertEquals(List.of(), readAll());
        assertEquals(Map.of(), journal.coverage());
        assertEquals(journal.next(), journal.first());
        assertEquals(List.of(), done(journal.find(ADA.endpoint(), new SequenceRange(1, Long.MAX_VALUE), MUCH)));
        assertEquals(Optional.empty(), done(journal.record("none")));
        assertEquals(List.of(), append());
    }

    @Test
    void anEntryIsThereOnceHoweverOftenItComes() {
        JournalEntry entry = entry(ADA, 7, "seven");
        long position = position(append(entry).get(0));
        assertEquals(List.of(new Appended.Known(position)), append(entry));
        restart(Retention.DEFAULT);
        assertEquals(List.of(new Appended.Known(position)), append(entry));
        List<Appended> both = append(entry(ADA, 8, "eight"), entry(ADA, 8, "eight"));
        assertEquals(new Appended.Known(position(both.get(0))), both.get(1));
        assertEquals(List.of("seven", "eight"), texts(readAll()));
    }

    @Test
    void aSecondContentUnderOneNumberIsReportedAndNotWritten() {
        JournalEntry entry = entry(ADA, 1, "yes");
        long position = position(append(entry).get(0));
        List<Appended> again = append(entry(ADA, 1, "no"), entry(ADA, 2, "more"));
        assertEquals(new Appended.Conflict(position, entry.hash()), again.get(0));
        assertInstanceOf(Appended.Written.class, again.get(1));
        JournalEntry third = entry(BEN, 3, "a");
        List<Appended> atOnce = append(third, entry(BEN, 3, "b"));
        assertEquals(new Appended.Conflict(position(atOnce.get(0)), third.hash()), atOnce.get(1));
        assertEquals(List.of("yes", "more", "a"), texts(readAll()));
    }

    @Test
    void callsThatWaitTogetherAreDoneInTheirOrder() {
        List<CompletionStage<List<Appended>>> waiting = new ArrayList<>();
        for (int i = 1; i <= 20; i++) {
            waiting.add(journal.append(List.of(entry(ADA, i, "n" + i), entry(BEN, 1, "same")), List.of()));
        }
        CompletionStage<List<StoredEntry>> read = journal.read(Journal.BEGINNING, MUCH);
        CompletionStage<List<Appended>> after = journal.append(List.of(entry(ADA, 21, "n21")), List.of());
        assertEquals(21, done(read).size());
        assertEquals(22, readAll().size());
        long last = 0;
        for (CompletionStage<List<Appended>> one : waiting) {
            long position = position(done(one).get(0));
            assertTrue(position > last);
            last = position;
        }
        assertTrue(position(done(after).get(0)) > last);
        assertInstanceOf(Appended.Known.class, done(waiting.get(19)).get(1));
    }

    @Test
    void readingGoesOnWhereTheBytesEnded() {
        for (int i = 1; i <= 30; i++) {
            append(entry(i % 2 == 0 ? ADA : BEN, i, "0123456789"));
        }
        long from = Journal.BEGINNING;
        int count = 0;
        for (List<StoredEntry> some = done(journal.read(from, 35)); !some.isEmpty(); ) {
            assertEquals(3, some.size());
            count += some.size();
            from = some.get(some.size() - 1).position() + 1;
            some = done(journal.read(from, 35));
        }
        assertEquals(30, count);
        assertEquals(1, done(journal.read(Journal.BEGINNING, 0)).size(), "at least one");
    }

    @Test
    void anAuthorsEntriesAreFoundBySequence() {
        for (long sequence : new long[] {5, 1, 300, 2, 4}) {
            append(entry(ADA, sequence, "a" + sequence), entry(BEN, sequence, "b"));
        }
        assertEquals(List.of("a1", "a2", "a4", "a5", "a300"), find(1, Long.MAX_VALUE, MUCH));
        assertEquals(List.of("a2", "a4"), find(2, 4, MUCH));
        assertEquals(List.of("a4", "a5"), find(3, 299, 4));
        assertEquals(List.of("a4"), find(3, 299, 3));
        assertEquals(List.of("a1"), find(1, 9, 0));
        assertEquals(List.of(), find(6, 299, MUCH));
        assertEquals(set(1, 2, 4, 5, 300, 300), ada().held());
    }

    private List<String> find(long from, long to, int most) {
        return texts(done(journal.find(ADA.endpoint(), new SequenceRange(from, to), most)));
    }

    @Test
    void gapsShowInTheRangesAlsoAfterARestart() {
        append(entry(ADA, 1, ""), entry(ADA, 2, ""), entry(ADA, 4, ""), entry(ADA, Long.MAX_VALUE, ""));
        SequenceSet expected = set(1, 2, 4, 4, Long.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(new Coverage(expected, expected), ada());
        append(entry(ADA, 3, ""));
        restart(Retention.DEFAULT);
        SequenceSet filled = set(1, 4, Long.MAX_VALUE, Long.MAX_VALUE);
        assertEquals(Map.of(ADA.endpoint(), new Coverage(filled, filled)), journal.coverage());
    }

    @Test
    void aRecordHasItsNewestValueAlsoAfterARestart() {
        write(put("roster/2", "b"), put("roster/1", "a"), put("committed", "0"), put("gone", "x"), put("gone", "y"));
        write(put("committed", "9"), new Change.Remove("gone"), new Change.Remove("never"));
        for (int i = 0; i < 2; i++) {
            assertEquals("9", text(done(journal.record("committed")).orElseThrow()));
            assertEquals(Optional.empty(), done(journal.record("gone")));
            List<StoredRecord> roster = done(journal.records("roster/"));
            assertEquals(
                    List.of("roster/1", "roster/2"),
                    roster.stream().map(StoredRecord::key).toList());
            assertEquals(3, done(journal.records("")).size());
            restart(Retention.DEFAULT);
        }
    }

    @Test
    void aNumberAndItsMessageAreOneStep() {
        append(entry(ADA, 1, "one"));
        full(true);
        failure(journal.append(List.of(entry(ADA, 2, "two")), List.of(put("own", "2"))));
        assertEquals(Optional.empty(), done(journal.record("own")));
        full(false);
        done(journal.append(List.of(entry(ADA, 2, "two")), List.of(put("own", "2"))));
        restart(Retention.DEFAULT);
        assertEquals("2", text(done(journal.record("own")).orElseThrow()));
        assertEquals(List.of("one", "two"), texts(readAll()));
    }

    @Test
    void recordsAreChangedAlsoBesideAConflict() {
        append(entry(ADA, 1, "one"));
        done(journal.append(List.of(entry(ADA, 1, "other")), List.of(put("alarm", "yes"))));
        restart(Retention.DEFAULT);
        assertTrue(done(journal.record("alarm")).isPresent());
    }

    @Test
    void aFullDiskRefusesKeepsAndGoesOn() {
        append(entry(ADA, 1, "one"));
        full(true);
        for (int i = 0; i < 3; i++) {
            String why = failure(journal.append(List.of(entry(ADA, 2, "two")), List.of()))
                    .getMessage();
            assertTrue(why.contains("full") && why.contains("room"), why);
            assertEquals(List.of("one"), texts(readAll()));
            assertEquals(set(1, 1), ada().seen());
        }
        full(false);
        assertInstanceOf(Appended.Written.class, append(entry(ADA, 2, "two")).get(0));
        restart(Retention.DEFAULT);
        assertEquals(List.of("one", "two"), texts(readAll()));
    }

    @Test
    void whatIsNotConfirmedIsLostWithThePowerAndWhatIsIsNot() {
        append(entry(ADA, 1, "one"));
        CompletionStage<?> waits = journal.append(List.of(entry(ADA, 2, "two")), List.of());
        restart(Retention.DEFAULT);
        assertFalse(waits.toCompletableFuture().isDone());
        assertEquals(List.of("one"), texts(readAll()));
        append(entry(ADA, 2, "another two"));
        assertEquals(List.of("one", "another two"), texts(readAll()));
    }

    @Test
    void whatIsTooMuchGoesTheOldestFirstAndIsRemembered() {
        restart(new Retention(Duration.ofDays(30), 4000));
        for (int i = 1; i <= 100; i++) {
            append(entry(ADA, i, "x".repeat(100)));
        }
        retired(100);
        restart(new Retention(Duration.ofDays(30), 4000));
        retired(100);
        long next = journal.next();
        assertTrue(position(append(entry(ADA, 101, "y")).get(0)) >= next, "no position comes twice");
    }

    private void retired(long last) {
        List<StoredEntry> left = readAll();
        assertTrue(left.size() < 41 && left.size() > 5, () -> left.size() + " are left");
        assertEquals(left.get(0).position(), journal.first());
        assertEquals(last, left.get(left.size() - 1).entry().sequence());
        assertEquals(set(1, last), ada().seen());
        assertEquals(set(last - left.size() + 1, last), ada().held());
        assertEquals(left, done(journal.find(ADA.endpoint(), new SequenceRange(1, last), MUCH)));
        assertEquals(List.of(new Appended.Retired()), append(entry(ADA, 1, "x".repeat(100))));
    }

    @Test
    void whatIsTooOldGoesAndTheNewestStays() {
        Retention week = new Retention(Duration.ofDays(7), MUCH);
        restart(week);
        for (int i = 1; i <= 20; i++) {
            append(entry(ADA, i, "day " + i));
            execution.advance(Duration.ofDays(1));
        }
        List<StoredEntry> left = readAll();
        assertTrue(left.size() >= 7 && left.size() <= 9, () -> positions(left).toString());
        execution.jumpClock(Duration.ofDays(100));
        restart(week);
        assertEquals(20, readAll().get(readAll().size() - 1).entry().sequence(), "the newest stays");
        write(put("kept", "for ever"));
        append(entry(ADA, 21, "late"));
        append(entry(ADA, 22, "late"));
        restart(week);
        assertEquals(List.of("late", "late"), texts(readAll()));
        assertEquals(set(1, 22), ada().seen());
        assertEquals(set(21, 22), ada().held());
        assertTrue(done(journal.record("kept")).isPresent());
    }

    @Test
    void theLargestContentsAndRecordsGoInAndOut() {
        byte[] content = new byte[JournalEntry.CONTENT_BYTES];
        content[content.length - 1] = 1;
        JournalEntry large = entry(ADA, 1, content);
        ByteBuffer value = ByteBuffer.allocate(1 << 20);
        done(journal.append(List.of(large), List.of(new Change.Put("k".repeat(255), value))));
        restart(Retention.DEFAULT);
        assertEquals(large, readAll().get(0).entry());
        assertEquals(value, done(journal.record("k".repeat(255))).orElseThrow());
    }

    @Test
    void recordsAreFewEnoughToBeHeldInMemory() {
        for (int i = 0; i < 15; i++) {
            write(new Change.Put("r" + i, ByteBuffer.allocate(MUCH)));
        }
        List<Change> two =
                List.of(new Change.Put("a", ByteBuffer.allocate(MUCH)), new Change.Put("b", ByteBuffer.allocate(MUCH)));
        assertTrue(failure(journal.append(List.of(), two)).getMessage().contains("Remove"));
        assertEquals(Optional.empty(), done(journal.record("a")));
        write(new Change.Remove("r0"), new Change.Remove("r1"), two.get(0), two.get(1));
        assertTrue(done(journal.record("a")).isPresent());
    }

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        List<Change> longKey = List.of(new Change.Remove("k".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> journal.append(List.of(), longKey));
        List<Change> noText = List.of(new Change.Remove("\ud800"));
        assertThrows(IllegalArgumentException.class, () -> journal.append(List.of(), noText));
        JournalEntry large = entry(ADA, 1, new byte[JournalEntry.CONTENT_BYTES]);
        List<JournalEntry> nine = Collections.nCopies(9, large);
        assertThrows(IllegalArgumentException.class, () -> journal.append(nine, List.of()));
        List<JournalEntry> many = Collections.nCopies(Journal.APPEND_ITEMS + 1, entry(ADA, 1, ""));
        assertThrows(IllegalArgumentException.class, () -> journal.append(many, List.of()));
        assertThrows(IllegalArgumentException.class, () -> entry(ADA, 0, ""));
    }

    @Test
    void closingDoesWhatWasAskedAndNothingMore() {
        CompletionStage<List<Appended>> before = journal.append(List.of(entry(ADA, 1, "one")), List.of());
        journal.close();
        journal.close();
        CompletionStage<Journal> again = journals.open(SESSION);
        assertTrue(failure(journal.read(0, 1)).getMessage().contains("closed"));
        assertEquals(1, done(before).size());
        journal = done(again);
        assertEquals(List.of("one"), texts(readAll()));
    }

    @Test
    void aJournalIsOpenOnce() {
        assertTrue(failure(journals.open(SESSION)).getMessage().contains("open"));
        assertTrue(failure(journals.delete(SESSION)).getMessage().contains("open"));
        append(entry(ADA, 1, "still there"));
        assertEquals(1, readAll().size());
    }

    @Test
    void journalsAreListedAndTakenAway() {
        append(entry(ADA, 1, "one"));
        Journal other = done(journals.open(OTHER));
        assertEquals(Set.of(SESSION, OTHER), done(journals.all()));
        assertEquals(List.of(), done(other.read(Journal.BEGINNING, MUCH)), "each has its own");
        journal.close();
        done(journals.delete(SESSION));
        done(journals.delete(SESSION));
        assertEquals(Set.of(OTHER), done(journals.all()));
        journal = done(journals.open(SESSION));
        assertEquals(List.of(), readAll());
    }
}
