package dev.parley.presence.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.collaboration.Profile;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Text;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.spi.card.OfferSource;
import dev.parley.spi.identity.Identity;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What we tell others about ourselves, put together from those who decide it: the person, the applications, the objects. Any thread asks;
 * what is told changes on the serial executor.
 */
final class OwnProfile implements Profile {
    private final SafeExecutor executor;
    private final Identity identity;
    private final Settings settings;
    private final OwnCard own;
    private final Supplier<PeerScope> signedIn;
    private final Runnable changed;
    private volatile PresenceInfo presence = PresenceInfo.ONLINE;
    private Optional<OfferSource> offers = Optional.empty();

    /**
     * @param own what is told now
     * @param signedIn where to
     * @param changed runs, on the executor, when something else is to be told
     */
    OwnProfile(
            SafeExecutor executor,
            Identity identity,
            Settings settings,
            OwnCard own,
            Supplier<PeerScope> signedIn,
            Runnable changed) {
        this.executor = executor;
        this.identity = identity;
        this.settings = settings;
        this.own = own;
        this.signedIn = signedIn;
        this.changed = changed;
    }

    PresenceInfo presence() {
        return presence;
    }

    @Override
    public CompletionStage<Void> rename(String displayName) {
        Text.requireLabel("a display name", displayName);
        if (displayName.isEmpty()) {
            throw new IllegalArgumentException("a display name needs at least one character");
        }
        return identity.rename(displayName).thenAccept(card -> executor.execute(() -> told(own.refreshCard())));
    }

    /** Others show a card that is 30 days old as stale, also that of a home which runs on and on. */
    CompletionStage<Void> refreshCard() {
        return identity.refresh().thenAccept(card -> executor.execute(() -> told(own.refreshCard())));
    }

    @Override
    public CompletionStage<Void> nameEndPoint(String name) {
        Text.requireLabel("the name of an endpoint", name);
        CompletionStage<Void> kept = settings.setEndpointName(name);
        executor.execute(() -> told(presented()));
        return kept;
    }

    @Override
    public void present(PresenceInfo info) {
        if (info.status() == PresenceStatus.OFFLINE) {
            throw new IllegalArgumentException(
                    "Nobody can be offline while signed in, so that status cannot be set: sign out instead.");
        }
        if (signedIn.get() == PeerScope.NONE) {
            throw new NotSignedInException(
                    "Your status was not changed, because you are signed out and nobody sees one: sign in first.");
        }
        presence = info;
        executor.execute(() -> told(presented()));
    }

    private boolean presented() {
        return own.present(presence, settings.endpointName());
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
        told(eachAudience(audience -> own.offer(
                audience, offers.map(source -> source.offered(audience.scope())).orElse(List.of()))));
    }

    /** Other objects are published; on the executor. */
    void show(OwnObjects objects) {
        told(shown(objects));
    }

    private boolean shown(OwnObjects objects) {
        return eachAudience(audience -> own.show(audience, objects.shown(audience.scope())));
    }

    private static boolean eachAudience(Function<Audience, Boolean> change) {
        boolean any = false;
        for (Audience audience : Audience.values()) {
            any |= change.apply(audience);
        }
        return any;
    }

    private void told(boolean another) {
        if (another) {
            changed.run();
        }
    }

    /**
     * A status and objects last as long as one sign-in; on the executor. Nobody is told: those who are linked are told goodbye instead.
     *
     * @param objects none any more
     */
    void reset(OwnObjects objects) {
        presence = PresenceInfo.ONLINE;
        presented();
        shown(objects);
    }
}
