package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

/**
 * Writes own durable messages: those that come together are chained, signed once and forced to disk together; one group at a time, so
 * that what comes meanwhile makes the next. Confined to the session's executor.
 */
final class DurableWriter {
    private static final int GROUP_MESSAGES = 256;
    private static final int GROUP_BYTES = 64 << 10;

    private final Identity identity;
    private final DurableCodec codec;
    private final Journal journal;
    private final Executor executor;
    private final Clock clock;
    private final Chain chain;
    private final Causes causes;
    private final Written onWritten;
    private final Deque<Outgoing> waiting = new ArrayDeque<>();
    private boolean scheduled;
    private boolean writing;

    /** Is told, on the session's executor, what is on disk. */
    interface Written {
        void written(List<Outgoing> messages, List<DurableEntry> entries);
    }

    DurableWriter(
            Identity identity,
            DurableCodec codec,
            Journal journal,
            Executor executor,
            Clock clock,
            Chain chain,
            Causes causes,
            Written onWritten) {
        this.identity = identity;
        this.codec = codec;
        this.journal = journal;
        this.executor = executor;
        this.clock = clock;
        this.chain = chain;
        this.causes = causes;
        this.onWritten = onWritten;
    }

    void offer(Outgoing message) {
        waiting.add(message);
        if (!scheduled) {
            scheduled = true;
            Tasks.run(executor, this::flush); // after what else waits in this turn
        }
    }

    private void flush() {
        scheduled = false;
        if (writing || waiting.isEmpty()) {
            return;
        }
        List<Outgoing> group = group();
        List<DurableEntry> entries = entries(group);
        List<JournalEntry> journalled = new ArrayList<>();
        entries.forEach(entry -> journalled.add(journalled(entry)));
        writing = true;
        journal.append(journalled, List.of())
                .whenComplete((done, failure) -> Tasks.run(executor, () -> appended(group, entries, failure)));
    }

    private List<Outgoing> group() {
        List<Outgoing> group = new ArrayList<>();
        int bytes = 0;
        for (Outgoing next = waiting.peek();
                next != null && group.size() < GROUP_MESSAGES && (group.isEmpty() || bytes + next.bytes <= GROUP_BYTES);
                next = waiting.peek()) {
            group.add(waiting.remove());
            bytes += next.bytes;
        }
        return group;
    }

    private List<DurableEntry> entries(List<Outgoing> group) {
        List<DurableEntry> entries = new ArrayList<>();
        ByteString author = ByteString.copyFrom(identity.endpoint().bytes());
        ByteString tip = chain.tip;
        long sequence = chain.last;
        for (Outgoing message : group) {
            DurableEntry.Builder entry = DurableEntry.newBuilder()
                    .setAuthor(author)
                    .setSequence(++sequence)
                    .setPrevious(tip)
                    .setSentAtMs(clock.millis())
                    .setBody(UnsafeByteOperations.unsafeWrap(message.body())); // a copy that nobody else has
            if (message.delivery.causal()) {
                entry.addAllAfter(causes.now());
            }
            tip = codec.hash(entry.build());
            if (entries.size() == group.size() - 1) {
                entry.setSignature(codec.sign(identity.signer(), tip));
            }
            entries.add(entry.build());
        }
        return entries;
    }

    private JournalEntry journalled(DurableEntry entry) {
        return new JournalEntry(
                identity.peer(),
                identity.endpoint(),
                entry.getSequence(),
                codec.hash(entry).asReadOnlyByteBuffer(),
                entry.toByteString().asReadOnlyByteBuffer());
    }

    private void appended(List<Outgoing> group, List<DurableEntry> entries, Throwable failure) {
        writing = false;
        if (failure == null) {
            DurableEntry newest = entries.get(entries.size() - 1);
            chain.last = newest.getSequence();
            chain.written = chain.last;
            chain.tip = codec.hash(newest);
            for (int i = 0; i < group.size(); i++) {
                group.get(i)
                        .named(new MessageId(
                                identity.peer(),
                                identity.endpoint(),
                                entries.get(i).getSequence()));
            }
            onWritten.written(group, entries);
        } else { // nothing of it is there, so its numbers are free
            Throwable why = Stages.unwrapped(failure);
            SessionException typed =
                    new SessionException("The message is not kept: " + why.getMessage() + " Send it again then.", why);
            group.forEach(message -> message.dropped(typed));
        }
        flush();
    }

    /** Gives up what waits. */
    void abandon(SessionException why) {
        waiting.forEach(message -> message.dropped(why));
        waiting.clear();
    }
}
