package dev.parley.presence.internal;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.diagnostics.Finding;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.wire.event.EventSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The local person as one thing, shared by every bundle's facade: who signed in, what is announced, what is told over links. Any
 * thread asks; state changes on one serial executor.
 */
final class PresenceCore implements SignInControl.Observer {
    private static final Logger LOG = LoggerFactory.getLogger(PresenceCore.class);

    /** How often to look whether the machine's addresses are others now: nothing tells it. */
    private static final int ADDRESSES_S = 2;

    private static final Duration CARD_LOOKED_AT = Duration.ofDays(1);

    private final SafeExecutor executor;
    private final Identity identity;
    private final Links links;
    private final Settings settings;
    private final OwnCard own;
    private final KnownEndpoints known;
    private final CardProtocol protocol;
    private final Announcer announcer;
    private final Decisions decisions;
    private final SignInControl control;
    private final Standings standings;
    private final OwnProfile profile;
    private final Watching watching;
    private final ClockCheck clock;
    private final EventSource<CollaborationEvent> events;
    private final Subscription linkChanges;
    private PeerScope toldScope = PeerScope.NONE;
    private Optional<Me> toldMe = Optional.empty();
    private Optional<ScheduledFuture<?>> watch = Optional.empty();
    private Future<?> refresh;

    PresenceCore(
            Execution execution,
            Identity identity,
            Signatures signatures,
            Cards cards,
            Links links,
            Settings settings,
            Decisions.Keeper keeper) {
        this.executor = new SafeExecutor(execution.serial("presence"));
        this.identity = identity;
        this.links = links;
        this.settings = settings;
        standings = new Standings(identity.peer());
        own = new OwnCard(identity, links.instance(), settings.endpointName());
        known = new KnownEndpoints(executor);
        protocol = new CardProtocol(
                executor,
                cards,
                signatures,
                peer -> standings.isWithheld(peer) ? own.withheld() : own.message(),
                this::told);
        announcer = new Announcer(
                executor, links, settings, own, () -> identity.card().card().displayName());
        decisions = new Decisions(executor, keeper);
        control = new SignInControl(
                executor, identity, () -> decisions.known().thenCompose(known -> links.listen()), this);
        profile = new OwnProfile(executor, identity, settings, own, control::scope, this::changed);
        watching = new Watching(
                executor,
                execution,
                identity,
                links,
                new Watching.Needs(
                        standings,
                        own::contacts,
                        link -> new EndpointRecord(
                                link.remote(), link.instance(), Audience.CONTACTS, cards, signatures),
                        control::scope,
                        settings.grace(),
                        () -> executor.execute(this::objectsChanged)));
        clock = new ClockCheck(execution);
        events = new EventSource<>(executor);
        linkChanges = links.onChange(change -> {
            protocol.linkChanged(change);
            executor.execute(() -> watching.linkChanged(change));
        });
        refresh = executor.later(CARD_LOOKED_AT, this::refreshCard);
    }

    private void refreshCard() {
        profile.refreshCard().whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("the card here ages and is not renewed", failure);
            }
        });
        refresh = executor.later(CARD_LOOKED_AT, this::refreshCard);
    }

    private void told(Told told) {
        known.put(told.endpoint());
        watching.told(told);
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

    OwnProfile profile() {
        return profile;
    }

    Watching watching() {
        return watching;
    }

    /** @param closed told when the lease is given back */
    SignIn signIn(PeerScope scope, Consumer<SignIn> closed) {
        return control.signIn(scope, closed);
    }

    PeerScope scope() {
        return control.scope();
    }

    Me me() {
        Optional<Listening> listening = control.listening();
        List<InetSocketAddress> addresses = listening.map(Listening::addresses).orElse(List.of());
        return new Me(
                identity.peer(),
                identity.endpoint(),
                links.instance(),
                identity.card().card().displayName(),
                settings.endpointName(),
                profile.presence(),
                addresses,
                listening.isPresent()
                        && addresses.stream()
                                .allMatch(address -> address.getAddress().isLoopbackAddress()),
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

    /** How watching is, and the clock. */
    CompletionStage<List<Finding>> examine() {
        try {
            return CompletableFuture.supplyAsync(
                    () -> Stream.concat(
                                    watching.examine(control.scope() != PeerScope.NONE).stream(),
                                    clock.examine(known.all()).stream())
                            .toList(),
                    executor.serial());
        } catch (RejectedExecutionException stopping) {
            return CompletableFuture.failedStage(
                    new ParleyException("Watching was not examined, because Parley is stopping.", stopping));
        }
    }

    private void objectsChanged() {
        watching.showOwn();
        profile.show(watching.own());
    }

    /** Somebody keeps what the person decided about others, and is asked from now on. */
    void decided(ContactBook keeper) {
        standings.ask(keeper);
        executor.execute(() -> {
            decisions.told();
            protocol.push();
            watching.decided();
        });
    }

    /** What the person decided about somebody is another thing now. */
    void decided(Standing standing) {
        executor.execute(() -> {
            protocol.push(standing.peer());
            watching.decided(standing.peer());
        });
    }

    /** The keeper goes. What it said last holds on, so nothing changes for anybody. */
    void keeperGone(List<Standing> all) {
        standings.hold(all);
    }

    /** Who is near changed. */
    void near(NearMeEvent event) {
        executor.execute(() -> watching.nearChanged(event));
    }

    /** Nobody tells any more who is near. */
    void nobodyNear() {
        executor.execute(watching::nobodyNear);
    }

    /** Tells everybody concerned, and only what is news to them. */
    private void changed() {
        announcer.refresh(control.listening());
        protocol.push();
        watching.push();
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
    public void over() {
        watching.over();
        profile.reset(watching.own());
    }

    @Override
    public void signedOut() {
        watching.signedOut();
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
        executor.execute(() -> {
            watching.stop();
            refresh.cancel(false);
            executor.execute(executor.serial()::shutdown); // behind the goodbye
        });
    }
}
