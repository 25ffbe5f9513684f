package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journals;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.FakeJournals;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What needs a journal, and comes before there is one. */
final class KeepingTest {
    private static final SessionId ID = new SessionId(new UUID(1, 2));

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Executor session = time.serial("session");
    private final FakeJournals journals = new FakeJournals(time.serial("journals"), time.clock(), Retention.DEFAULT);
    private final List<String> done = new ArrayList<>();
    private Keeping keeping;

    private void keeping(Optional<Journals> where) {
        keeping = new Keeping(session, ID, where);
    }

    @BeforeEach
    void waits() {
        keeping(Optional.of(journals));
        keeping.whenKnown(() -> done.add("waited"));
        assertEquals(List.of(), done);
    }

    @Test
    void itWaitsUntilTheJournalIsOpen() {
        keeping.open(found -> done.add("open"));
        time.run();
        assertEquals(List.of("open", "waited"), done);
        assertTrue(keeping.isOpen());
    }

    /** An application that listened before its session had gone on never heard anything. */
    @Test
    void itWaitsUntilTheJournalIsTaken() {
        Notebook.open(journals, ID).thenAccept(opened -> keeping.take(opened, now -> done.add("open")));
        time.run();
        assertEquals(List.of("open", "waited"), done);
        keeping.whenKnown(() -> done.add("at once"));
        assertEquals(List.of("open", "waited", "at once"), done);
    }

    @Test
    void whatComesAfterTheEndIsToldWhy() {
        keeping.close(false);
        keeping.whenKnown(() -> done.add(keeping.failure().orElseThrow()));
        assertEquals(List.of("The session is over."), done);
    }

    @Test
    void withoutJournalsThatIsKnownAtOnce() {
        keeping(Optional.empty());
        keeping.whenKnown(() -> done.add("known"));
        assertEquals(List.of("known"), done);
        assertTrue(keeping.failure().orElseThrow().contains("dev.parley.store.journal"));
    }
}
