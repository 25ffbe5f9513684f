package dev.parley.api.contacts;

import dev.parley.api.peer.PeerName;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * "Keep me as a contact, as I will keep you": a question that may be answered with yes, with no, or never. Any thread, never blocks.
 */
@ProviderType
public interface ContactRequest {
    /** Its name, the same on both sides. */
    ContactRequestId id();

    /** The other one: whom it was sent to, or who sent it, proven by a link. */
    PeerName peer();

    /** What they are called: the name on their card, a label. */
    String displayName();

    /** What is said with it: a label, perhaps empty. */
    String message();

    /** Whether the other side asks. */
    boolean incoming();

    /** Where it stands. */
    ContactRequestState state();

    /** Why it ended as it did, a sentence; empty when nothing more is to be said. */
    String explanation();

    /**
     * Says yes to one that came in: the other one is kept as a contact here, then told.
     *
     * @return the contact; fails with {@link ContactException} when it is not open, was not sent to us, or could not be kept
     */
    CompletionStage<PeerContact> accept();

    /** Says no to one that came in; the other side is told. Nothing happens when it is not open, or was not sent to us. */
    void decline();

    /** Takes back one that was sent from here; the other side is told. Nothing happens to others. */
    void cancel();

    /**
     * The answer to one that was sent from here, and how one that came in ended. An accepted one completes once the contact is kept;
     * it fails when that could not be done.
     */
    CompletionStage<ContactRequestState> outcome();
}
