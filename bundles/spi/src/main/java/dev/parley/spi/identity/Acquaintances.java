package dev.parley.spi.identity;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Who is a contact, or had a yes from the person here, or from a rule the person set, in the last 24 hours; to go on with a session is
 * a yes to its members. All others are strangers, and fall under the allowance of the design, section 6. Whether somebody is blocked
 * makes no difference: they would see it. An OSGi service; any thread, never blocks.
 */
@ProviderType
public interface Acquaintances {
    /** Whether the peer is no stranger. */
    boolean accepted(PeerName peer);

    /** Says yes to a peer, for 24 hours from now. */
    void accept(PeerName peer);

    /** Tells each yes, and each contact that is new or changes; on a thread of Parley. */
    Subscription onAccepted(Consumer<PeerName> listener);

    /** Runs when contacts are loaded, and anybody may be no stranger any more who was one; on a thread of Parley. */
    Subscription onLoaded(Runnable listener);
}
