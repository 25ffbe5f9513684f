package dev.parley.api.contacts;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/** Compares keys with other people by short words. An OSGi service; any thread, never blocks. */
@ProviderType
public interface Verifications {
    /**
     * Begins with somebody who can be reached; the one that goes on with them already, when there is one.
     *
     * @throws NotSignedInException when nobody is signed in here
     * @throws ContactException when that peer is blocked, or is {@link ContactException.IsMe} oneself
     */
    Verification begin(PeerName peer);

    /** Those that are not over, the oldest first. */
    List<Verification> open();

    /** Replays {@link #open} as {@code Begun}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<VerificationEvent> listener);
}
