package dev.parley.api.collaboration;

import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
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

    /**
     * Changes the name of this endpoint, and keeps it over restarts. The same name as before is no event.
     *
     * @param name a label; empty for the default, the name of this machine
     * @return completes when it is on disk
     * @throws IllegalArgumentException when it is not a label
     */
    CompletionStage<Void> nameEndPoint(String name);

    /**
     * Changes status and text of this endpoint until the next sign-out: each sign-in begins as {@link PresenceInfo#ONLINE}.
     *
     * @throws IllegalArgumentException for {@link PresenceStatus#OFFLINE}: that is to sign out
     * @throws NotSignedInException when nobody is signed in
     */
    void present(PresenceInfo presence);
}
