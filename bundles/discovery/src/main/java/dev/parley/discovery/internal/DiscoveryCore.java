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
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.wire.event.EventSource;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Publishes us by every provider, merges what they see, and dials whoever is new. State is confined to one serial executor. */
final class DiscoveryCore {
    private static final Logger LOG = LoggerFactory.getLogger(DiscoveryCore.class);
    private static final Duration SWEEP = Duration.ofSeconds(1);
    private static final Duration CARD_LIMIT = Duration.ofSeconds(10);
    private static final int JITTER_MS = 60;
    /** Of two who see each other at once, one waits this long for the other's dial. */
    private static final int YIELD_MS = 250;

    private static final String BY_LINK = "link";
    private static final String BY_ADDRESS = "address";

    private final Rules rules;
    private final Execution execution;
    private final Links links;
    private final Trouble trouble;
    private final ScheduledExecutorService executor;
    private final EventSource<NearMeEvent> events;
    private final Neighbourhood neighbourhood;
    private final DialPlan plan;
    private final Map<DiscoveryProvider, DiscoveryProvider.Publication> providers = new LinkedHashMap<>();
    private final Map<EndPointId, KnownEndpoint> known = new HashMap<>();
    private final Set<EndPointId> byAddress = new HashSet<>();
    private Optional<Announcement> announcement = Optional.empty();
    private volatile List<PeerNearMe> snapshot = List.of();

    DiscoveryCore(Rules rules, Execution execution, Links links, Trouble trouble) {
        this.rules = rules;
        this.execution = execution;
        this.links = links;
        this.trouble = trouble;
        this.executor = execution.serial("discovery");
        this.events = new EventSource<>(executor);
        this.neighbourhood = new Neighbourhood(rules.instances());
        this.plan = new DialPlan(rules, execution.nanoTime());
        var unused = executor.scheduleWithFixedDelay(
                () -> tell(neighbourhood.expire(execution.nanoTime())),
                SWEEP.toMillis(),
                SWEEP.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Any thread, as are the next. */
    List<PeerNearMe> people() {
        return snapshot;
    }

    Subscription onChange(Consumer<NearMeEvent> listener) {
        return events.add(listener, () -> neighbourhood.people().stream()
                .map(person -> (NearMeEvent) new NearMeEvent.Appeared(person))
                .toList());
    }

    List<InetSocketAddress> addresses(EndPointId endpoint) {
        return snapshot.stream()
                .filter(person ->
                        person.endpoint().filter(at -> at.id().equals(endpoint)).isPresent())
                .flatMap(person -> person.addresses().stream())
                .distinct()
                .toList();
    }

    void announce(Optional<Announcement> now) {
        execute(() -> {
            announcement = now;
            if (now.isEmpty()) {
                List.copyOf(providers.keySet()).forEach(this::withdraw);
                byAddress.clear();
                tell(neighbourhood.clear());
            } else {
                List.copyOf(providers.keySet()).forEach(this::publish);
            }
        });
    }

    void add(DiscoveryProvider provider) {
        execute(() -> {
            providers.put(provider, null);
            publish(provider);
        });
    }

    void remove(DiscoveryProvider provider) {
        execute(() -> {
            withdraw(provider);
            providers.remove(provider);
            neighbourhood
                    .people()
                    .forEach(person ->
                            tell(neighbourhood.gone(person.instance(), provider.name(), NearMeEvent.Reason.SILENT)));
        });
    }

    private void publish(DiscoveryProvider provider) {
        announcement.ifPresent(now -> {
            DiscoveryProvider.Publication out = providers.get(provider);
            if (out == null) {
                providers.put(provider, provider.publish(now, sighting -> execute(() -> sighted(provider, sighting))));
            } else {
                out.update(now);
            }
        });
    }

    private void withdraw(DiscoveryProvider provider) {
        DiscoveryProvider.Publication out = providers.get(provider);
        if (out != null) {
            providers.put(provider, null);
            out.close();
        }
    }

    private void sighted(DiscoveryProvider provider, Sighting sighting) {
        if (announcement.isEmpty() || sighting.instance().equals(links.instance())) {
            return;
        }
        if (sighting instanceof Sighting.Seen seen) {
            tell(neighbourhood.seen(provider.name(), seen, execution.nanoTime()));
            proven(seen.instance());
            consider(seen);
        } else {
            tell(neighbourhood.gone(sighting.instance(), provider.name(), NearMeEvent.Reason.GOODBYE));
        }
    }

    /** A link may have told who it is before anybody saw it. */
    private void proven(InstanceId instance) {
        known.values().stream()
                .filter(endpoint -> endpoint.instance().equals(instance))
                .findFirst()
                .filter(endpoint -> neighbourhood
                        .find(instance)
                        .filter(e -> e.known().isEmpty())
                        .isPresent())
                .ifPresent(endpoint -> tell(neighbourhood.known(endpoint)));
    }

    private boolean isCurrent(Sighting.Seen seen) {
        return known.values().stream()
                .anyMatch(endpoint ->
                        endpoint.instance().equals(seen.instance()) && endpoint.revision() >= seen.revision());
    }

    private void consider(Sighting.Seen seen) {
        if (!seen.addresses().isEmpty() && !isCurrent(seen) && plan.isNew(seen.instance(), seen.revision())) {
            boolean first = links.instance().text().compareTo(seen.instance().text()) < 0;
            later(() -> dial(seen), Duration.ofMillis(execution.random().nextInt(JITTER_MS) + (first ? 0 : YIELD_MS)));
        }
    }

    private void dial(Sighting.Seen seen) {
        if (announcement.isEmpty()
                || isCurrent(seen)
                || neighbourhood.find(seen.instance()).isEmpty()) {
            return;
        }
        Duration wait = plan.turn(seen.addresses().get(0), execution.nanoTime());
        if (!wait.isZero()) {
            later(() -> dial(seen), wait.plusMillis(execution.random().nextInt(JITTER_MS)));
            return;
        }
        var unused = links.dial(target(seen))
                .whenCompleteAsync(
                        (link, failure) -> {
                            trouble.dialled(seen.addresses(), failure);
                            if (failure != null) {
                                LOG.debug("a dial to {} failed", seen.addresses(), failure);
                                plan.again(seen.instance(), seen.revision())
                                        .ifPresent(pause -> later(() -> dial(seen), pause));
                            }
                        },
                        executor);
    }

    private DialTarget target(Sighting.Seen seen) {
        return neighbourhood
                .find(seen.instance())
                .flatMap(Entry::known)
                .map(who -> new DialTarget(Optional.of(who.peer()), Optional.of(who.endpoint()), seen.addresses()))
                .orElseGet(() -> DialTarget.at(seen.addresses()));
    }

    /** A link told who somebody is. */
    void told(KnownEndpoint endpoint) {
        execute(() -> {
            KnownEndpoint before = known.put(endpoint.endpoint(), endpoint);
            if (before == null || !before.instance().equals(endpoint.instance())) {
                links.find(endpoint.endpoint()).ifPresent(link -> reached(link, Entry.NEVER));
            }
            tell(neighbourhood.known(endpoint));
        });
    }

    void changed(LinkChange change) {
        execute(() -> {
            Link link = change.link();
            if (!known.containsKey(link.remote().endpoint())) {
                return;
            }
            long until = change instanceof LinkChange.Opened
                    ? Entry.NEVER
                    : execution.nanoTime() + rules.linked().toNanos();
            reached(link, until);
            KnownEndpoint endpoint = known.get(link.remote().endpoint());
            if (endpoint.instance().equals(link.instance())) {
                tell(neighbourhood.known(endpoint));
            }
            if (change instanceof LinkChange.Closed
                    && byAddress.contains(link.remote().endpoint())) {
                later(() -> check(endpoint), rules.checkAgain());
            }
        });
    }

    private void reached(Link link, long until) {
        if (announcement.isPresent()) {
            String way = byAddress.contains(link.remote().endpoint()) ? BY_ADDRESS : BY_LINK;
            tell(neighbourhood.reached(link.instance(), way, link.listensOn(), until));
        }
    }

    /** Looks again for somebody who was added by address and whom nothing else may show. */
    private void check(KnownEndpoint endpoint) {
        if (announcement.isPresent() && byAddress.contains(endpoint.endpoint())) {
            var unused = links.dial(DialTarget.of(endpoint.peer(), endpoint.endpoint()))
                    .whenCompleteAsync(
                            (link, failure) -> {
                                if (failure != null) {
                                    later(() -> check(endpoint), rules.checkAgain());
                                }
                            },
                            executor);
        }
    }

    /** Dials somebody by address, and completes when the card is there. */
    CompletableFuture<PeerNearMe> reach(List<InetSocketAddress> addresses, Optional<PeerName> expected) {
        CompletableFuture<PeerNearMe> result = new CompletableFuture<>();
        var unused = links.dial(new DialTarget(expected, Optional.empty(), addresses))
                .whenCompleteAsync(
                        (link, failure) -> {
                            trouble.dialled(addresses, failure);
                            if (failure != null) {
                                result.completeExceptionally(failure);
                            } else {
                                byAddress.add(link.remote().endpoint());
                                reached(link, Entry.NEVER);
                                awaitCard(link, result);
                            }
                        },
                        executor);
        return result;
    }

    private void awaitCard(Link link, CompletableFuture<PeerNearMe> result) {
        Subscription watching =
                events.add(event -> complete(event.person(), link, result), () -> neighbourhood.people().stream()
                        .map(person -> (NearMeEvent) new NearMeEvent.Appeared(person))
                        .toList());
        later(
                () -> result.completeExceptionally(new PeerUnreachableException(
                        link.remote().peer().shortForm() + " answered but did not show a card. Try again.")),
                CARD_LIMIT);
        var unused = result.whenComplete((person, failure) -> watching.close());
    }

    private static void complete(PeerNearMe person, Link link, CompletableFuture<PeerNearMe> result) {
        if (person.peer().isPresent()
                && person.endpoint()
                        .filter(at -> at.id().equals(link.remote().endpoint()))
                        .isPresent()) {
            result.complete(person);
        }
    }

    /** Says goodbye, then takes nothing more. */
    void stop() {
        execute(() -> {
            List.copyOf(providers.keySet()).forEach(this::withdraw);
            executor.shutdown();
        });
    }

    private void tell(List<NearMeEvent> what) {
        if (!what.isEmpty()) {
            snapshot = neighbourhood.people();
            what.forEach(events::emit);
        }
    }

    private void later(Runnable task, Duration delay) {
        try {
            var unused = executor.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("discovery is stopped", stopped);
        }
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("discovery is stopped", stopped);
        }
    }
}
