package dev.parley.api.session;

import dev.parley.api.peer.Subscription;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/** A listener to messages, which can say how far it has come. Any thread. */
@ProviderType
public interface MessageSubscription extends Subscription {
    /**
     * Says that everything up to a durable message is done with: after a restart {@link Position#COMMITTED} goes on behind it. What is
     * not committed comes again then, marked {@link Message#redelivered}.
     *
     * @param position of a message that came; an earlier one than committed before changes nothing
     * @return completes when it survives power loss; fails with {@link SessionException}
     */
    CompletionStage<Void> commit(Position position);
}
