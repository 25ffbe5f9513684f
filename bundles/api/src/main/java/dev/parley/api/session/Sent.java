package dev.parley.api.session;

import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A message that left the caller's hands. Any thread. */
@ProviderType
public interface Sent {
    /** Its name. */
    MessageId id();

    /**
     * Completes when the member's node has handed the message to its application's executor.
     *
     * @param member one to whom it was sent
     * @return fails with {@link SessionException} when the message was dropped: the member left, or stayed unreachable
     */
    CompletionStage<Void> acknowledgedBy(Member member);
}
