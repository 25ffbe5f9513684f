package dev.parley.tests.framework.inside;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import dev.parley.api.view.ViewProvider;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.osgi.framework.ServiceRegistration;

/** A user interface for text: it keeps what is printed, and whoever listens for lines. */
final class Paper implements ViewProvider<TextView>, AutoCloseable {
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final AtomicInteger count = new AtomicInteger();
    private final ConcurrentMap<Integer, CompletableFuture<Consumer<String>>> listeners = new ConcurrentHashMap<>();
    private final ServiceRegistration<?> registration = Osgi.context().registerService(ViewProvider.class, this, null);

    /** The one that came as the so-manieth, from 0. */
    CompletableFuture<Consumer<String>> listener(int number) {
        return listeners.computeIfAbsent(number, any -> new CompletableFuture<>());
    }

    List<String> printed() {
        return printed;
    }

    @Override
    public Class<TextView> kind() {
        return TextView.class;
    }

    @Override
    public TextView open(Session session) {
        return new Sheet();
    }

    @Override
    public void close() {
        registration.unregister();
    }

    /** Of one session. No more than a view: one that could be closed would be, at the end of its session. */
    private final class Sheet implements TextView {
        @Override
        public void print(Member from, String text) {
            printed.add(text);
        }

        @Override
        public void notice(String text) {
            // of no interest here
        }

        @Override
        public Subscription onLine(Consumer<String> listener) {
            listener(count.getAndIncrement()).complete(listener);
            return () -> {};
        }
    }
}
