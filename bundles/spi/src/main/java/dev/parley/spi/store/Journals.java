package dev.parley.spi.store;

import dev.parley.api.session.SessionId;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The journals of this home, one for each session. An OSGi service. How long entries are kept is its configuration ({@link Retention}).
 * Any thread, never blocks: the work is done, in the order of the calls, on a thread of the store. When the service goes, what was
 * asked for is done first, then its journals are closed.
 */
@ProviderType
public interface Journals {
    /** @return the sessions that have a journal, open or not; fails with {@link StoreException} */
    CompletionStage<Set<SessionId>> all();

    /**
     * Opens the journal of a session, or makes an empty one. It is open once at a time; after {@link Journal#close} it can be opened
     * again at once.
     *
     * @return fails with {@link StoreException}: it is open already, or the file cannot be used, and then it is as it was
     */
    CompletionStage<Journal> open(SessionId session);

    /**
     * Takes a journal away with all that is in it; fine when there is none. Close it before.
     *
     * @return completes when it is gone for good; fails with {@link StoreException}: it is open, or the file cannot be removed
     */
    CompletionStage<Void> delete(SessionId session);
}
