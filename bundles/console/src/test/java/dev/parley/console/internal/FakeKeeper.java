package dev.parley.console.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** A keeper of contacts that knows who is watched and allowed, and nothing else. */
final class FakeKeeper {
    final Map<PeerName, PeerContact> contacts = new LinkedHashMap<>();

    void add(PeerName peer, String name) {
        contacts.put(
                peer,
                new PeerContact(peer, name, ContactDetails.NONE, false, false, false, Instant.EPOCH, Optional.empty()));
    }

    ContactManager manager() {
        return (ContactManager) Proxy.newProxyInstance(
                FakeKeeper.class.getClassLoader(), new Class<?>[] {ContactManager.class}, this::call);
    }

    private Object call(Object proxy, Method method, Object[] arguments) {
        return switch (method.getName()) {
            case "contacts" -> List.copyOf(contacts.values());
            case "watch" -> changed((PeerName) arguments[0], (boolean) arguments[1], null);
            case "allow" -> changed((PeerName) arguments[0], null, (boolean) arguments[1]);
            default -> throw new UnsupportedOperationException(method.getName());
        };
    }

    private CompletableFuture<PeerContact> changed(PeerName peer, Boolean watched, Boolean allowed) {
        PeerContact now = contacts.computeIfPresent(
                peer,
                (key, before) -> new PeerContact(
                        peer,
                        before.displayName(),
                        before.details(),
                        before.verified(),
                        watched == null ? before.watched() : watched,
                        allowed == null ? before.allowed() : allowed,
                        before.cardIssued(),
                        before.lastSeen()));
        return CompletableFuture.completedFuture(now);
    }
}
