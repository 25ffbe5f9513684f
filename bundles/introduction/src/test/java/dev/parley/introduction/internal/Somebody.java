package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactRequestEvent;
import dev.parley.api.contacts.VerificationEvent;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.spi.card.CardSource;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.link.LinkChange;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** One person with this bundle's parts, links that a test connects, and contacts in memory. */
final class Somebody {
    final FakeIdentity identity;
    final FakeLinks links;
    final FakeContacts contacts = new FakeContacts();
    final Surroundings around;
    final Comparisons comparisons;
    final Requests requests;
    final SecretStore secrets = new SecretStore();
    final Recognitions recognitions;
    final List<VerificationEvent> compared = new ArrayList<>();
    final List<ContactRequestEvent> requested = new ArrayList<>();
    private final Map<EndPointId, KnownEndpoint> known = new LinkedHashMap<>();

    Somebody(HandDrivenExecution time, long seed, String name) {
        identity = new FakeIdentity(seed, name);
        links = new FakeLinks(time, identity.remote());
        Others others = new Others(links, new Cards(), identity);
        others.people().set(new People());
        others.book().set(contacts.book());
        others.contacts().set(contacts);
        around = new Surroundings(links, identity.remote(), others, time, time.serial("introduction"));
        comparisons = new Comparisons(around);
        links.speak(comparisons);
        comparisons.onChange(compared::add);
        requests = new Requests(around);
        links.speak(requests);
        recognitions = new Recognitions(around, secrets);
        links.speak(recognitions);
        contacts.book().onChange(recognitions::standing);
        requests.onChange(requested::add);
        links.onChange(change -> {
            if (change instanceof LinkChange.Opened opened) {
                requests.linked(opened.link());
                recognitions.linked(opened.link());
            }
        });
    }

    /** Both can dial each other, and have seen each other's card. */
    static void meet(Somebody one, Somebody other) {
        FakeLinks.connect(one.links, other.links);
        one.know(other);
        other.know(one);
    }

    private void know(Somebody other) {
        known.put(
                other.identity.endpoint(),
                new KnownEndpoint(
                        other.peer(),
                        other.identity.endpoint(),
                        other.links.instance(),
                        other.identity.card(),
                        List.of(),
                        PresenceInfo.ONLINE,
                        1));
    }

    /** Keeps somebody as a contact, and allows them to be told of us. */
    void allow(Somebody other) {
        contacts.add(around.others().person(other.identity.remote()).orElseThrow());
        contacts.allow(other.peer(), true);
    }

    PeerName peer() {
        return identity.peer();
    }

    /** Whether the other one is a contact here whose key was compared. */
    boolean hasVerified(Somebody other) {
        return contacts.of(other.peer()).verified();
    }

    private final class Cards implements CardSource {
        @Override
        public Optional<KnownEndpoint> find(EndPointId endpoint) {
            return Optional.ofNullable(known.get(endpoint));
        }

        @Override
        public Subscription onChange(Consumer<KnownEndpoint> listener) {
            throw new UnsupportedOperationException();
        }
    }

    private final class People implements PeopleNearMe {
        @Override
        public List<PeerNearMe> people() {
            return known.values().stream().map(Somebody::person).toList();
        }

        @Override
        public Subscription onChange(Consumer<NearMeEvent> listener) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<PeerNearMe> addAddress(String host, int port, Optional<PeerName> expected) {
            throw new UnsupportedOperationException();
        }
    }

    private static PeerNearMe person(KnownEndpoint known) {
        return new PeerNearMe(
                known.instance(),
                known.card().card().displayName(),
                Optional.of(known.peer()),
                Optional.of(new PeerEndPoint(known.endpoint(), "", List.of())),
                List.of(),
                Set.of("beacon"),
                known.presence(),
                List.of());
    }
}
