package dev.parley.tests.durability;

import dev.parley.api.peer.Bytes;
import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.RecordStore.Change;
import dev.parley.spi.store.StoredEntry;
import dev.parley.store.journal.internal.JournalsComponent;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.execution.SystemExecution;
import dev.parley.wire.file.DiskFiles;
import java.lang.annotation.Annotation;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The journal of one session in a home: message n is written with the record that says that number n is used. */
final class JournalHome implements AutoCloseable {
    private static final SessionId SESSION = new SessionId(new UUID(8, 9));
    private static final FakeIdentity AUTHOR = new FakeIdentity(Home.ME);
    private static final String USED = "used";
    private static final int MOST_BYTES = 3000;
    private static final int READ_BYTES = 64 << 10;
    private static final long LIMIT_S = 60;

    private final JournalsComponent component;
    private final Journal journal;

    private JournalHome(JournalsComponent component, Journal journal) {
        this.component = component;
        this.journal = journal;
    }

    static JournalHome open(Path home) throws Exception {
        DiskFiles files = new DiskFiles();
        JournalsComponent component =
                new JournalsComponent(new Configured(home.toString(), 30, 1), new SystemExecution(), files, files);
        return new JournalHome(component, done(component.open(SESSION)));
    }

    private static <T> T done(CompletionStage<T> stage)
            throws ExecutionException, InterruptedException, TimeoutException {
        return stage.toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
    }

    CompletionStage<?> write(int number) {
        byte[] content = content(number);
        ByteBuffer hash = ByteBuffer.allocate(JournalEntry.HASH_BYTES).putInt(0, number);
        JournalEntry entry = new JournalEntry(AUTHOR.peer(), AUTHOR.endpoint(), number, hash, ByteBuffer.wrap(content));
        Change used = new Change.Put(USED, ByteBuffer.allocate(Integer.BYTES).putInt(0, number));
        return journal.append(List.of(entry), List.of(used));
    }

    private static byte[] content(int number) {
        Random random = new Random(number);
        byte[] content = new byte[random.nextInt(MOST_BYTES)];
        random.nextBytes(content);
        return content;
    }

    /** The last number that is there. @throws IllegalStateException when not all before it, and nothing else, is there */
    int last() throws Exception {
        int used = done(journal.record(USED)).map(value -> value.getInt(0)).orElse(0);
        long next = journal.first();
        int last = 0;
        for (List<StoredEntry> some = read(next); !some.isEmpty(); some = read(next)) {
            for (StoredEntry stored : some) {
                int number = (int) stored.entry().sequence();
                boolean right = stored.position() == next
                        && stored.position() == number
                        && ByteBuffer.wrap(content(number))
                                .equals(stored.entry().content());
                if (!right) {
                    throw new IllegalStateException(
                            "at " + next + " lies " + number + ", or not what was written as it: "
                                    + Bytes.array(stored.entry().content()).length + " bytes");
                }
                last = number;
                next++;
            }
        }
        var coverage = journal.coverage().get(AUTHOR.endpoint());
        long seen = coverage == null ? 0 : coverage.seen().ranges().get(0).last();
        if (used != last
                || seen != last
                || (coverage != null && coverage.seen().ranges().size() != 1)) {
            throw new IllegalStateException(
                    "the last message is " + last + ", the last number used " + used + ", seen is " + coverage);
        }
        return last;
    }

    private List<StoredEntry> read(long from) throws Exception {
        return done(journal.read(from, READ_BYTES));
    }

    @Override
    public void close() {
        Services.stop(component);
    }

    private record Configured(String home, int retentionDays, int retentionMiB) implements JournalsComponent.Config {
        @Override
        public Class<? extends Annotation> annotationType() {
            return JournalsComponent.Config.class;
        }
    }
}
