package dev.parley.presence.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Whom we watch: asks over every link to them, dials those who are near, and keeps these links. Confined to the serial executor.
 */
final class WatchList {
    private static final Duration FIRST_DIAL = Duration.ofMillis(500);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(60);
    private static final int DOUBLINGS = 6;
    /** Whoever ends that many streams of one link in a row does not speak our language: the next link may be to a newer version. */
    private static final int STREAMS_A_LINK = 5;
    /** One failed dial may be an accident. */
    private static final int UNREACHABLE_AFTER = 2;

    private final SafeExecutor executor;
    private final RandomGenerator random;
    private final Links links;
    private final Predicate<PeerName> watched;
    private final WatchedEndpoint.Parts parts;
    private final Unreached unreached;
    private final Map<EndPointId, WatchedEndpoint> endpoints = new HashMap<>();
    private final Map<InstanceId, RemoteIdentity> near = new HashMap<>();
    private final Set<EndPointId> dialling = new HashSet<>();

    /** @param watched whom to watch now */
    WatchList(
            SafeExecutor executor,
            RandomGenerator random,
            Links links,
            Predicate<PeerName> watched,
            Function<Link, EndpointRecord> records,
            Duration grace,
            PresenceBoard presences,
            ObjectBoard objects,
            Unreached unreached) {
        this.executor = executor;
        this.random = random;
        this.links = links;
        this.watched = watched;
        this.unreached = unreached;
        this.parts = new WatchedEndpoint.Parts(executor, records, grace, presences, objects, this::ended);
    }

    void linkChanged(LinkChange change) {
        RemoteIdentity remote = change.link().remote();
        if (!watched.test(remote.peer())) {
            return;
        }
        if (change instanceof LinkChange.Opened) {
            unreached.reached(remote.peer());
            ask(change.link());
        } else {
            near.values().stream().filter(remote::equals).findFirst().ifPresent(this::reach);
            tidy();
        }
    }

    private void ask(Link link) {
        if (link.closed().isEmpty()) {
            endpoint(link.remote()).ask(link);
        }
    }

    private WatchedEndpoint endpoint(RemoteIdentity who) {
        return endpoints.computeIfAbsent(who.endpoint(), unused -> new WatchedEndpoint(who, parts));
    }

    void near(NearMeEvent event) {
        PeerNearMe person = event.person();
        if (event instanceof NearMeEvent.Disappeared gone) {
            Optional<RemoteIdentity> left = Optional.ofNullable(near.remove(person.instance()));
            left.map(RemoteIdentity::peer).filter(peer -> !isNear(peer)).ifPresent(unreached::gone);
            left.map(who -> endpoints.get(who.endpoint()))
                    .filter(endpoint -> gone.reason() == NearMeEvent.Reason.GOODBYE)
                    .ifPresent(WatchedEndpoint::saidGoodbye);
            tidy();
        } else if (person.peer().isPresent() && person.endpoint().isPresent()) {
            RemoteIdentity who = new RemoteIdentity(
                    person.peer().get(), person.endpoint().get().id());
            near.put(person.instance(), who);
            if (watched.test(who.peer())) {
                reach(who);
            }
        }
    }

    /** Nobody tells any more who is near. */
    void nobodyNear() {
        near.clear();
        unreached.clear();
        tidy();
    }

    /** Whether one peer is watched may be another answer now. */
    void reconsider(PeerName peer) {
        reconsider(peer::equals);
    }

    /** Whether anybody is watched may be another answer now. */
    void reconsiderAll() {
        reconsider(peer -> true);
    }

    private void reconsider(Predicate<PeerName> whom) {
        endpoints.values().removeIf(endpoint -> {
            PeerName peer = endpoint.who().peer();
            boolean over = whom.test(peer) && !watched.test(peer);
            if (over) {
                endpoint.drop();
                unreached.reached(peer);
            }
            return over;
        });
        Predicate<PeerName> asked = whom.and(watched);
        links.all().stream().filter(link -> asked.test(link.remote().peer())).forEach(this::ask);
        List.copyOf(near.values()).stream()
                .filter(who -> asked.test(who.peer()))
                .forEach(this::reach);
    }

    /** The person here signed out: nobody is watched until the next sign-in brings links. */
    void signedOut() {
        near.clear();
        unreached.clear();
        List.copyOf(endpoints.values()).forEach(WatchedEndpoint::drop);
        endpoints.clear();
    }

    /** Dials somebody near, unless there is a link, or a dial under way; the more often in vain, the later. */
    private void reach(RemoteIdentity who) {
        if (links.find(who.endpoint()).isEmpty() && dialling.add(who.endpoint())) {
            var unused = executor.later(wait(endpoint(who).failures()), () -> dial(who));
        }
    }

    private void dial(RemoteIdentity who) {
        if (!isWanted(who) || links.find(who.endpoint()).isPresent()) {
            dialling.remove(who.endpoint());
            tidy();
            return;
        }
        var unused = links.dial(DialTarget.of(who.peer(), who.endpoint()))
                .whenCompleteAsync(
                        (link, failure) -> {
                            dialling.remove(who.endpoint());
                            if (failure != null && isWanted(who)) {
                                endpoint(who).failed();
                                judge(who.peer());
                                reach(who);
                            }
                        },
                        executor);
    }

    /** Whoever is reached at one endpoint is reached. */
    private void judge(PeerName peer) {
        boolean all = near.values().stream()
                .filter(who -> who.peer().equals(peer))
                .allMatch(who ->
                        links.find(who.endpoint()).isEmpty() && endpoint(who).failures() >= UNREACHABLE_AFTER);
        if (all) {
            unreached.failed(peer);
        }
    }

    private boolean isNear(PeerName peer) {
        return near.values().stream().anyMatch(who -> who.peer().equals(peer));
    }

    private boolean isWanted(RemoteIdentity who) {
        return near.containsValue(who) && watched.test(who.peer());
    }

    private Duration wait(int failures) {
        long most = failures == 0 ? FIRST_DIAL.toNanos() : LONGEST_WAIT.toNanos() >> Math.max(0, DOUBLINGS - failures);
        return Duration.ofNanos(failures == 0 ? random.nextLong(most) : most / 2 + random.nextLong(most / 2));
    }

    /** A stream ended by itself. With its link, that is dialled anew; without, it is asked again over the same one. */
    private void ended(WatchedEndpoint endpoint, Link link) {
        endpoint.failed();
        if (link.closed().isEmpty() && endpoint.failures() <= STREAMS_A_LINK) {
            var unused = executor.later(wait(endpoint.failures()), () -> {
                if (endpoints.get(endpoint.who().endpoint()) == endpoint) {
                    ask(link);
                }
            });
        }
    }

    /** Forgets endpoints of which nothing is left. */
    private void tidy() {
        endpoints.values().removeIf(endpoint -> endpoint.isIdle() && !near.containsValue(endpoint.who()));
    }
}
