package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerEndPoint;
import dev.parley.spi.identity.SignedCard;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeStore;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** A person with contacts, over a database in memory; time is driven by hand. */
final class Fixture {
    final HandDrivenExecution execution = new HandDrivenExecution(1);
    final FakeIdentity me = new FakeIdentity(1, "Me");
    final FakeIdentity anna = new FakeIdentity(2, "Anna");
    final FakeIdentity bert = new FakeIdentity(3, "Bert");
    final FakeStore records = new FakeStore(execution.serial("fake-store"));
    final Map<EndPointId, SignedCard> met = new HashMap<>();
    People people;
    ContactManager contacts;

    Fixture() {
        restart();
    }

    /** As at the next start: only what is in the database is known. */
    void restart() {
        FakeIdentity fresh = new FakeIdentity(1, "Me");
        people = new People(
                execution.serial("contacts"),
                execution.clock(),
                me,
                fresh,
                records,
                endpoint -> Optional.ofNullable(met.get(endpoint)));
        contacts = people.contacts();
        done(people.load());
    }

    <T> T done(CompletionStage<T> stage) {
        execution.run();
        if (!stage.toCompletableFuture().isDone()) {
            throw new AssertionError("it is not done");
        }
        return stage.toCompletableFuture().join();
    }

    Throwable failure(CompletionStage<?> stage) {
        try {
            throw new AssertionError("it did not fail, but brought " + done(stage));
        } catch (CompletionException e) {
            return e.getCause();
        }
    }

    /** Somebody near whom a link identified. */
    PeerNearMe near(FakeIdentity who) {
        met.put(who.endpoint(), who.card());
        return seen(who, Optional.of(who));
    }

    /** @param proven empty when no link told yet who it is */
    PeerNearMe seen(FakeIdentity who, Optional<FakeIdentity> proven) {
        return new PeerNearMe(
                instance(who),
                who.card().card().displayName(),
                proven.map(FakeIdentity::peer),
                proven.map(known -> new PeerEndPoint(known.endpoint(), "desk", List.of())),
                List.of(),
                Set.of("beacon"),
                Optional.empty(),
                List.of());
    }

    private static InstanceId instance(FakeIdentity who) {
        byte[] bytes = new byte[InstanceId.BYTES];
        System.arraycopy(who.endpoint().bytes(), 0, bytes, 0, bytes.length);
        return InstanceId.of(bytes);
    }

    PeerContact add(FakeIdentity who) {
        return done(contacts.add(near(who)));
    }

    /** Something happens near; told on the executor of the contacts, as the component does. */
    void happens(NearMeEvent event) {
        people.sightings().take(event);
        execution.run();
    }

    /** What is told from now on. */
    List<ContactEvent> listen() {
        List<ContactEvent> told = new ArrayList<>();
        contacts.onChange(told::add);
        execution.run();
        told.clear();
        return told;
    }
}
