package dev.parley.invitation.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.application.Launcher;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Links;
import dev.parley.spi.session.SessionFactory;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What invitations work with.
 *
 * @param people who is near now
 * @param standings where a peer stands with the person here
 * @param endpoints which the peers have
 * @param serial where the state of all invitations changes
 * @param nanoTime monotonic
 * @param clock time of day, for what must survive a restart
 */
record Surroundings(
        Links links,
        SessionFactory sessions,
        Launcher launcher,
        CardSource cards,
        Acquaintances acquaintances,
        Supplier<List<PeerNearMe>> people,
        Function<PeerName, Standing> standings,
        Endpoints endpoints,
        ScheduledExecutorService serial,
        LongSupplier nanoTime,
        Clock clock,
        RandomGenerator random) {
    private static final Logger LOG = LoggerFactory.getLogger(Surroundings.class);

    /** Runs a task on the serial executor, or never when that has stopped. */
    void run(Runnable task) {
        try {
            serial.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("invitations have stopped", stopped);
        }
    }

    /** Runs a task later. On the serial executor. */
    ScheduledFuture<?> later(Runnable task, long nanos) {
        return serial.schedule(task, Math.max(0, nanos), TimeUnit.NANOSECONDS);
    }

    long now() {
        return nanoTime.getAsLong();
    }

    Standing standing(PeerName peer) {
        return standings.apply(peer);
    }

    /** What the person here calls a contact, or the name on the card, or as much of the key as people can read. */
    String displayName(RemoteIdentity identity) {
        String shown = standing(identity.peer()).shownName();
        return shown.isEmpty() ? claimedName(identity) : shown;
    }

    private String claimedName(RemoteIdentity identity) {
        return cards.find(identity.endpoint())
                .map(known -> known.card().card().displayName())
                .orElseGet(() -> identity.peer().shortForm());
    }
}
