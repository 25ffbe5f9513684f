package dev.parley.console.internal;

import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.PeerName;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The people whom a word can mean: contacts, wherever they are, and those near who are none. */
final class Persons {
    private final Services services;

    Persons(Services services) {
        this.services = services;
    }

    /**
     * Somebody.
     *
     * @param name as shown here: text of others
     * @param peer empty for somebody near whom nobody identified yet
     * @param target how they are invited
     * @param names by which they can be found
     */
    record Person(String name, Optional<PeerName> peer, InvitationTarget target, List<String> names) {}

    /** All of them. */
    List<Person> all() {
        List<PeerNearMe> near = services.people().people();
        ContactManager contacts = services.contacts;
        List<Person> persons = new ArrayList<>();
        List<PeerContact> known = contacts == null ? List.of() : contacts.contacts();
        known.forEach(contact -> persons.add(contact(contact, near)));
        near.stream()
                .filter(person -> known.stream()
                        .noneMatch(contact ->
                                person.peer().filter(contact.peer()::equals).isPresent()))
                .forEach(person -> persons.add(near(person)));
        return persons;
    }

    /** @throws CommandException when none or several can be meant */
    Person find(String word) {
        List<Person> all = all();
        boolean contacts = all.stream().anyMatch(person -> person.target() instanceof InvitationTarget.Contact);
        String what = contacts ? "contact of yours or person near you" : "person near you";
        return Find.one(all, word, what, "near", person -> person.names().stream());
    }

    /** The ones in a list with commas; a name that has a comma itself is taken whole. */
    List<Person> several(String words) {
        List<Person> all = all();
        boolean whole = all.stream().anyMatch(person -> person.names().stream().anyMatch(words::equalsIgnoreCase));
        return whole
                ? List.of(find(words))
                : Stream.of(words.split(",")).map(word -> find(word.strip())).toList();
    }

    /** What a target is called here; as much of its id as people can read when it is nobody's whom we know. */
    String name(InvitationTarget target) {
        String id = Describe.target(target);
        return all().stream()
                .filter(person -> person.names().contains(id))
                .findFirst()
                .map(person -> person.name()
                        + person.peer()
                                .map(peer -> " (" + peer.shortForm() + ")")
                                .orElse(""))
                .orElse(id.substring(0, 8));
    }

    private static Person contact(PeerContact contact, List<PeerNearMe> near) {
        List<String> names = new ArrayList<>(List.of(contact.shownName(), contact.displayName()));
        names.add(contact.peer().text());
        near.stream()
                .filter(person -> person.peer().filter(contact.peer()::equals).isPresent())
                .forEach(person -> names.addAll(names(person)));
        return new Person(
                contact.shownName().isEmpty() ? contact.peer().shortForm() : contact.shownName(),
                Optional.of(contact.peer()),
                new InvitationTarget.Contact(contact.peer()),
                names);
    }

    /** Somebody met is invited by key, so that nobody else can answer. */
    private static Person near(PeerNearMe person) {
        InvitationTarget target = person.peer().isPresent() && person.endpoint().isPresent()
                ? new InvitationTarget.AtEndPoint(
                        person.peer().get(), person.endpoint().get().id())
                : new InvitationTarget.NearMe(person.instance());
        return new Person(Words.nameOf(person), person.peer(), target, names(person));
    }

    /** @throws CommandException when it is nobody near, or can be several */
    PeerNearMe near(String word) {
        return Find.one(services.people().people(), word, "person near you", "near", person -> names(person).stream());
    }

    private static List<String> names(PeerNearMe person) {
        return Stream.of(
                        Stream.of(person.displayName(), person.instance().text()),
                        person.peer().stream().map(PeerName::text),
                        person.endpoint().stream().map(endpoint -> endpoint.id().text()))
                .flatMap(names -> names)
                .toList();
    }
}
