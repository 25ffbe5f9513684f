package dev.parley.spi.identity;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The local person and this node. An OSGi service that exists only once the keys are loaded. Any thread.
 */
@ProviderType
public interface Identity {
    /** The person. */
    PeerName peer();

    /** This node. */
    EndPointId endpoint();

    /** Signs as this endpoint, with its Ed25519 signing key. */
    Signer signer();

    /** Opens what was sealed to this endpoint, with its X25519 sealing key. */
    Opener opener();

    /** The newest own card. */
    SignedCard card();

    /**
     * Makes a card with another display name and the next number.
     *
     * @param displayName a label, not empty
     * @return completes with it when its number is on disk, so that a number is never used twice
     */
    CompletionStage<SignedCard> rename(String displayName);

    /**
     * Makes the card anew, with the next number, when it is older than 10 days: others show it as stale after 30.
     *
     * @return completes with the newest card; fails when it cannot be kept
     */
    CompletionStage<SignedCard> refresh();
}
