package dev.parley.api.contacts;

import dev.parley.api.peer.PeerName;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Two people compare a few words, by a way on which they know each other: face to face, or by voice. The same words on both sides mean
 * that each has the other's key, and nobody is in between. Any thread, never blocks.
 */
@ProviderType
public interface Verification {
    /** Whom it is about. */
    PeerName peer();

    /** What they are called: the name on their card, a label. */
    String displayName();

    /** Whether the other side began. */
    boolean incoming();

    /** Where it stands. */
    VerificationState state();

    /** What to compare, in order; empty before {@link VerificationState#COMPARING}. */
    List<String> words();

    /**
     * For a QR code on this side's screen: both keys and this exchange, in capitals, digits, {@code -} and {@code :}. Good for this comparison
     * only; empty before {@link VerificationState#COMPARING}.
     */
    String code();

    /**
     * Takes what was read from the other one's screen, in place of comparing the words: the answer yes when it belongs to this comparison, and
     * no when that screen names other keys than the link does, for then somebody is in between. The other side has to answer as well.
     *
     * @throws ContactException.BadCode when it is no code, is this side's own, or belongs to another comparison; nothing is answered then
     */
    void scanned(String code);

    /** How long is left; never negative. */
    Duration remaining();

    /** Why it ended as it did, a sentence; empty while it goes on, and when nothing more is to be said. */
    String explanation();

    /**
     * The person here says whether the other one reads the same words. A no ends it on both sides. Only the first answer counts; before
     * there are words there is no answer.
     */
    void matches(boolean same);

    /** Takes it back; nothing happens when it is over. */
    void cancel();

    /**
     * How it ended. When both said yes, it completes once the contact is marked as verified, and kept if it was none before. Fails
     * with {@link ContactException}, or with what kept the disk from taking it, when both said yes but that could not be kept;
     * with {@code PeerUnreachableException} or {@code IdentityMismatchException} when the other side was not reached.
     */
    CompletionStage<VerificationState> outcome();
}
