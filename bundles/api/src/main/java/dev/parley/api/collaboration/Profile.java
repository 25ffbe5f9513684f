package dev.parley.api.collaboration;

import dev.parley.api.presence.PresenceInfo;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** What I tell others about myself. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Profile {
    /**
     * Changes the name on the card; others see it at their next look, within a second when they are near.
     *
     * @param displayName a label of 1 to 255 code points
     * @return completes when the new card is signed and on disk
     * @throws IllegalArgumentException when it is not a label, or empty
     */
    CompletionStage<Void> rename(String displayName);

    /** Changes status and text of this endpoint; kept until the process ends. */
    void present(PresenceInfo presence);
}
