package dev.parley.api.invitation;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The rules that the person set by hand. They go before every {@link InvitationPolicy}, and before asking; where none applies, those
 * decide. An OSGi service; any thread, never blocks. The rules survive a restart while there is a store; without one they last until
 * Parley ends.
 */
@ProviderType
public interface InvitationRules {
    /** All rules, those that say most first. */
    List<InvitationRule> rules();

    /**
     * Sets a rule in the place of the one for the same person and application.
     *
     * @return whether it is on disk; fails with what kept the disk from taking it, and then nothing has changed
     */
    CompletionStage<Boolean> set(InvitationRule rule);

    /** Takes a rule away; fine when there is none. Completes and fails as {@link #set} does. */
    CompletionStage<Boolean> remove(Optional<PeerName> person, Optional<ApplicationId> application);

    /** Tells all rules as they are now, and again after each change. */
    Subscription onChange(Consumer<List<InvitationRule>> listener);
}
