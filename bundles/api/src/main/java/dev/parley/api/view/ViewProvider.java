package dev.parley.api.view;

import dev.parley.api.session.Session;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Makes views of one kind: an OSGi service of a user interface. Called on the session's executor; must not block. A view that
 * is {@link AutoCloseable} is closed with its session.
 */
@ConsumerType
public interface ViewProvider<V> {
    /** The kind of views. */
    Class<V> kind();

    /** A new view for a session. */
    V open(Session session);
}
