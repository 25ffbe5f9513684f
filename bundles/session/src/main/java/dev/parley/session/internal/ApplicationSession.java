package dev.parley.session.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.session.ByteStream;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageSubscription;
import dev.parley.api.session.Position;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** What an application gets: checks and copies what comes in, and hands it over to the core. */
final class ApplicationSession implements Session {
    private final SessionId id;
    private final PeerApplication application;
    private final Environment environment;
    private final SessionCore core;

    ApplicationSession(SessionId id, PeerApplication application, Environment environment, SessionCore core) {
        this.id = id;
        this.application = application;
        this.environment = environment;
        this.core = core;
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public PeerApplication application() {
        return application;
    }

    @Override
    public Member self() {
        return environment.self();
    }

    @Override
    public Set<Member> members() {
        Set<Member> members = new LinkedHashSet<>();
        members.add(self());
        members.addAll(core.others());
        return Collections.unmodifiableSet(members);
    }

    @Override
    public SessionState state() {
        return core.state();
    }

    @Override
    public CompletionStage<Sent> send(Delivery delivery, ByteBuffer body) {
        Objects.requireNonNull(delivery, "delivery");
        if (delivery.kind() == Delivery.Kind.DURABLE) {
            Outgoing kept = outgoing(delivery, Kind.DURABLE, Purpose.PLAIN, body);
            return offer(kept, () -> core.keep(kept));
        }
        Outgoing message = outgoing(delivery, Kind.EPHEMERAL, Purpose.PLAIN, body);
        return offer(message, () -> core.offer(message));
    }

    @Override
    public CompletionStage<Sent> sendTo(Member member, Delivery delivery, ByteBuffer body) {
        if (delivery.kind() == Delivery.Kind.DURABLE) {
            throw new IllegalArgumentException("what goes to one alone lies in no journal; send it ephemeral");
        }
        Outgoing message = outgoing(delivery, Kind.DIRECT, Purpose.PLAIN, body);
        return core.other(member)
                .map(there -> offer(message, () -> core.offer(message, there)))
                .orElseGet(() -> core.stages.failed(core.stranger(member)));
    }

    private Outgoing outgoing(Delivery delivery, Kind kind, Purpose purpose, ByteBuffer body) {
        ByteBuffer copy = Bytes.copy("a message", body, Message.BODY_BYTES);
        return new Outgoing(delivery, kind, purpose, Optional.empty(), copy, core.stages);
    }

    private CompletionStage<Sent> offer(Outgoing message, Runnable how) {
        if (core.state() == SessionState.CLOSED) {
            return core.stages.failed(core.over());
        }
        if (!Tasks.runHere(core.executor, how)) {
            message.dropped(new SessionException(core.over()));
        }
        return message.admitted;
    }

    @Override
    public CompletionStage<Message> request(Member to, ByteBuffer body, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a request needs a time of more than zero to wait: " + timeout);
        }
        Outgoing request = outgoing(Delivery.EPHEMERAL, Kind.DIRECT, Purpose.REQUEST, body);
        Optional<SessionMember> other = core.other(to);
        if (other.isEmpty() || core.state() == SessionState.CLOSED) {
            return core.stages.failed(core.stranger(to));
        }
        CompletableFuture<Message> answer = new CompletableFuture<>();
        var unused = request.admitted.whenComplete((sent, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        boolean asked = Tasks.runHere(core.executor, () -> {
            core.requests.ask(request, answer, timeout, to.displayName());
            core.offer(request, other.get());
        });
        if (!asked) {
            request.dropped(new SessionException(core.over()));
        }
        return answer;
    }

    @Override
    public Subscription onRequest(Function<Message, CompletionStage<ByteBuffer>> handler) {
        if (!core.requests.handle(handler)) {
            throw new IllegalStateException("requests have a handler already; close its subscription first");
        }
        return () -> core.requests.unhandle(handler);
    }

    @Override
    public MessageSubscription onMessage(Position from, Consumer<Message> listener) {
        return new MessageListening(core, from, listener);
    }

    @Override
    public CompletionStage<List<Message>> history(Position from) {
        CompletableFuture<List<Message>> done = new CompletableFuture<>();
        boolean runs = core.run(() -> core.memory.page(from).whenComplete((page, failure) -> {
            if (failure == null) {
                core.stages.complete(done, page);
            } else {
                Throwable why = Stages.unwrapped(failure);
                core.stages.fail(done, new SessionException("What was said cannot be read: " + why.getMessage(), why));
            }
        }));
        if (!runs) {
            core.stages.fail(done, new SessionException(core.over()));
        }
        return done;
    }

    @Override
    public Subscription onMember(Consumer<MemberEvent> listener) {
        return core.audience.onMember(listener);
    }

    @Override
    public Subscription onState(Consumer<StateChange> listener) {
        return core.audience.onState(listener);
    }

    @Override
    public CompletionStage<ByteStream> open(Member member, String name) {
        Text.requireLabel("the name of a stream", name);
        Optional<SessionMember> other = core.other(member);
        return other.isPresent() && core.isOpen()
                ? core.byteStreams.open(other.get(), name)
                : core.stages.failed(core.stranger(member));
    }

    @Override
    public Subscription accept(String name, Consumer<ByteStream> handler) {
        Text.requireLabel("the name of a stream", name);
        return core.byteStreams.accept(name, handler);
    }

    @Override
    public <V> Optional<V> view(Class<V> kind) {
        return core.state() == SessionState.CLOSED
                ? Optional.empty()
                : environment.views().view(this, kind);
    }

    @Override
    public CompletionStage<Void> remove(Member member) {
        return change(() -> core.remove(member));
    }

    @Override
    public CompletionStage<Void> role(Member member, MemberRole role) {
        if (role == MemberRole.CREATOR) {
            throw new IllegalArgumentException("a session has one creator, who began it; give another role");
        }
        return change(() -> core.role(member, role));
    }

    private CompletionStage<Void> change(Runnable how) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        boolean runs = core.run(() -> {
            try {
                how.run();
                core.stages.complete(done, null);
            } catch (SessionException why) {
                core.stages.fail(done, why);
            }
        });
        if (!runs) {
            core.stages.fail(done, new SessionException(core.over()));
        }
        return done;
    }

    @Override
    public ScheduledExecutorService executor() {
        return core.application;
    }

    @Override
    public CompletionStage<Void> leave() {
        core.run(() -> core.close(new CloseReason(CloseReason.Kind.LEFT, "")));
        return core.audience.closed();
    }

    @Override
    public String toString() {
        return application.name() + " " + id.shortForm();
    }
}
