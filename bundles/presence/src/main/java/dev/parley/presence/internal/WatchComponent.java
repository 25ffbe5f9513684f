package dev.parley.presence.internal;

import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.WatchedPeople;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Reachability;
import java.util.List;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Brings the core what it needs of parts that need the core themselves: who is near, and whom the person keeps. Without them nobody is
 * watched, and everybody is a stranger.
 */
@Component(immediate = true)
public final class WatchComponent implements WatchedPeople, Reachability {
    private final PresenceCore core;
    private ContactBook book; // guarded by this, with the next three
    private Subscription decisions = () -> {};
    private PeopleNearMe people;
    private Subscription sightings = () -> {};

    /** @param presence the core */
    @Activate
    public WatchComponent(@Reference PresenceComponent presence) {
        this(presence.core());
    }

    WatchComponent(PresenceCore core) {
        this.core = core;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindBook(ContactBook keeper) {
        decisions.close();
        book = keeper;
        decisions = keeper.onChange(core::decided);
        core.decided(keeper);
    }

    synchronized void unbindBook(ContactBook keeper) {
        if (keeper == book) { // otherwise another was bound before this one was let go
            decisions.close();
            book = null;
            core.keeperGone(keeper.all());
        }
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindPeople(PeopleNearMe seer) {
        sightings.close();
        people = seer;
        core.nobodyNear();
        sightings = seer.onChange(core::near);
    }

    synchronized void unbindPeople(PeopleNearMe seer) {
        if (seer == people) {
            sightings.close();
            people = null;
            core.nobodyNear();
        }
    }

    @Deactivate
    synchronized void stop() {
        book = null; // or the decisions would be taken over when it is let go, for nobody
        decisions.close();
        sightings.close();
    }

    @Override
    public List<EndPointPresence> all() {
        return board().all();
    }

    @Override
    public List<EndPointPresence> of(PeerName peer) {
        return board().of(peer);
    }

    @Override
    public boolean isReachable(PeerName peer) {
        return board().isReachable(peer);
    }

    @Override
    public boolean isAvailable(PeerName peer) {
        return board().isAvailable(peer);
    }

    @Override
    public Subscription onChange(Consumer<PresenceEvent> listener) {
        return board().onChange(listener);
    }

    @Override
    public Subscription onChange(PeerName peer, Consumer<PresenceEvent> listener) {
        return board().onChange(peer, listener);
    }

    @Override
    public Subscription onReach(Consumer<Reach> listener) {
        return core.watching().unreached().onReach(listener);
    }

    private PresenceBoard board() {
        return core.watching().presences();
    }
}
