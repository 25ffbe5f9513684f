package dev.parley.console.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/** One session's lines. */
final class ConsoleTextView implements TextView, AutoCloseable {
    private final Session session;
    private final Display display;
    private final Runnable onClose;
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    ConsoleTextView(Session session, Display display, Runnable onClose) {
        this.session = session;
        this.display = display;
        this.onClose = onClose;
    }

    @Override
    public void print(Member from, String text) {
        String clean = Text.lines(text, LINE_CODE_POINTS);
        display.tell(
                "view.line",
                Describe.ordered(
                        "session",
                        session.id(),
                        "peer",
                        from.peer(),
                        "displayName",
                        from.displayName(),
                        "text",
                        clean));
        display.show(prefix() + Text.label(from.displayName()) + ": " + indented(clean));
    }

    @Override
    public void notice(String text) {
        String clean = Text.lines(text, LINE_CODE_POINTS);
        display.tell("view.notice", Describe.ordered("session", session.id(), "text", clean));
        display.show(prefix() + "· " + indented(clean));
    }

    @Override
    public Subscription onLine(Consumer<String> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** Whether anybody takes lines. */
    boolean say(String line) {
        try {
            listeners.forEach(listener -> session.executor().execute(() -> listener.accept(line)));
        } catch (RejectedExecutionException closed) {
            return false;
        }
        return !listeners.isEmpty();
    }

    @Override
    public void close() {
        listeners.clear();
        onClose.run();
    }

    private String prefix() {
        return "[" + Text.label(session.application().name()) + "] ";
    }

    private static String indented(String lines) {
        return lines.replace("\n", "\n    ");
    }
}
