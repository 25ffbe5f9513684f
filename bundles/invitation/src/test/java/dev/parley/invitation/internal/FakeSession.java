package dev.parley.invitation.internal;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.session.SessionControl;
import dev.parley.testkit.FakeMember;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** A session and its control, as far as invitations use them: it only remembers. */
final class FakeSession implements SessionControl {
    private final FakePeer here;
    private final SessionId id;
    private final PeerApplication application;
    private final Session session;
    private final List<Consumer<StateChange>> listeners = new ArrayList<>();
    private SessionState state = SessionState.ALONE;
    final List<Member> admitted = new ArrayList<>();
    boolean connects;
    Optional<String> shut = Optional.empty(); // why nobody can be invited
    int launched;
    int repeated; // admissions of who is in
    Optional<CloseReason> closed = Optional.empty();

    FakeSession(FakePeer here, SessionId id, PeerApplication application) {
        this.here = here;
        this.id = id;
        this.application = application;
        this.session = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> call(method, arguments));
    }

    @SuppressWarnings("unchecked")
    private Object call(Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "id" -> id;
            case "application" -> application;
            case "self" -> new FakeMember(here.identity, "me");
            case "state" -> state;
            case "members" -> {
                Set<Member> members = new HashSet<>(admitted);
                members.add(new FakeMember(here.identity, "me"));
                yield members;
            }
            case "onState" -> {
                listeners.add((Consumer<StateChange>) arguments[0]);
                yield (dev.parley.api.peer.Subscription) () -> {};
            }
            case "leave" -> {
                close(new CloseReason(CloseReason.Kind.LEFT, ""));
                yield CompletableFuture.completedStage(null);
            }
            case "toString" -> "session " + id.shortForm();
            case "hashCode" -> System.identityHashCode(this);
            case "equals" -> arguments[0] == session;
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    /** The other member's stream came up. */
    void joined() {
        state = SessionState.LIVE;
    }

    @Override
    public Session session() {
        return session;
    }

    @Override
    public Member member(RemoteIdentity identity, String displayName, boolean verified) {
        return new FakeMember(identity, displayName);
    }

    @Override
    public void admit(Member other, boolean opens) {
        if (admitted.contains(other)) {
            repeated++;
        } else {
            admitted.add(other);
            connects = opens;
        }
    }

    @Override
    public void dismiss(Member other, CloseReason reason) {
        if (state != SessionState.LIVE && admitted.remove(other) && admitted.isEmpty()) {
            close(reason);
        }
    }

    @Override
    public Optional<String> closedTo(int newcomers) {
        return shut;
    }

    @Override
    public void launched() {
        launched++;
    }

    @Override
    public void close(CloseReason reason) {
        if (closed.isEmpty()) {
            closed = Optional.of(reason);
            StateChange change = new StateChange(state, SessionState.CLOSED, closed);
            state = SessionState.CLOSED;
            List.copyOf(listeners).forEach(listener -> listener.accept(change));
        }
    }

    CloseReason.Kind closedAs() {
        return closed.orElseThrow().kind();
    }
}
