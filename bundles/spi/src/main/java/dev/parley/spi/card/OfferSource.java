package dev.parley.spi.card;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What this endpoint offers: an OSGi service of whoever keeps the applications. Any thread. */
@ProviderType
public interface OfferSource {
    /**
     * The applications that an audience may see, by id: their author's scope includes it, and the person does not keep them from it.
     *
     * @param audience {@code NEAR_ME}: everybody near me; {@code INTERNET}: contacts, wherever they are
     */
    List<PeerApplication> offered(PeerScope audience);

    /** Runs at each change of an answer of {@link #offered}. */
    Subscription onChange(Runnable listener);
}
