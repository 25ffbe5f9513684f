package dev.parley.tests.durability;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.peer.PeerName;
import dev.parley.testkit.FakeIdentity;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Something of which a home keeps the newest version, counted from 1.
 *
 * @param kind what
 * @param number whose
 */
record Item(Kind kind, int number) {
    private static final String CARD = "Parley card, version 1\n";

    /** What is kept. */
    enum Kind {
        /** The notes of a contact; the first version is the contact itself. */
        CONTACT,
        /** The notes of the person here. */
        ME,
        /** Whether somebody is blocked: after odd versions. */
        BLOCK
    }

    /** Writes a version. */
    CompletionStage<?> write(ContactManager contacts, int version) {
        FakeIdentity who = who();
        return switch (kind) {
            case CONTACT -> version == 1 ? contacts.importCard(card(who)) : contacts.update(who.peer(), notes(version));
            case ME -> contacts.update(who.peer(), notes(version));
            case BLOCK -> contacts.block(who.peer(), version % 2 == 1);
        };
    }

    /** Whether what is there can be that version. */
    boolean is(ContactManager contacts, int version) {
        PeerName peer = who().peer();
        if (kind == Kind.BLOCK) {
            return contacts.blocked().contains(peer) == (version % 2 == 1);
        }
        Optional<String> notes =
                contacts.find(peer).map(contact -> contact.details().notes());
        return switch (version) {
            case 0 -> notes.orElse("").isEmpty();
            case 1 ->
                notes.isPresent()
                        && (kind == Kind.CONTACT
                                ? notes.get().isEmpty()
                                : notes.get().equals("1"));
            default -> notes.equals(Optional.of(Integer.toString(version)));
        };
    }

    private FakeIdentity who() {
        return new FakeIdentity(
                switch (kind) {
                    case ME -> Home.ME;
                    case CONTACT -> 100 + number;
                    case BLOCK -> 200 + number;
                });
    }

    private static ContactDetails notes(int version) {
        return new ContactDetails("", "", Integer.toString(version), Set.of());
    }

    private static String card(FakeIdentity who) {
        byte[] bytes = new byte[who.card().encoded().remaining()];
        who.card().encoded().duplicate().get(bytes);
        return CARD
                + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                        .encodeToString(bytes)
                + "\n";
    }

    /** As {@link #parse} reads it. */
    String text() {
        return kind + "-" + number;
    }

    static Item parse(String text) {
        String[] parts = text.split("-");
        return new Item(Kind.valueOf(parts[0]), Integer.parseInt(parts[1]));
    }
}
