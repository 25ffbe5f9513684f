package dev.parley.api.collaboration;

import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Signing in and out; the entry point, as in the original. An OSGi service, one for each bundle that uses it: what a bundle
 * signed in ends with that bundle. All methods may be called from any thread and do not block.
 */
@ProviderType
public interface PeerCollaboration {
    /**
     * Takes a lease. The union of all leases counts: signing in twice is fine, and closing one lease signs nobody else out.
     *
     * @param scope how far to be reachable; not {@link PeerScope#NONE}
     * @throws ScopeUnavailableException at once, when no installed provider reaches that far ({@link PeerScope#INTERNET})
     * @throws IllegalArgumentException for {@link PeerScope#NONE}, as in the original
     */
    SignIn signIn(PeerScope scope);

    /** The union of all leases; {@link PeerScope#NONE} when signed out. */
    PeerScope signedIn();

    /** Who I am. */
    Me me();

    /** Who may see me on the subnet; empty until a person or an option said so, and then nobody sees me. */
    Optional<Visibility> visibility();

    /** Sets and keeps who may see me; the stage completes when it is on disk. */
    CompletionStage<Void> setVisibility(Visibility visibility);

    /** Tells changes of what is above, in order, on a thread of Parley; the present state first. */
    Subscription onChange(Consumer<CollaborationEvent> listener);
}
