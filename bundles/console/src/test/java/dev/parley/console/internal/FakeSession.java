package dev.parley.console.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.ByteStream;
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
import dev.parley.api.session.Sessions;
import dev.parley.api.session.SessionsEvent;
import dev.parley.api.session.StateChange;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import java.util.function.Function;

/** As much of a session as a console looks at. */
final class FakeSession implements Session {
    final HandDrivenExecution time = new HandDrivenExecution(1);
    final List<Consumer<MemberEvent>> memberListeners = new ArrayList<>();
    final Map<PeerName, MemberRole> roles = new HashMap<>();
    final List<PeerName> removed = new ArrayList<>();
    Optional<String> refusal = Optional.empty();
    final List<Message> said = new ArrayList<>(); // told three at once
    boolean left;

    private final SessionId id;
    private final ScheduledExecutorService executor = time.serial("session");

    FakeSession(int number) {
        this.id = new SessionId(new UUID((0x33333330L + number) << 32, number));
    }

    /** A member that is always there. */
    record FakeMember(PeerName peer, EndPointId endpoint, String displayName) implements Member {
        @Override
        public boolean verified() {
            return false;
        }

        @Override
        public boolean present() {
            return true;
        }

        @Override
        public MemberRole role() {
            return MemberRole.MEMBER;
        }
    }

    /** Sessions, by hand. */
    static final class All implements Sessions {
        final List<Session> all = new ArrayList<>();
        final List<Consumer<SessionsEvent>> listeners = new ArrayList<>();

        @Override
        public List<Session> all() {
            return List.copyOf(all);
        }

        @Override
        public Optional<Session> find(SessionId id) {
            return all.stream().filter(session -> session.id().equals(id)).findFirst();
        }

        @Override
        public Subscription onChange(Consumer<SessionsEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }
    }

    @Override
    public SessionId id() {
        return id;
    }

    @Override
    public PeerApplication application() {
        return Fakes.CHAT;
    }

    @Override
    public Member self() {
        return new FakeMember(Fakes.ALICE, Fakes.DESK, "Left desk");
    }

    @Override
    public Set<Member> members() {
        return Set.of(self(), new FakeMember(Fakes.BOB, Fakes.LAPTOP, "Right desk"));
    }

    @Override
    public SessionState state() {
        return SessionState.LIVE;
    }

    @Override
    public CompletionStage<Sent> send(Delivery delivery, ByteBuffer body) {
        throw new UnsupportedOperationException("a console sends nothing by itself");
    }

    @Override
    public CompletionStage<Sent> sendTo(Member member, Delivery delivery, ByteBuffer body) {
        throw new UnsupportedOperationException("a console sends nothing by itself");
    }

    @Override
    public CompletionStage<Message> request(Member to, ByteBuffer body, Duration timeout) {
        throw new UnsupportedOperationException("a console asks nothing by itself");
    }

    @Override
    public Subscription onRequest(Function<Message, CompletionStage<ByteBuffer>> handler) {
        throw new UnsupportedOperationException("a console answers nothing by itself");
    }

    @Override
    public MessageSubscription onMessage(Position from, Consumer<Message> listener) {
        throw new UnsupportedOperationException("a console reads nothing by itself");
    }

    @Override
    public CompletionStage<List<Message>> history(Position from) {
        return CompletableFuture.completedStage(said.stream()
                .filter(message -> message.position().orElseThrow().compareTo(from) >= 0)
                .limit(3)
                .toList());
    }

    @Override
    public Subscription onMember(Consumer<MemberEvent> listener) {
        memberListeners.add(listener);
        return () -> memberListeners.remove(listener);
    }

    @Override
    public Subscription onState(Consumer<StateChange> listener) {
        throw new UnsupportedOperationException("a console hears of states from Sessions");
    }

    @Override
    public CompletionStage<Void> remove(Member member) {
        return refused().orElseGet(() -> {
            removed.add(member.peer());
            return CompletableFuture.completedStage(null);
        });
    }

    @Override
    public CompletionStage<Void> role(Member member, MemberRole role) {
        return refused().orElseGet(() -> {
            roles.put(member.peer(), role);
            return CompletableFuture.completedStage(null);
        });
    }

    private Optional<CompletionStage<Void>> refused() {
        return refusal.map(why -> CompletableFuture.failedStage(new SessionException(why)));
    }

    @Override
    public CompletionStage<ByteStream> open(Member member, String name) {
        throw new UnsupportedOperationException("a console opens nothing by itself");
    }

    @Override
    public Subscription accept(String name, Consumer<ByteStream> handler) {
        throw new UnsupportedOperationException("a console accepts nothing by itself");
    }

    @Override
    public <V> Optional<V> view(Class<V> kind) {
        return Optional.empty();
    }

    @Override
    public ScheduledExecutorService executor() {
        return executor;
    }

    @Override
    public CompletionStage<Void> leave() {
        left = true;
        return CompletableFuture.completedFuture(null);
    }
}
