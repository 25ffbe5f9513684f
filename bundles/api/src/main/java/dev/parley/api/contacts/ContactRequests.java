package dev.parley.api.contacts;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Asks others to keep each other as contacts. Where there is a store,
 * those without an answer go on after a restart; without one, who stops takes them back. An OSGi service; any
 * thread, never blocks.
 */
@ProviderType
public interface ContactRequests {
    /**
     * Asks somebody. Who is not there now is asked when a link to them comes up. The one that is open with the same peer, when there
     * is one, is taken back.
     *
     * @param message a label, perhaps empty
     * @throws NotSignedInException when nobody is signed in here
     * @throws ContactException when that peer is blocked, or is {@link ContactException.IsMe} oneself
     * @throws IllegalArgumentException when the message is no label
     */
    ContactRequest send(PeerName peer, String message);

    /** Those that have no answer, sent and received, the oldest first. */
    List<ContactRequest> open();

    /** Replays {@link #open}, then tells changes, in order, on a thread of Parley. */
    Subscription onChange(Consumer<ContactRequestEvent> listener);
}
