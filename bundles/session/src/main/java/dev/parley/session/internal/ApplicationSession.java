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
import dev.parley.api.session.Message;
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
        SessionMember other = core.other();
        return other == null || core.phase() == Phase.CLOSED ? Set.of(self()) : Set.of(self(), other);
    }

    @Override
    public SessionState state() {
        return core.phase().state();
    }

    @Override
    public CompletionStage<Sent> send(Delivery delivery, ByteBuffer body) {
        Objects.requireNonNull(delivery, "delivery");
        return offer(outgoing(Kind.EPHEMERAL, Purpose.PLAIN, body));
    }

    @Override
    public CompletionStage<Sent> sendTo(Member member, Delivery delivery, ByteBuffer body) {
        Objects.requireNonNull(delivery, "delivery");
        Outgoing message = outgoing(Kind.DIRECT, Purpose.PLAIN, body);
        return member.equals(core.other()) ? offer(message) : core.stages.failed(stranger(member));
    }

    private Outgoing outgoing(Kind kind, Purpose purpose, ByteBuffer body) {
        ByteBuffer copy = Bytes.copy("a message", body, Message.BODY_BYTES);
        SessionMember other = core.other();
        return new Outgoing(
                kind, purpose, Optional.empty(), copy, other == null ? environment.self() : other, core.stages);
    }

    private CompletionStage<Sent> offer(Outgoing message) {
        if (core.phase() == Phase.CLOSED) {
            return core.stages.failed(core.over());
        }
        if (!core.run(() -> core.offer(message))) {
            message.dropped(new SessionException(core.over()));
        }
        return message.admitted;
    }

    private String stranger(Member member) {
        return core.phase() == Phase.CLOSED
                ? core.over()
                : member.displayName() + " is not the other member of this session.";
    }

    @Override
    public CompletionStage<Message> request(Member to, ByteBuffer body, Duration timeout) {
        if (timeout.isZero() || timeout.isNegative()) {
            throw new IllegalArgumentException("a request needs a time of more than zero to wait: " + timeout);
        }
        Outgoing request = outgoing(Kind.DIRECT, Purpose.REQUEST, body);
        if (!to.equals(core.other()) || core.phase() == Phase.CLOSED) {
            return core.stages.failed(stranger(to));
        }
        CompletableFuture<Message> answer = new CompletableFuture<>();
        var unused = request.admitted.whenComplete((sent, failure) -> {
            if (failure != null) {
                answer.completeExceptionally(failure);
            }
        });
        boolean asked = core.run(() -> {
            core.requests.ask(request, answer, timeout, to.displayName());
            core.offer(request);
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
    public Subscription onMessage(Consumer<Message> listener) {
        return core.dispatcher.onMessage(listener);
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
        return member.equals(core.other()) && core.phase().isOpen()
                ? core.byteStreams.open(core.other(), name)
                : core.stages.failed(stranger(member));
    }

    @Override
    public Subscription accept(String name, Consumer<ByteStream> handler) {
        Text.requireLabel("the name of a stream", name);
        return core.byteStreams.accept(name, handler);
    }

    @Override
    public <V> Optional<V> view(Class<V> kind) {
        return core.phase() == Phase.CLOSED
                ? Optional.empty()
                : environment.views().view(this, kind);
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
