package dev.parley.spi.card;

import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** What this endpoint offers: an OSGi service of whoever keeps the applications. Any thread. */
@ProviderType
public interface OfferSource {
    /** The applications whose scope includes the audience, by id. */
    List<PeerApplication> offered(PeerScope audience);

    /** Runs at each change of an answer of {@link #offered}. */
    Subscription onChange(Runnable listener);
}
