package dev.parley.console.internal;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.contacts.ContactManager;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.peer.PeerName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletionStage;

/** {@code contacts}, and {@code contact} with what to do. */
final class ContactCommands {
    /** The word for oneself. */
    private static final String ME = "me";

    /** Of an invitation's id: as many as are shown. */
    private static final int ID_LETTERS = 8;

    private static final int FILE_BYTES = 1 << 16;

    private final Services services;
    private final Map<String, Command.Action> actions = new LinkedHashMap<>();

    ContactCommands(Services services) {
        this.services = services;
        actions.put("add", this::add);
        actions.put("show", this::show);
        actions.put("edit", this::edit);
        actions.put("label", this::label);
        actions.put("block", arguments -> block(arguments, true));
        actions.put("unblock", arguments -> block(arguments, false));
        actions.put("delete", this::delete);
        actions.put("export", this::exportCard);
        actions.put("import", this::importCard);
        actions.put("qr", this::qr);
        actions.putAll(new IntroductionCommands(services).actions());
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "contacts",
                        "[WORDS]",
                        "Lists your contacts: all, or those that have the words in name, mail, notes, labels or key.",
                        this::contacts),
                new Command(
                        "contact",
                        String.join("|", words()) + " [PERSON] ...",
                        """
                        Keeps people. PERSON is a name, the beginning of a key, or the word me:
                          contact add PERSON                 keeps somebody near you, or who sent you the invitation of that id
                          contact show PERSON
                          contact edit PERSON [--nickname NAME] [--mail ADDRESS] [--notes TEXT]
                          contact label PERSON [+]LABEL -LABEL ...   puts labels on, takes labels off
                          contact block [PERSON]             without PERSON: lists who is blocked
                          contact unblock PERSON
                          contact delete PERSON
                          contact export PERSON [FILE]       writes a card for others to import
                          contact import FILE
                          contact qr [PERSON]                shows the key as a QR code
                        """
                                + IntroductionCommands.help(),
                        Set.of("--nickname", "--mail", "--notes", "--code"),
                        Set.of("--qr"),
                        this::contact));
    }

    /** What can be done, for completion. */
    List<String> words() {
        return List.copyOf(actions.keySet());
    }

    private Reply contact(Arguments arguments) throws Exception {
        Command.Action action = actions.get(arguments.word(0));
        if (action == null) {
            throw new CommandException("There is no contact " + arguments.word(0) + "; there are "
                    + String.join(", ", actions.keySet()) + ".");
        }
        return action.run(arguments);
    }

    private Reply contacts(Arguments arguments) {
        List<PeerContact> found = services.contacts().search(arguments.rest(0));
        Set<PeerName> blocked = services.contacts().blocked();
        Instant now = Instant.now();
        Table table = new Table("NAME", "PEER", "VERIFIED", "LAST SEEN", "CARD", "LABELS");
        found.forEach(contact -> table.row(
                contact.shownName() + (blocked.contains(contact.peer()) ? " (blocked)" : ""),
                contact.peer().shortForm(),
                contact.verified() ? "yes" : "no",
                contact.lastSeen().map(Words::of).orElse(""),
                Words.card(contact, now),
                String.join(", ", new TreeSet<>(contact.details().labels()))));
        return new Reply(
                found.stream()
                        .map(contact -> Describe.contact(contact, blocked.contains(contact.peer())))
                        .toList(),
                table.orElse(
                        arguments.count() == 0
                                ? "You have no contacts yet. Keep somebody near you with: contact add PERSON"
                                : "No contact of yours has all of these words."));
    }

    private Reply add(Arguments arguments) throws Exception {
        String word = arguments.atMost(2).word(1);
        ContactManager contacts = services.contacts();
        List<IncomingInvitation> inviting = services.invitations == null ? List.of() : services.invitations.incoming();
        CompletionStage<PeerContact> adding = inviting.stream()
                // By id only: whoever invites may call themselves like somebody near.
                .filter(invitation -> word.length() >= ID_LETTERS
                        && invitation.id().toString().startsWith(word))
                .findFirst()
                .map(contacts::add)
                .orElseGet(() -> contacts.add(new Persons(services).near(word)));
        return done(adding, "Keeping them", " is a contact of yours now, not verified yet.");
    }

    private Reply show(Arguments arguments) {
        return shown(find(arguments.atMost(2).word(1)));
    }

    private Reply shown(PeerContact contact) {
        boolean blocked = services.contacts().blocked().contains(contact.peer());
        ContactDetails details = contact.details();
        Table table = new Table("", "contact")
                .row("name", contact.displayName())
                .row("nickname", details.nickname())
                .row("peer", contact.peer())
                .row("verified", contact.verified() ? "yes" : "no")
                .row("watched", contact.watched() ? "yes" : "no")
                .row("may watch you", contact.allowed() ? "yes" : "no")
                .row("blocked", blocked ? "yes" : "no")
                .row("mail", details.mail())
                .row("labels", String.join(", ", new TreeSet<>(details.labels())))
                .row("last seen", contact.lastSeen().map(Words::of).orElse(""))
                .row("card", Words.cardInFull(contact, Instant.now()));
        details.notes().lines().forEach(line -> table.row("notes", line));
        return new Reply(Describe.contact(contact, blocked), table.toString());
    }

    private Reply edit(Arguments arguments) throws Exception {
        PeerContact contact = find(arguments.atMost(2).word(1));
        ContactDetails before = contact.details();
        ContactDetails now = new ContactDetails(
                arguments.option("--nickname").orElse(before.nickname()),
                arguments.option("--mail").orElse(before.mail()),
                arguments.option("--notes").orElse(before.notes()),
                before.labels());
        return shown(Waiting.until(services.contacts().update(contact.peer(), now), Waiting.LONG, "Keeping that"));
    }

    private Reply label(Arguments arguments) throws Exception {
        PeerContact contact = find(arguments.word(1));
        arguments.word(2);
        Set<String> labels = new TreeSet<>(contact.details().labels());
        for (int i = 2; i < arguments.count(); i++) {
            String word = arguments.word(i);
            if (word.startsWith("-")) {
                labels.remove(word.substring(1));
            } else {
                labels.add(word.startsWith("+") ? word.substring(1) : word);
            }
        }
        ContactDetails before = contact.details();
        ContactDetails now = new ContactDetails(before.nickname(), before.mail(), before.notes(), labels);
        return shown(Waiting.until(services.contacts().update(contact.peer(), now), Waiting.LONG, "Keeping that"));
    }

    private Reply block(Arguments arguments, boolean block) throws Exception {
        arguments.atMost(2);
        if (block && arguments.count() == 1) {
            return blocked();
        }
        PeerName peer = anybody(arguments.word(1));
        Waiting.until(services.contacts().block(peer, block), Waiting.LONG, "Keeping that");
        return new Reply(
                Describe.ordered("peer", peer, "blocked", block),
                block
                        ? peer.shortForm() + " is blocked, and is not told so."
                        : peer.shortForm() + " is blocked no more.");
    }

    private Reply blocked() {
        ContactManager contacts = services.contacts();
        List<PeerName> all = contacts.blocked().stream().sorted().toList();
        Table table = new Table("PEER", "NAME");
        all.forEach(peer ->
                table.row(peer, contacts.find(peer).map(PeerContact::shownName).orElse("no contact")));
        return new Reply(all, table.orElse("Nobody is blocked."));
    }

    private Reply delete(Arguments arguments) throws Exception {
        PeerContact contact = find(arguments.atMost(2).word(1));
        Waiting.until(services.contacts().delete(contact.peer()), Waiting.LONG, "Forgetting them");
        return new Reply(Describe.contact(contact, false), contact.shownName() + " is no contact of yours any more.");
    }

    private Reply exportCard(Arguments arguments) throws Exception {
        PeerContact contact = find(arguments.atMost(3).word(1));
        String card = services.contacts().exportCard(contact.peer());
        if (arguments.count() == 2) {
            return new Reply(Describe.ordered("peer", contact.peer(), "card", card), card.stripTrailing());
        }
        Path file = Path.of(arguments.word(2)).toAbsolutePath();
        Files.writeString(file, card);
        return new Reply(
                Describe.ordered("peer", contact.peer(), "file", file),
                "The card of " + contact.shownName() + " is in " + file
                        + ". Others import it with: contact import FILE");
    }

    private Reply importCard(Arguments arguments) throws Exception {
        Path file = Path.of(arguments.atMost(2).word(1)).toAbsolutePath();
        if (!Files.isRegularFile(file) || Files.size(file) > FILE_BYTES) {
            throw new CommandException(file + " is not there, or is no card. Give the file that was exported.");
        }
        return done(
                services.contacts().importCard(Files.readString(file)),
                "Importing the card",
                " is a contact of yours, with the newest card.");
    }

    private Reply qr(Arguments arguments) {
        PeerContact contact =
                arguments.atMost(2).count() == 1 ? services.contacts().me() : find(arguments.word(1));
        return new Reply(
                Describe.ordered("peer", contact.peer()),
                QrPicture.of(contact.peer().text()) + "\n" + contact.shownName() + ": " + contact.peer());
    }

    private Reply done(CompletionStage<PeerContact> stage, String what, String then) throws Exception {
        PeerContact contact = Waiting.until(stage, Waiting.LONG, what);
        return new Reply(
                Describe.contact(contact, services.contacts().blocked().contains(contact.peer())),
                contact.shownName() + " (" + contact.peer().shortForm() + ")" + then);
    }

    private PeerContact find(String word) {
        ContactManager contacts = services.contacts();
        return word.equalsIgnoreCase(ME) ? contacts.me() : Find.contact(contacts.contacts(), word);
    }

    /** A whole key, a contact, or somebody near; also somebody whom nobody knows. */
    private PeerName anybody(String word) {
        try {
            return PeerName.parse(word);
        } catch (IllegalArgumentException noKey) {
            if (word.equalsIgnoreCase(ME) || Find.isContact(services.contacts().contacts(), word)) {
                return find(word).peer();
            }
            return new Persons(services)
                    .near(word)
                    .peer()
                    .orElseThrow(() -> new CommandException(
                            "Nobody proved yet who that is, so there is no key to remember. Wait until they are met."));
        }
    }
}
