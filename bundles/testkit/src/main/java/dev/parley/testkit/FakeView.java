package dev.parley.testkit;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** The text of one session as its person sees it. Any thread. */
public final class FakeView implements TextView, AutoCloseable {
    private final Session session;
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final List<String> notices = new CopyOnWriteArrayList<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    FakeView(Session session) {
        this.session = session;
    }

    /** What somebody said, so far: {@code Ada: what she said}. */
    public List<String> said() {
        return List.copyOf(said);
    }

    /** What the application said, so far. */
    public List<String> notices() {
        return List.copyOf(notices);
    }

    /** The person writes a line. */
    public void type(String line) {
        listeners.forEach(listener -> session.executor().execute(() -> listener.accept(line)));
    }

    @Override
    public void print(Member from, String text) {
        said.add(from.displayName() + ": " + text);
    }

    @Override
    public void notice(String text) {
        notices.add(text);
    }

    @Override
    public Subscription onLine(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    @Override
    public void close() {
        listeners.clear();
    }
}
