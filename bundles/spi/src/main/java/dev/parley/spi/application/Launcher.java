package dev.parley.spi.application;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.Session;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** Launches applications that are installed here. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Launcher {
    /** The application as it is installed here, when it can be launched. */
    Optional<PeerApplication> find(ApplicationId application);

    /**
     * Makes an instance and calls its {@code launched} on the session's executor. When the session closes, it calls {@code closed}
     * and lets the instance go; when the bundle goes, it takes the instance away by {@link Launch#onGone}.
     *
     * @return completes when {@code launched} returned; fails with {@link ApplicationException} when there is no such
     *     application or {@code launched} threw
     */
    CompletionStage<Launch> launch(ApplicationId application, LaunchInfo info, Session session);
}
