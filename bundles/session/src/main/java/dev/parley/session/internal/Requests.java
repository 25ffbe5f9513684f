package dev.parley.session.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageId;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Questions and answers, as messages to one that name each other. */
final class Requests {
    private static final Logger LOG = LoggerFactory.getLogger(Requests.class);

    private static final Duration LONGEST = Duration.ofDays(365); // longer ones would not fit into nanoseconds

    private final Stages stages;
    private final ScheduledExecutorService core;
    private final Map<Outgoing, CompletableFuture<Message>> open = new ConcurrentHashMap<>();
    private final AtomicReference<Function<Message, CompletionStage<ByteBuffer>>> handler = new AtomicReference<>();

    Requests(Stages stages, ScheduledExecutorService core) {
        this.stages = stages;
        this.core = core;
    }

    /** On the session's executor, before the request is offered: its answer, or a failure after the time. */
    void ask(Outgoing request, CompletableFuture<Message> answer, Duration timeout, String other) {
        open.put(request, answer);
        ScheduledFuture<?> timer = core.schedule(
                () -> {
                    open.remove(request);
                    stages.fail(
                            answer,
                            new SessionException(other + " did not answer within " + timeout.toMillis()
                                    + " ms. Ask again, or wait longer."));
                },
                timeout.compareTo(LONGEST) > 0 ? LONGEST.toNanos() : timeout.toNanos(),
                TimeUnit.NANOSECONDS);
        var unused = answer.whenComplete((message, failure) -> timer.cancel(false));
    }

    /** On the session's executor: what an answer does when its turn comes; empty when nobody waits for it any more. */
    Optional<Runnable> answered(MessageId request, Purpose purpose, Message answer) {
        return open.keySet().stream()
                .filter(r -> request.equals(r.id()) && r.kind == Kind.DIRECT && r.isTo(answer.from()))
                .findFirst()
                .map(open::remove)
                .map(stage -> () -> complete(stage, purpose, answer));
    }

    private static void complete(CompletableFuture<Message> stage, Purpose purpose, Message answer) {
        String other = answer.from().displayName();
        switch (purpose) {
            case REPLY -> stage.complete(answer);
            case NO_HANDLER ->
                stage.completeExceptionally(new SessionException(
                        "The application of " + other + " takes no requests. It may be an older version."));
            default ->
                stage.completeExceptionally(
                        new SessionException("The application of " + other + " failed at the request. Try again."));
        }
    }

    /** On the session's executor: nobody there answers any more. */
    void abandon(Member other, SessionException why) {
        open.entrySet().removeIf(asked -> {
            boolean theirs = asked.getKey().isTo(other);
            if (theirs) {
                stages.fail(asked.getValue(), why);
            }
            return theirs;
        });
    }

    /** @return whether there was none before */
    boolean handle(Function<Message, CompletionStage<ByteBuffer>> next) {
        return handler.compareAndSet(null, next);
    }

    /** The session is over. */
    void forget() {
        handler.set(null);
    }

    void unhandle(Function<Message, CompletionStage<ByteBuffer>> old) {
        handler.compareAndSet(old, null);
    }

    /** What to answer. */
    record Answer(Purpose purpose, ByteBuffer body) {}

    /** On the application's executor: asks the handler; the answer may come from any thread. */
    void handle(Message request, Consumer<Answer> answer) {
        Function<Message, CompletionStage<ByteBuffer>> now = handler.get();
        if (now == null) {
            answer.accept(new Answer(Purpose.NO_HANDLER, Bytes.NONE));
            return;
        }
        try {
            now.apply(request)
                    .thenApply(body -> Bytes.copy("an answer", body, Message.BODY_BYTES))
                    .whenComplete((body, failure) ->
                            answer.accept(failure == null ? new Answer(Purpose.REPLY, body) : failed(failure)));
        } catch (RuntimeException | LinkageError e) {
            answer.accept(failed(e));
        }
    }

    private static Answer failed(Throwable failure) {
        LOG.warn("the application failed at a request; the one who asked is told", failure);
        return new Answer(Purpose.HANDLER_FAILED, Bytes.NONE);
    }
}
