package dev.parley.contacts.internal;

import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.wire.event.EventSource;
import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Who is kept and who is blocked, in memory, and whoever wants to know. Changes on one serial executor; read anywhere. */
final class Book implements ContactBook {
    /** With what it is sorted by, made once for each. */
    private record Named(String folded, Kept kept) {
        static Named of(Kept kept) {
            return new Named(Kept.folded(kept.shownName()), kept);
        }
    }

    private static final Comparator<Named> BY_NAME =
            Comparator.comparing(Named::folded).thenComparing(named -> named.kept.key());

    private final Supplier<Standing> me;
    private final PeerName self;
    private final Map<String, Kept> kept = new ConcurrentHashMap<>();
    private final Set<PeerName> blocked = ConcurrentHashMap.newKeySet();
    private final EventSource<ContactEvent> events;
    private final EventSource<Standing> standings;
    private volatile List<Kept> sorted; // null when it has to be made anew

    /**
     * @param self the person here
     * @param me where the person here stands
     */
    Book(Executor serial, PeerName self, Supplier<Standing> me) {
        this.self = self;
        this.me = me;
        this.events = new EventSource<>(serial);
        this.standings = new EventSource<>(serial);
    }

    /** What was found in the database; before anybody knows of this. */
    void load(Collection<Kept> contacts, Collection<PeerName> blocks) {
        contacts.forEach(contact -> kept.put(contact.key(), contact));
        blocked.addAll(blocks);
    }

    Optional<Kept> find(PeerName peer) {
        return Optional.ofNullable(kept.get(peer.text()));
    }

    /** By shown name. */
    List<Kept> sorted() {
        List<Kept> now = sorted;
        if (now == null) {
            now = kept.values().stream()
                    .map(Named::of)
                    .sorted(BY_NAME)
                    .map(Named::kept)
                    .toList();
            sorted = now;
        }
        return now;
    }

    List<Kept> search(String words) {
        List<String> all = Stream.of(Kept.folded(words).split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
        return sorted().stream().filter(contact -> contact.has(all)).toList();
    }

    Set<PeerName> blocked() {
        return Set.copyOf(blocked);
    }

    /** Takes a contact that is new or changed. */
    PeerContact put(Kept contact) {
        Kept before = kept.put(contact.key(), contact);
        sorted = null;
        PeerContact now = contact.contact();
        if (before == null) {
            events.emit(new ContactEvent.Added(now));
        } else if (!same(before, contact)) {
            events.emit(new ContactEvent.Updated(before.contact(), now));
        }
        boolean was = before != null && before.contact().watched();
        if (now.watched() && !was) {
            events.emit(new ContactEvent.WatchStarted(now));
        } else if (was && !now.watched()) {
            events.emit(new ContactEvent.WatchEnded(now));
        }
        boolean isBlocked = blocked.contains(now.peer());
        Standing standing = contact.standing(isBlocked);
        if (before == null || !before.standing(isBlocked).equals(standing)) {
            standings.emit(standing);
        }
        return now;
    }

    /** A contact that came while we knew already that it is there changes for nobody. */
    private static boolean same(Kept one, Kept other) {
        return one.contact().lastSeen().equals(other.contact().lastSeen())
                && one.record().toBuilder()
                        .clearLastSeen()
                        .build()
                        .equals(other.record().toBuilder().clearLastSeen().build());
    }

    void remove(Kept contact) {
        kept.remove(contact.key());
        sorted = null;
        PeerContact gone = contact.contact();
        if (gone.watched()) {
            events.emit(new ContactEvent.WatchEnded(gone));
        }
        events.emit(new ContactEvent.Deleted(gone));
        standings.emit(of(gone.peer()));
    }

    void block(PeerName peer, boolean block) {
        if (block) {
            blocked.add(peer);
        } else {
            blocked.remove(peer);
        }
        events.emit(new ContactEvent.BlockChanged(peer, block));
        standings.emit(of(peer));
    }

    boolean isBlocked(PeerName peer) {
        return blocked.contains(peer);
    }

    Subscription onEvent(Consumer<ContactEvent> listener) {
        return events.add(listener, () -> sorted().stream()
                .map(contact -> new ContactEvent.Added(contact.contact()))
                .toList());
    }

    @Override
    public Standing of(PeerName peer) {
        if (peer.equals(self)) {
            return me.get();
        }
        Kept contact = kept.get(peer.text());
        boolean isBlocked = blocked.contains(peer);
        if (contact != null) {
            return contact.standing(isBlocked);
        }
        return isBlocked ? new Standing(peer, false, false, false, false, true, "", Set.of()) : Standing.stranger(peer);
    }

    @Override
    public List<Standing> all() {
        return Stream.concat(
                        kept.values().stream().map(contact -> contact.contact().peer()), blocked.stream())
                .distinct()
                .map(this::of)
                .collect(Collectors.toUnmodifiableList());
    }

    @Override
    public List<Standing> watched() {
        return kept.values().stream()
                .filter(contact -> contact.record().getWatched())
                .map(contact -> of(contact.contact().peer()))
                .toList();
    }

    @Override
    public Optional<ByteBuffer> card(PeerName peer) {
        return find(peer).map(Kept::card);
    }

    @Override
    public Subscription onChange(Consumer<Standing> listener) {
        return standings.add(listener);
    }
}
