package dev.parley.console.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.PeerName;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Contacts of which only the list is asked for. */
final class FakeContacts {
    private FakeContacts() {}

    static ContactManager of(PeerContact... contacts) {
        return (ContactManager) Proxy.newProxyInstance(
                ContactManager.class.getClassLoader(),
                new Class<?>[] {ContactManager.class},
                (proxy, method, given) -> {
                    if (method.getName().equals("contacts")) {
                        return List.of(contacts);
                    }
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    static PeerContact contact(PeerName peer, String name) {
        return new PeerContact(peer, name, ContactDetails.NONE, false, false, false, Instant.EPOCH, Optional.empty());
    }
}
