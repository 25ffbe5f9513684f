package dev.parley.introduction.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactEvent;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps contacts in memory, as the real one does on disk. What these tests have no use for, it does not do. */
final class FakeContacts implements ContactManager {
    private final Map<PeerName, PeerContact> contacts = new LinkedHashMap<>();
    private final Set<PeerName> blocked = new HashSet<>();
    private final List<Consumer<Standing>> listeners = new ArrayList<>();
    private Optional<RuntimeException> broken = Optional.empty();

    /** Nothing can be written any more. */
    void breakDown(RuntimeException why) {
        broken = Optional.of(why);
    }

    /** It can again. */
    void mend() {
        broken = Optional.empty();
    }

    @Override
    public CompletionStage<PeerContact> add(PeerNearMe person) {
        if (broken.isPresent()) {
            return CompletableFuture.failedStage(broken.get());
        }
        PeerName peer = person.peer().orElseThrow();
        PeerContact contact = new PeerContact(
                peer,
                person.displayName(),
                ContactDetails.NONE,
                false,
                false,
                false,
                1,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty());
        if (contacts.putIfAbsent(peer, contact) != null) {
            return CompletableFuture.failedStage(new ContactException.Exists("twice"));
        }
        tell(peer);
        return CompletableFuture.completedStage(contact);
    }

    @Override
    public CompletionStage<PeerContact> verified(PeerName peer, boolean verified) {
        return change(
                peer,
                old -> new PeerContact(
                        peer,
                        old.displayName(),
                        old.details(),
                        verified,
                        old.watched(),
                        old.allowed(),
                        old.cardNumber(),
                        old.cardIssued(),
                        old.cardConflict(),
                        old.lastSeen()));
    }

    @Override
    public CompletionStage<PeerContact> allow(PeerName peer, boolean allowed) {
        return change(
                peer,
                old -> new PeerContact(
                        peer,
                        old.displayName(),
                        old.details(),
                        old.verified(),
                        old.watched(),
                        allowed,
                        old.cardNumber(),
                        old.cardIssued(),
                        old.cardConflict(),
                        old.lastSeen()));
    }

    private CompletionStage<PeerContact> change(PeerName peer, UnaryOperator<PeerContact> how) {
        if (broken.isPresent()) {
            return CompletableFuture.failedStage(broken.get());
        }
        PeerContact now = contacts.computeIfPresent(peer, (key, old) -> how.apply(old));
        if (now == null) {
            return CompletableFuture.failedStage(new ContactException.Unknown("nobody"));
        }
        tell(peer);
        return CompletableFuture.completedStage(now);
    }

    @Override
    public CompletionStage<Void> delete(PeerName peer) {
        contacts.remove(peer);
        tell(peer);
        return CompletableFuture.completedStage(null);
    }

    @Override
    public CompletionStage<Void> block(PeerName peer, boolean now) {
        if (now) {
            blocked.add(peer);
        } else {
            blocked.remove(peer);
        }
        tell(peer);
        return CompletableFuture.completedStage(null);
    }

    private void tell(PeerName peer) {
        List.copyOf(listeners).forEach(listener -> listener.accept(of(peer)));
    }

    Standing of(PeerName peer) {
        PeerContact contact = contacts.get(peer);
        boolean isBlocked = blocked.contains(peer);
        return contact == null
                ? new Standing(peer, false, false, false, false, isBlocked, "", Set.of())
                : new Standing(
                        peer,
                        true,
                        contact.verified(),
                        contact.watched(),
                        contact.allowed(),
                        isBlocked,
                        contact.shownName(),
                        Set.of());
    }

    List<Standing> all() {
        Set<PeerName> known = new HashSet<>(contacts.keySet());
        known.addAll(blocked);
        return known.stream().map(this::of).toList();
    }

    private Subscription onStanding(Consumer<Standing> listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }

    /** The same, for those who have to act on it. */
    ContactBook book() {
        FakeContacts outer = this;
        return new ContactBook() {
            @Override
            public Standing of(PeerName peer) {
                return outer.of(peer);
            }

            @Override
            public List<Standing> all() {
                return outer.all();
            }

            @Override
            public Subscription onChange(Consumer<Standing> listener) {
                return onStanding(listener);
            }
        };
    }

    @Override
    public Optional<PeerContact> find(PeerName peer) {
        return Optional.ofNullable(contacts.get(peer));
    }

    @Override
    public List<PeerContact> contacts() {
        return List.copyOf(contacts.values());
    }

    @Override
    public Set<PeerName> blocked() {
        return Set.copyOf(blocked);
    }

    @Override
    public PeerContact me() {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<PeerContact> search(String words) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PeerContact> add(IncomingInvitation invitation) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PeerContact> importCard(String card) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String exportCard(PeerName peer) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PeerContact> update(PeerName peer, ContactDetails details) {
        throw new UnsupportedOperationException();
    }

    @Override
    public CompletionStage<PeerContact> watch(PeerName peer, boolean watched) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Subscription onChange(Consumer<ContactEvent> listener) {
        throw new UnsupportedOperationException();
    }
}
