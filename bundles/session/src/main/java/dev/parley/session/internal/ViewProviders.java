package dev.parley.session.internal;

import dev.parley.api.session.Session;
import dev.parley.api.view.ViewProvider;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The views of all sessions: one a session and kind. Providers come and go; views stay until their session ends. */
final class ViewProviders {
    private static final Logger LOG = LoggerFactory.getLogger(ViewProviders.class);

    private final List<ViewProvider<?>> providers = new CopyOnWriteArrayList<>();
    private final Map<Session, Map<Class<?>, Object>> views = new ConcurrentHashMap<>();

    void add(ViewProvider<?> provider) {
        providers.add(provider);
    }

    void remove(ViewProvider<?> provider) {
        providers.remove(provider);
    }

    boolean isEmpty() {
        return providers.isEmpty();
    }

    /** On the session's application executor, as providers want it; another thread is the caller's own risk. */
    <V> Optional<V> view(Session session, Class<V> kind) {
        Map<Class<?>, Object> made = views.computeIfAbsent(session, s -> new ConcurrentHashMap<>());
        Object known = made.get(kind);
        if (known == null) {
            known = providers.stream()
                    .filter(p -> p.kind() == kind)
                    .findFirst()
                    .<Object>map(p -> p.open(session))
                    .orElse(null);
            Object first = known == null ? null : made.putIfAbsent(kind, known);
            if (first != null) { // two threads asked at once
                close(known);
                known = first;
            }
        }
        return Optional.ofNullable(known).map(kind::cast);
    }

    /** The session is over. */
    void close(Session session) {
        Map<Class<?>, Object> made = views.remove(session);
        if (made != null) {
            made.values().forEach(ViewProviders::close);
        }
    }

    private static void close(Object view) {
        if (view instanceof AutoCloseable closeable) {
            try {
                closeable.close();
            } catch (Exception e) {
                LOG.warn("the view {} did not close", view, e);
            }
        }
    }
}
