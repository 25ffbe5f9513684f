package dev.parley.presence.internal;

import dev.parley.api.collaboration.Profile;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.card.Presenter;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolHandler;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** The core, as services. */
@Component(
        immediate = true,
        service = {PresenceComponent.class, Profile.class, CardSource.class, Presenter.class})
public final class PresenceComponent implements Profile, CardSource, Presenter {
    private final PresenceCore core;
    private final List<ServiceRegistration<ProtocolHandler>> handlers;
    private OfferSource offers; // guarded by this, with the next
    private Subscription offerChanges = () -> {};

    /**
     * Begins. The protocols are registered by hand: as components they would be made when the transport looks for protocols, which may
     * be while this component waits for that very transport.
     */
    @Activate
    public PresenceComponent(
            BundleContext context,
            @Reference Execution execution,
            @Reference Identity identity,
            @Reference Signatures signatures,
            @Reference Cards cards,
            @Reference Links links,
            @Reference Settings settings) {
        core = new PresenceCore(execution, identity, signatures, cards, links, settings, new InstalledKeeper(context));
        handlers = Stream.concat(Stream.of(core.protocol()), core.watching().protocols().stream())
                .map(protocol -> context.registerService(ProtocolHandler.class, protocol, null))
                .toList();
    }

    PresenceCore core() {
        return core;
    }

    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindOffers(OfferSource source) {
        offerChanges.close();
        offers = source;
        offerChanges = source.onChange(core.profile()::refreshOffer);
        core.profile().offers(Optional.of(source));
    }

    synchronized void unbindOffers(OfferSource source) {
        if (source == offers) { // otherwise another was bound before this one was let go
            offerChanges.close();
            offers = null;
            core.profile().offers(Optional.empty());
        }
    }

    @Deactivate
    void stop() {
        handlers.forEach(ServiceRegistration::unregister);
        core.stop();
    }

    @Override
    public CompletionStage<Void> rename(String displayName) {
        return core.profile().rename(displayName);
    }

    @Override
    public CompletionStage<Void> nameEndPoint(String name) {
        return core.profile().nameEndPoint(name);
    }

    @Override
    public void present(PresenceInfo presence) {
        core.profile().present(presence);
    }

    @Override
    public Optional<KnownEndpoint> find(EndPointId endpoint) {
        return core.known().find(endpoint);
    }

    @Override
    public Subscription onChange(Consumer<KnownEndpoint> listener) {
        return core.known().onChange(listener);
    }

    @Override
    public Subscription onAnnouncement(Consumer<Optional<Announcement>> listener) {
        return core.announcer().onAnnouncement(listener);
    }
}
