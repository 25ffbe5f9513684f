package dev.parley.api.collaboration;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A lease on being signed in, as one endpoint of one peer. Closing it is idempotent and does not block. */
@ProviderType
public interface SignIn extends AutoCloseable {
    /** Who is signed in. */
    PeerName peer();

    /** At which endpoint. */
    EndPointId endpoint();

    /** What this lease asked for. */
    PeerScope scope();

    /**
     * Completes when this endpoint listens, with or without a network ({@link Me#degraded}); fails typed when it cannot, for example because
     * the port is taken.
     */
    CompletionStage<Void> ready();

    /** Gives the lease back. When it was the last, goodbye is sent at once. */
    @Override
    void close();
}
