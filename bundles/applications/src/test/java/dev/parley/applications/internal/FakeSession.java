package dev.parley.applications.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import dev.parley.api.view.TextView;
import dev.parley.spi.execution.Execution;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;

/** As much of a session as a launch needs: an executor, a state, and a text view that is written down. */
final class FakeSession implements TextView {
    final List<String> shown = new ArrayList<>();
    final Session session;
    private final ScheduledExecutorService executor;
    private final List<Consumer<StateChange>> states = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> lines = new CopyOnWriteArrayList<>();
    private SessionState state = SessionState.LIVE;

    FakeSession(Execution execution) {
        executor = execution.serial("session");
        session = (Session) Proxy.newProxyInstance(
                Session.class.getClassLoader(),
                new Class<?>[] {Session.class},
                (proxy, method, arguments) -> answer(proxy, method, arguments));
    }

    private Object answer(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "executor" -> executor;
            case "state" -> state;
            case "onState" -> onState(arguments[0]);
            case "view" -> Optional.of(this);
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            case "toString" -> "a session";
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    @SuppressWarnings("unchecked")
    private Subscription onState(Object listener) {
        states.add((Consumer<StateChange>) listener);
        return () -> states.remove(listener);
    }

    void say(String line) {
        executor.execute(() -> lines.forEach(listener -> listener.accept(line)));
    }

    /** As the real one does: it ends its executor after one more task of whoever ends the application. */
    void close(CloseReason.Kind kind) {
        state = SessionState.CLOSED;
        StateChange change =
                new StateChange(SessionState.LIVE, SessionState.CLOSED, Optional.of(new CloseReason(kind, "")));
        try {
            executor.execute(() -> {
                states.forEach(listener -> listener.accept(change));
                executor.execute(() -> executor.execute(executor::shutdown));
            });
        } catch (RejectedExecutionException closedBefore) {
            shown.add("closed twice");
        }
    }

    int listeners() {
        return lines.size() + states.size();
    }

    @Override
    public void print(Member from, String text) {
        shown.add("print " + text);
    }

    @Override
    public void notice(String text) {
        shown.add(text);
    }

    @Override
    public Subscription onLine(Consumer<String> listener) {
        lines.add(listener);
        return () -> lines.remove(listener);
    }
}
