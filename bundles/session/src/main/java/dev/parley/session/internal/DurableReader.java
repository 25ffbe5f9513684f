package dev.parley.session.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.Position;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.StoredEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what lies in the journal to one listener, from a position on, some at a time: it reads on only when those were taken. Confined
 * to the session's executor, but for the listener, which is called on the application's.
 */
final class DurableReader {
    private static final Logger LOG = LoggerFactory.getLogger(DurableReader.class);
    static final int BYTES = 256 << 10;

    private final Journal journal;
    private final Executor executor;
    private final Executor application;
    private final Function<RemoteIdentity, Member> members;
    private final Consumer<Message> listener;
    private final long again;
    private long next;
    private boolean reading;
    private volatile boolean closed;

    /**
     * @param from the first position to read
     * @param again what lies before may have been delivered before a restart
     * @param listener does not throw
     */
    DurableReader(
            Journal journal,
            Executor executor,
            Executor application,
            Function<RemoteIdentity, Member> members,
            Consumer<Message> listener,
            long from,
            long again) {
        this.journal = journal;
        this.executor = executor;
        this.application = application;
        this.members = members;
        this.listener = listener;
        this.next = from;
        this.again = again;
    }

    /** Any thread. */
    void close() {
        closed = true;
    }

    /** There may be more. */
    void wake() {
        if (reading || closed || next >= journal.next()) {
            return;
        }
        reading = true;
        journal.read(next, BYTES).whenComplete((found, failure) -> Tasks.run(executor, () -> read(found, failure)));
    }

    private void read(List<StoredEntry> found, Throwable failure) {
        if (failure != null || found.isEmpty()) {
            reading = false;
            if (failure != null) {
                LOG.warn("the journal of a session could not be read", failure);
            }
            return;
        }
        next = found.get(found.size() - 1).position() + 1;
        List<Message> messages =
                found.stream().map(one -> message(one, members, again)).toList();
        Tasks.run(application, () -> {
            for (Message message : messages) {
                if (!closed) {
                    listener.accept(message);
                }
            }
            Tasks.run(executor, () -> {
                reading = false;
                wake();
            });
        });
    }

    /** @param again what lies before may have been delivered before a restart */
    static Message message(StoredEntry stored, Function<RemoteIdentity, Member> members, long again) {
        DurableEntry entry = DurableCodec.read(stored.entry());
        EndPointId author = stored.entry().author();
        return new Message(
                new MessageId(stored.entry().peer(), author, entry.getSequence()),
                members.apply(new RemoteIdentity(stored.entry().peer(), author)),
                Delivery.DURABLE,
                false,
                stored.position() < again,
                Optional.empty(),
                Optional.of(new Position(stored.position())),
                Instant.ofEpochMilli(entry.getSentAtMs()),
                entry.getBody().asReadOnlyByteBuffer());
    }
}
