package dev.parley.presence.internal;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.spi.link.DialTarget;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.ForgetfulFiles;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** One person with this bundle, over links within the test. What the person hears of others is written down. */
final class Person {
    static final Duration GRACE = Duration.ofSeconds(20);
    static final Path HOME = Path.of("home");

    /** Nobody is installed who keeps contacts. */
    static final Decisions.Keeper NO_KEEPER = new Decisions.Keeper() {
        @Override
        public boolean isInstalled() {
            return false;
        }

        @Override
        public boolean isRunning() {
            return false;
        }

        @Override
        public Optional<String> failure() {
            return Optional.empty();
        }
    };

    final HandDrivenExecution time;
    final FakeIdentity identity;
    final FakeLinks links;
    final ForgetfulFiles files;
    final FakeBook book = new FakeBook();
    final FakeNear near = new FakeNear();
    final PresenceCore core;
    final WatchComponent watch;
    final ObjectsComponent objects;
    final CollaborationComponent collaboration;
    final List<PresenceEvent> presences = new ArrayList<>();
    final List<ObjectEvent> changes = new ArrayList<>();
    final List<CollaborationEvent> own = new ArrayList<>();
    private SignIn lease;

    Person(HandDrivenExecution time, FakeIdentity identity) {
        this(time, identity, new ForgetfulFiles());
    }

    Person(HandDrivenExecution time, FakeIdentity identity, ForgetfulFiles files) {
        this.time = time;
        this.identity = identity;
        this.files = files;
        links = new FakeLinks(time, identity.remote());
        Settings settings = Settings.load(
                files,
                HOME,
                time.serial("settings"),
                new Settings.Defaults(Optional.of(Visibility.EVERYONE), "host", GRACE));
        core = new PresenceCore(time, identity, identity, identity, links, settings, NO_KEEPER);
        links.speak(core.protocol());
        core.watching().protocols().forEach(links::speak);
        watch = new WatchComponent(core);
        watch.bindBook(book);
        watch.bindPeople(near);
        objects = new ObjectsComponent(core);
        collaboration = new CollaborationComponent(core);
        watch.onChange(presences::add);
        objects.onChange(changes::add);
        collaboration.onChange(own::add);
        time.run();
    }

    PeerName peer() {
        return identity.peer();
    }

    Person signIn() {
        lease = collaboration.signIn(PeerScope.NEAR_ME);
        time.run();
        return this;
    }

    void signOut() {
        lease.close();
        time.run();
    }

    /** Dials somebody with whom there is a cable. */
    void dial(Person other) {
        links.dial(DialTarget.of(other.peer(), other.identity.endpoint()));
        time.run();
    }

    /** Lays a cable, dials, and lets each see the other near. */
    void meet(Person other) {
        FakeLinks.connect(links, other.links);
        dial(other);
        near.appears(other);
        other.near.appears(this);
        time.run();
    }

    void says(PresenceStatus status, String text) {
        core.profile().present(new PresenceInfo(status, text));
        time.run();
    }

    Publication publish(UUID id, String data, PeerScope scope) {
        Publication made = objects.publish(object(id, data, scope));
        time.run();
        return made;
    }

    static PeerObject object(UUID id, String data, PeerScope scope) {
        return new PeerObject(id, ByteBuffer.wrap(data.getBytes(StandardCharsets.UTF_8)), scope);
    }

    /** What was heard since the last time: kinds and statuses. */
    List<String> heard() {
        List<String> heard = presences.stream()
                .map(event -> event.getClass().getSimpleName() + " "
                        + (event instanceof PresenceEvent.Removed removed
                                ? removed.reason().toString()
                                : event.endpoint().presence().status().toString()))
                .toList();
        presences.clear();
        return heard;
    }

    /** What was heard of others' objects since the last time: kinds and ids' last digits. */
    List<String> seen() {
        List<String> seen = changes.stream()
                .filter(event -> !event.owner().equals(peer()))
                .map(Person::word)
                .toList();
        changes.clear();
        return seen;
    }

    static String word(ObjectEvent event) {
        return event.getClass().getSimpleName()
                + event.objects().stream()
                        .map(object -> " " + object.id().getLeastSignificantBits())
                        .sorted()
                        .reduce("", String::concat);
    }
}
