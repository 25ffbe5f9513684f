package dev.parley.presence.internal;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.wire.event.EventSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The local person as one thing, shared by every bundle's facade: who signed in, what is announced, what is told over links. Any
 * thread asks; state changes on one serial executor.
 */
final class PresenceCore implements Profile, SignInControl.Observer {
    /** How often to look whether the machine's addresses are others now: nothing tells it. */
    private static final int ADDRESSES_S = 2;

    private final SafeExecutor executor;
    private final Identity identity;
    private final Links links;
    private final Settings settings;
    private final OwnCard own;
    private final KnownEndpoints known;
    private final CardProtocol protocol;
    private final Announcer announcer;
    private final SignInControl control;
    private final EventSource<CollaborationEvent> events;
    private final Subscription linkChanges;
    private volatile PresenceInfo presence = PresenceInfo.ONLINE;
    private PeerScope toldScope = PeerScope.NONE;
    private Optional<Me> toldMe = Optional.empty();
    private Optional<ScheduledFuture<?>> watch = Optional.empty();
    private Optional<OfferSource> offers = Optional.empty();

    PresenceCore(
            Execution execution,
            Identity identity,
            Signatures signatures,
            Cards cards,
            Links links,
            Settings settings) {
        this.executor = new SafeExecutor(execution.serial("presence"));
        this.identity = identity;
        this.links = links;
        this.settings = settings;
        own = new OwnCard(identity, links.instance());
        known = new KnownEndpoints(executor);
        protocol = new CardProtocol(executor, cards, signatures, own::message, known);
        announcer = new Announcer(
                executor, links, settings, own, () -> identity.card().card().displayName());
        control = new SignInControl(executor, identity, links, this);
        events = new EventSource<>(executor);
        linkChanges = links.onChange(protocol::linkChanged);
    }

    KnownEndpoints known() {
        return known;
    }

    Announcer announcer() {
        return announcer;
    }

    CardProtocol protocol() {
        return protocol;
    }

    /** @param closed told when the lease is given back */
    SignIn signIn(PeerScope scope, Consumer<SignIn> closed) {
        return control.signIn(scope, closed);
    }

    PeerScope scope() {
        return control.scope();
    }

    Me me() {
        return new Me(
                identity.peer(),
                identity.endpoint(),
                links.instance(),
                identity.card().card().displayName(),
                presence,
                control.listening().map(Listening::addresses).orElse(List.of()),
                links.realm());
    }

    Optional<Visibility> visibility() {
        return settings.visibility();
    }

    CompletionStage<Void> setVisibility(Visibility visibility) {
        CompletionStage<Void> kept = settings.setVisibility(visibility);
        executor.execute(this::changed);
        return kept;
    }

    Subscription onChange(Consumer<CollaborationEvent> listener) {
        return events.add(
                listener,
                () -> List.of(
                        toldScope == PeerScope.NONE
                                ? new CollaborationEvent.SignedOut()
                                : new CollaborationEvent.SignedIn(toldScope, toldMe.orElseThrow())));
    }

    @Override
    public CompletionStage<Void> rename(String displayName) {
        Text.requireLabel("a display name", displayName);
        if (displayName.isEmpty()) {
            throw new IllegalArgumentException("a display name needs at least one character");
        }
        return identity.rename(displayName)
                .thenAccept(card -> executor.execute(() -> {
                    if (own.refreshCard()) {
                        changed();
                    }
                }));
    }

    @Override
    public void present(PresenceInfo info) {
        presence = info;
        executor.execute(() -> {
            if (own.present(presence)) {
                changed();
            }
        });
    }

    /** Uses what somebody offers, from now on; empty for nobody. */
    void offers(Optional<OfferSource> source) {
        executor.execute(() -> {
            offers = source;
            offerChanged();
        });
    }

    /** To be called when an offer may be another one; any thread. */
    void refreshOffer() {
        executor.execute(this::offerChanged);
    }

    private void offerChanged() {
        if (own.offer(offers.map(source -> source.offered(PeerScope.NEAR_ME)).orElse(List.of()))) {
            changed();
        }
    }

    /** Tells everybody concerned, and only what is news to them. */
    private void changed() {
        announcer.refresh(control.listening());
        protocol.push();
        tellMe();
    }

    private void tellMe() {
        Me now = me();
        if (!toldMe.equals(Optional.of(now))) {
            toldMe = Optional.of(now);
            events.emit(new CollaborationEvent.Changed(now));
        }
    }

    @Override
    public void signedIn(PeerScope scope) {
        if (scope != toldScope) {
            Me now = me();
            toldScope = scope;
            toldMe = Optional.of(now);
            events.emit(new CollaborationEvent.SignedIn(scope, now));
            announcer.refresh(control.listening());
        }
        if (watch.isEmpty()) {
            watch = Optional.of(
                    executor.serial().scheduleWithFixedDelay(this::tellMe, ADDRESSES_S, ADDRESSES_S, TimeUnit.SECONDS));
        }
    }

    @Override
    public void portChanged() {
        announcer.refresh(control.listening());
        tellMe();
    }

    @Override
    public void signedOut() {
        watch.ifPresent(running -> running.cancel(false));
        watch = Optional.empty();
        toldScope = PeerScope.NONE;
        toldMe = Optional.of(me());
        announcer.refresh(Optional.empty());
        events.emit(new CollaborationEvent.SignedOut());
    }

    /** Says goodbye, stops listening, and releases everything. */
    void stop() {
        linkChanges.close();
        control.stop();
        executor.execute(() -> executor.execute(executor.serial()::shutdown)); // behind the goodbye
    }
}
