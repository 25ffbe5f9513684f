package dev.parley.app.chat.internal;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import dev.parley.api.view.TextView;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Writes down what is shown. */
final class FakeView implements TextView {
    final List<String> shown = new ArrayList<>();
    private Consumer<String> person = line -> {};

    void write(String line) {
        person.accept(line);
    }

    @Override
    public void print(Member from, String text) {
        shown.add(from.displayName() + ": " + text);
    }

    @Override
    public void notice(String text) {
        shown.add("* " + text);
    }

    @Override
    public Subscription onLine(Consumer<String> listener) {
        person = listener;
        return () -> person = line -> {};
    }
}
