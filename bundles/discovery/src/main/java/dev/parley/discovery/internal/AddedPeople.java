package dev.parley.discovery.internal;

import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/**
 * Those whom the person added by address: dialled at once, and again now and then, because nothing else may tell that they are there.
 * Confined to discovery's executor.
 */
final class AddedPeople {
    private static final Duration CARD_LIMIT = Duration.ofSeconds(10);

    private final Rules rules;
    private final Links links;
    private final Trouble trouble;
    private final Later later;
    private final Listener listener;
    private final Map<EndPointId, Added> added = new HashMap<>();
    private final Set<Waiting> waiting = new HashSet<>();

    /** Told on discovery's executor. */
    interface Listener {
        /** Somebody answered. */
        void answered(Link link);

        /** Somebody does not answer any more. */
        void silent(EndPointId endpoint);
    }

    /** One person; checked by one timer at a time. */
    private static final class Added {
        private final List<InetSocketAddress> addresses;
        private boolean checking;

        Added(List<InetSocketAddress> addresses) {
            this.addresses = addresses;
        }
    }

    /** Somebody waits for an answer: to the dial while there is no link, then for the card. */
    private static final class Waiting {
        private final CompletableFuture<PeerNearMe> result;
        private Optional<EndPointId> endpoint = Optional.empty();

        Waiting(CompletableFuture<PeerNearMe> result) {
            this.result = result;
        }
    }

    AddedPeople(Rules rules, Links links, Trouble trouble, Later later, Listener listener) {
        this.rules = rules;
        this.links = links;
        this.trouble = trouble;
        this.later = later;
        this.listener = listener;
    }

    boolean contains(EndPointId endpoint) {
        return added.containsKey(endpoint);
    }

    /** Dials somebody, and completes when the card is there. */
    void add(List<InetSocketAddress> addresses, Optional<PeerName> expected, CompletableFuture<PeerNearMe> result) {
        Waiting asked = new Waiting(result);
        waiting.add(asked);
        var unused = links.dial(new DialTarget(expected, Optional.empty(), addresses))
                .whenComplete((link, failure) -> later.run(() -> {
                    trouble.dialled(addresses, failure);
                    if (failure != null) {
                        waiting.remove(asked);
                        result.completeExceptionally(failure);
                    } else if (waiting.contains(asked)) {
                        answered(asked, link, addresses);
                    }
                }));
    }

    private void answered(Waiting asked, Link link, List<InetSocketAddress> addresses) {
        asked.endpoint = Optional.of(link.remote().endpoint());
        added.put(link.remote().endpoint(), new Added(addresses));
        listener.answered(link);
        if (waiting.contains(asked)) {
            later.run(
                    () -> fail(
                            asked, link.remote().peer().shortForm() + " answered but did not show a card. Try again."),
                    CARD_LIMIT);
        }
    }

    private void fail(Waiting asked, String why) {
        if (waiting.remove(asked)) {
            asked.result.completeExceptionally(new PeerUnreachableException(why));
        }
    }

    /** Somebody is proven now. */
    void met(PeerNearMe person) {
        List<Waiting> done = waiting.stream()
                .filter(asked -> person.endpoint()
                        .filter(at -> asked.endpoint.equals(Optional.of(at.id())))
                        .isPresent())
                .toList();
        done.forEach(asked -> {
            waiting.remove(asked);
            asked.result.complete(person);
        });
    }

    /** The link to somebody ended: looks again later, whether they answer. */
    void unlinked(KnownEndpoint who) {
        Added there = added.get(who.endpoint());
        if (there != null && !there.checking) {
            there.checking = true;
            later.run(() -> check(who, there), rules.checkAgain());
        }
    }

    private void check(KnownEndpoint who, Added there) {
        there.checking = false;
        if (added.get(who.endpoint()) != there || links.find(who.endpoint()).isPresent()) {
            return; // signed out, or added anew, or linked again meanwhile
        }
        there.checking = true;
        DialTarget target = new DialTarget(Optional.of(who.peer()), Optional.of(who.endpoint()), there.addresses);
        var unused = links.dial(target)
                .whenComplete((link, failure) -> later.run(() -> {
                    there.checking = false;
                    if (failure != null && added.get(who.endpoint()) == there) {
                        listener.silent(who.endpoint());
                        unlinked(who);
                    }
                }));
    }

    /** Signed out, or stopped. */
    void clear(String why) {
        added.clear();
        List<Waiting> left = List.copyOf(waiting);
        waiting.clear();
        left.forEach(asked -> asked.result.completeExceptionally(new ParleyException(why)));
    }
}
