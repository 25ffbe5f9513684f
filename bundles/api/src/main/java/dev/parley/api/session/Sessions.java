package dev.parley.api.session;

import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** The sessions of this endpoint that are not closed. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Sessions {
    /** All, the oldest first. */
    List<Session> all();

    /** One by its name. */
    Optional<Session> find(SessionId id);

    /** Replays the present as {@link SessionsEvent.Opened}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<SessionsEvent> listener);
}
