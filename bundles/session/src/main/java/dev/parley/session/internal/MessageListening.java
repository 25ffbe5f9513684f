package dev.parley.session.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageSubscription;
import dev.parley.api.session.Position;
import dev.parley.api.session.SessionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener to messages of both kinds. Any thread. */
final class MessageListening implements MessageSubscription {
    private static final Logger LOG = LoggerFactory.getLogger(MessageListening.class);

    private final SessionCore core;
    private final Subscription ephemeral;
    private final AtomicReference<DurableReader> durable = new AtomicReference<>();
    private volatile boolean closed;

    MessageListening(SessionCore core, Position from, Consumer<Message> listener) {
        this.core = core;
        this.ephemeral = core.dispatcher.onMessage(listener);
        core.run(() -> core.memory.read(from, message -> tell(listener, message), this::reads));
    }

    private static void tell(Consumer<Message> listener, Message message) {
        try {
            listener.accept(message);
        } catch (RuntimeException | LinkageError e) {
            LOG.warn("the listener {} failed at a message; it is kept", listener, e);
        }
    }

    private void reads(DurableReader reader) {
        durable.set(reader);
        if (closed) { // meanwhile
            unread(reader);
        }
    }

    private void unread(DurableReader reader) {
        reader.close();
        core.run(() -> core.memory.unread(reader));
    }

    @Override
    public CompletionStage<Void> commit(Position position) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean runs = core.run(() -> core.memory.commit(position).whenComplete((kept, failure) -> {
            if (failure == null) {
                core.stages.complete(done, null);
            } else {
                core.stages.fail(
                        done, new SessionException("What was read is not noted: " + failure.getMessage(), failure));
            }
        }));
        if (!runs) {
            core.stages.fail(done, new SessionException(core.over()));
        }
        return done;
    }

    @Override
    public void close() {
        closed = true;
        ephemeral.close();
        DurableReader reader = durable.getAndSet(null);
        if (reader != null) {
            unread(reader);
        }
    }
}
