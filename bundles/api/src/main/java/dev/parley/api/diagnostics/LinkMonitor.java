package dev.parley.api.diagnostics;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Looks at links. An OSGi service; any thread, never blocks. */
@ProviderType
public interface LinkMonitor {
    /** All links now, the oldest first. */
    List<LinkInfo> links();

    /**
     * Cuts the link to an endpoint, as if the network had. Sessions over it look for another.
     *
     * @return whether there was one
     */
    boolean cut(EndPointId endpoint);

    /** Replays the present as {@link LinkEvent.Opened}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<LinkEvent> listener);
}
