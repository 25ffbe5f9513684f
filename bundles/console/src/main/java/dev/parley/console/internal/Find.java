package dev.parley.console.internal;

import dev.parley.api.application.InstalledApplication;
import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import dev.parley.api.session.Session;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/** Finds what a person means by a word: a whole name in any case, or the unique beginning of a name or an id. */
final class Find {
    private Find() {}

    /** @param names what each is called here */
    static PeerName peer(Collection<PeerName> all, Function<PeerName, String> names, String word) {
        return one(
                all,
                word,
                "person who shows you something",
                "objects",
                peer -> Stream.of(names.apply(peer), peer.text()));
    }

    static PeerContact contact(Collection<PeerContact> contacts, String word) {
        return one(contacts, word, "contact", "contacts", Find::names);
    }

    /** Whether the word means contacts, one or more. */
    static boolean isContact(Collection<PeerContact> contacts, String word) {
        return contacts.stream().flatMap(Find::names).anyMatch(name -> startsWith(name, word));
    }

    private static Stream<String> names(PeerContact contact) {
        return Stream.of(
                contact.shownName(), contact.displayName(), contact.peer().text());
    }

    static InstalledApplication application(Collection<InstalledApplication> all, String word) {
        return one(
                all,
                word,
                "application here",
                "apps",
                app -> Stream.of(
                        app.application().name(), app.application().id().toString()));
    }

    static Session session(Collection<Session> all, String word) {
        return one(
                all,
                word,
                "session",
                "sessions",
                session -> Stream.concat(
                        Stream.of(session.id().toString()),
                        session.members().stream()
                                .filter(member -> !member.equals(session.self()))
                                .map(member -> member.displayName())));
    }

    static Session newest(List<Session> open) {
        return open.stream()
                .reduce((older, newer) -> newer)
                .orElseThrow(() -> new CommandException("You are in no session. Begin one with: invite PERSON APP"));
    }

    static IncomingInvitation incoming(Collection<IncomingInvitation> all, String word) {
        return one(
                all,
                word,
                "invitation to you",
                "invitations",
                invitation ->
                        Stream.of(invitation.id().toString(), invitation.from().displayName()));
    }

    static OutgoingInvitation outgoing(Collection<OutgoingInvitation> all, String word) {
        return one(
                all,
                word,
                "invitation of yours",
                "invitations",
                invitation -> Stream.of(invitation.id().toString()));
    }

    static ContactRequest request(Collection<ContactRequest> all, String word) {
        return one(
                all,
                word,
                "contact request to you",
                "contact requests",
                request -> Stream.of(
                        request.id().toString(),
                        request.displayName(),
                        request.peer().text()));
    }

    static LinkInfo link(Collection<LinkInfo> all, String word) {
        return one(
                all,
                word,
                "link",
                "links",
                link -> Stream.of(link.peer().text(), link.endpoint().text()));
    }

    /** The one that is meant; what and command are for the sentence when that cannot be told. */
    static <T> T one(Collection<T> all, String word, String what, String command, Function<T, Stream<String>> names) {
        List<T> exact = all.stream()
                .filter(thing -> names.apply(thing).anyMatch(word::equalsIgnoreCase))
                .toList();
        List<T> found = exact.isEmpty()
                ? all.stream()
                        .filter(thing -> names.apply(thing).anyMatch(name -> startsWith(name, word)))
                        .toList()
                : exact;
        if (found.size() == 1) {
            return found.get(0);
        }
        String shown = "\"" + Text.label(word) + "\"";
        throw new CommandException(
                found.isEmpty()
                        ? "There is no " + what + " called " + shown + ". The command " + command + " lists them."
                        : found.size() + " could be meant by " + shown
                                + ": say more of the name, or the beginning of its id. The" + " command " + command
                                + " lists them.");
    }

    private static boolean startsWith(String name, String word) {
        return !word.isEmpty() && name.regionMatches(true, 0, word, 0, word.length());
    }
}
