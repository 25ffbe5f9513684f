package dev.parley.console.internal;

import dev.parley.api.contacts.PeerContact;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** {@code watch unwatch allow disallow}. */
final class WatchCommands {
    private final Services services;

    WatchCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "watch",
                        "PERSON",
                        "Asks to be told the status and objects of a contact, now and after each start.",
                        arguments -> watch(arguments, true)),
                new Command(
                        "unwatch",
                        "PERSON",
                        "Asks no more for the status and objects of a contact.",
                        arguments -> watch(arguments, false)),
                new Command(
                        "allow",
                        "PERSON",
                        "Lets a contact see your status and objects.",
                        arguments -> allow(arguments, true)),
                new Command(
                        "disallow",
                        "PERSON",
                        "Keeps your status and objects from a contact, also near you; the contact is not told why.",
                        arguments -> allow(arguments, false)));
    }

    private Reply watch(Arguments arguments, boolean watched) throws Exception {
        PeerContact contact = contact(arguments);
        return reply(
                services.contacts().watch(contact.peer(), watched),
                watched
                        ? "You watch " + contact.shownName() + ": as soon as you are allowed to, you are told."
                        : "You do not watch " + contact.shownName() + " any more.");
    }

    private Reply allow(Arguments arguments, boolean allowed) throws Exception {
        PeerContact contact = contact(arguments);
        return reply(
                services.contacts().allow(contact.peer(), allowed),
                contact.shownName()
                        + (allowed ? " may see your status and objects." : " does not see your status and objects."));
    }

    private static Reply reply(CompletionStage<PeerContact> changed, String sentence) throws Exception {
        PeerContact now = Waiting.until(changed, Waiting.LONG, "Keeping that");
        return new Reply(
                Describe.ordered(
                        "peer",
                        now.peer(),
                        "name",
                        now.shownName(),
                        "watched",
                        now.watched(),
                        "allowed",
                        now.allowed()),
                sentence);
    }

    private PeerContact contact(Arguments arguments) {
        return Find.contact(services.contacts().contacts(), arguments.atMost(1).word(0));
    }
}
