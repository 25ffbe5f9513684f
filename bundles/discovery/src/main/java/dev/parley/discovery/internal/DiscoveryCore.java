package dev.parley.discovery.internal;

import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.wire.event.EventSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Publishes us by every provider, merges what they see, and dials whoever is new. State is confined to one serial executor. */
final class DiscoveryCore {
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final int MOST_DIALLED = 4;
    /** Endpoints stay known after they left, so that who comes back is not unknown. */
    private static final int PROVEN_PER_INSTANCE = 4;

    private final Rules rules;
    private final Execution execution;
    private final Links links;
    private final Trouble trouble;
    private final ScheduledExecutorService executor;
    private final Later later;
    private final EventSource<NearMeEvent> events;
    private final Neighbourhood neighbourhood;
    private final Proven proven;
    private final Publications publications;
    private final DialQueue dials;
    private final AddedPeople added;
    private final Map<InstanceId, PeerNearMe> people = new ConcurrentHashMap<>(); // for other threads

    DiscoveryCore(Rules rules, Execution execution, Links links, Trouble trouble) {
        this.rules = rules;
        this.execution = execution;
        this.links = links;
        this.trouble = trouble;
        executor = execution.serial("discovery");
        later = new Later(executor);
        events = new EventSource<>(executor);
        neighbourhood = new Neighbourhood(rules.instances());
        proven = new Proven(PROVEN_PER_INSTANCE * rules.instances());
        publications = new Publications(later, this::sighted);
        dials = new DialQueue(rules, execution, links, trouble, later, this::target);
        added = new AddedPeople(rules, links, trouble, later, new AddedPeople.Listener() {
            @Override
            public void answered(Link link) {
                linked(link);
            }

            @Override
            public void silent(EndPointId endpoint) {
                proven.find(endpoint).ifPresent(who -> tell(neighbourhood.lost(who.instance(), Entry.BY_ADDRESS)));
            }
        });
        var unused = executor.scheduleWithFixedDelay(
                () -> tell(neighbourhood.expire(execution.nanoTime())),
                SWEEP.toMillis(),
                SWEEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Any thread, as are the next. */
    List<PeerNearMe> people() {
        return List.copyOf(people.values());
    }

    Subscription onChange(Consumer<NearMeEvent> listener) {
        return events.add(listener, () -> neighbourhood.people().stream()
                .map(person -> (NearMeEvent) new NearMeEvent.Appeared(person))
                .toList());
    }

    List<InetSocketAddress> addresses(EndPointId endpoint) {
        return people.values().stream()
                .filter(person ->
                        person.endpoint().filter(at -> at.id().equals(endpoint)).isPresent())
                .flatMap(person -> person.addresses().stream())
                .distinct()
                .toList();
    }

    void announce(Optional<Announcement> now) {
        later.run(() -> {
            boolean came = publications.announcement().isEmpty() && now.isPresent();
            publications.announce(now);
            if (now.isEmpty()) {
                added.clear("You signed out before an answer came. Sign in, and try again.");
                dials.clear();
                tell(neighbourhood.clear());
            } else if (came) {
                links.all().forEach(this::linked); // who was faster than the word that we are signed in
            }
        });
    }

    void add(DiscoveryProvider provider) {
        later.run(() -> publications.add(provider));
    }

    void remove(DiscoveryProvider provider) {
        later.run(() -> {
            publications.remove(provider);
            tell(neighbourhood.lost(provider.name()));
        });
    }

    private void sighted(String way, Sighting sighting) {
        if (publications.announcement().isEmpty() || sighting.instance().equals(links.instance())) {
            return;
        }
        if (sighting instanceof Sighting.Seen seen) {
            tell(neighbourhood.seen(way, seen, proven.find(seen.instance()), execution.nanoTime()));
            dials.consider(seen);
        } else if (sighting instanceof Sighting.Gone gone) {
            tell(neighbourhood.goodbye(way, gone, execution.nanoTime()));
        }
    }

    /**
     * Whom to dial for a sighting: nobody whose card is as new, and nobody who may not see us, for a dial would show our card
     * (docs/privacy.md): contacts alone when we are visible to them alone.
     */
    private Optional<DialTarget> target(InstanceId instance, long revision) {
        Optional<KnownEndpoint> known = proven.find(instance);
        Optional<Entry> entry = neighbourhood.find(instance);
        Optional<RemoteIdentity> contact = entry.flatMap(Entry::contact);
        boolean mayBeSeen = publications
                .announcement()
                .map(now -> maySee(now.audience(), contact.isPresent()))
                .orElse(false);
        if (!mayBeSeen
                || known.filter(endpoint -> endpoint.revision() >= revision).isPresent()) {
            return Optional.empty();
        }
        List<InetSocketAddress> addresses = entry.map(Entry::addresses).orElse(List.of()).stream()
                .limit(MOST_DIALLED)
                .toList();
        Optional<RemoteIdentity> who = known.map(endpoint -> new RemoteIdentity(endpoint.peer(), endpoint.endpoint()))
                .or(() -> contact);
        return addresses.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new DialTarget(who.map(RemoteIdentity::peer), who.map(RemoteIdentity::endpoint), addresses));
    }

    private static boolean maySee(Announcement.Audience audience, boolean contact) {
        return switch (audience) {
            case EVERYONE -> true;
            case CONTACTS -> contact;
            case NOBODY -> false;
        };
    }

    /** A link told who somebody is. */
    void told(KnownEndpoint endpoint) {
        later.run(() -> {
            Optional<KnownEndpoint> before = proven.put(endpoint);
            tell(neighbourhood.known(endpoint));
            if (before.filter(b -> b.instance().equals(endpoint.instance())).isEmpty()) {
                links.find(endpoint.endpoint()).ifPresent(this::linked);
            }
            met(endpoint);
        });
    }

    void changed(LinkChange change) {
        later.run(() -> {
            Link link = change.link();
            if (change instanceof LinkChange.Opened) {
                linked(link);
            } else {
                unlinked(link);
            }
        });
    }

    /** Shows whom a link leads to, as soon as the card is there; before that it may be anybody's port scan. */
    private void linked(Link link) {
        EndPointId endpoint = link.remote().endpoint();
        Optional<KnownEndpoint> who =
                proven.find(endpoint).filter(known -> known.instance().equals(link.instance()));
        if (publications.announcement().isPresent()
                && who.isPresent()
                && link.closed().isEmpty()) {
            String way = added.contains(endpoint) ? Entry.BY_ADDRESS : Entry.BY_LINK;
            tell(neighbourhood.linked(link.instance(), way, link.listensOn(), who));
            met(who.get());
        }
    }

    private void unlinked(Link link) {
        EndPointId endpoint = link.remote().endpoint();
        if (links.find(endpoint)
                .filter(other -> other.instance().equals(link.instance()))
                .isEmpty()) { // another one did not take its place
            tell(neighbourhood.unlinked(
                    link.instance(), execution.nanoTime() + rules.linked().toNanos()));
            proven.find(endpoint).ifPresent(added::unlinked);
            if (neighbourhood
                    .find(link.instance())
                    .filter(entry -> entry.known().isEmpty())
                    .isPresent()) {
                dials.lost(link.instance());
            }
        }
    }

    private void met(KnownEndpoint who) {
        neighbourhood.find(who.instance()).map(Entry::person).ifPresent(added::met);
    }

    /** Dials somebody by address, and completes when the card is there. */
    CompletableFuture<PeerNearMe> reach(List<InetSocketAddress> addresses, Optional<PeerName> expected) {
        CompletableFuture<PeerNearMe> result = new CompletableFuture<>();
        if (!later.run(() -> added.add(addresses, expected, result))) {
            result.completeExceptionally(
                    new PeerUnreachableException("Nobody was dialled, because Parley is stopping. Start it again."));
        }
        return result;
    }

    /** Says goodbye, then takes nothing more. */
    void stop() {
        later.run(() -> {
            try {
                publications.announce(Optional.empty());
                added.clear("Parley stopped before an answer came. Start it, and try again.");
            } finally { // even when an update has taken classes away
                executor.shutdown();
            }
        });
    }

    private void tell(List<NearMeEvent> what) {
        what.forEach(event -> {
            PeerNearMe person = event.person();
            if (event instanceof NearMeEvent.Disappeared) {
                people.remove(person.instance());
                trouble.left(person.addresses());
            } else {
                people.put(person.instance(), person);
            }
            events.emit(event);
        });
    }
}
