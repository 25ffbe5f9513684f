package dev.parley.session.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/** What an application and its observers are told of members and states. Any thread; the order of the calls is kept. */
final class Audience {
    private final Executor application;
    private final Listeners<MemberEvent> members;
    private final Listeners<StateChange> states;
    private final CompletableFuture<Void> closed = new CompletableFuture<>();
    private final List<MemberEvent> present = new ArrayList<>(); // with shown, on the application's executor
    private SessionState shown = SessionState.ALONE;

    Audience(Executor application) {
        this.application = application;
        members = new Listeners<>(application);
        states = new Listeners<>(application);
    }

    Subscription onMember(Consumer<MemberEvent> listener) {
        return members.add(listener, () -> present);
    }

    Subscription onState(Consumer<StateChange> listener) {
        return states.add(listener, List::of);
    }

    /** Completes, on the application's executor, when all was told. */
    CompletableFuture<Void> closed() {
        return closed;
    }

    void tell(MemberEvent event) {
        Tasks.run(application, () -> {
            if (event instanceof MemberEvent.Joined) {
                present.add(event);
            } else if (event instanceof MemberEvent.Left || event instanceof MemberEvent.Removed) {
                present.removeIf(there -> there.member().equals(event.member()));
            }
            members.tell(event);
        });
    }

    void tell(SessionState state) {
        Tasks.run(application, () -> change(state, Optional.empty()));
    }

    /**
     * The last call.
     *
     * @param release run on the application's executor, after one more task of whoever ends the application in answer
     */
    void tellEnd(CloseReason reason, Runnable release) {
        Tasks.run(application, () -> {
            List<MemberEvent> last = List.copyOf(present);
            present.clear();
            last.forEach(there -> members.tell(new MemberEvent.Left(there.member(), reason)));
            change(SessionState.CLOSED, Optional.of(reason));
            closed.complete(null);
            Tasks.run(application, () -> Tasks.run(application, release));
        });
    }

    /** On the application's executor: nobody is told any more. */
    void forget() {
        members.forget();
        states.forget();
    }

    private void change(SessionState to, Optional<CloseReason> reason) {
        StateChange change = new StateChange(shown, to, reason);
        shown = to;
        states.tell(change);
    }
}
