package dev.parley.console.internal;

import dev.parley.api.contacts.ContactRequest;
import dev.parley.api.contacts.PeerContact;
import dev.parley.api.contacts.Verification;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** What the command {@code contact} does with another person: {@code verify request requests accept decline}. */
final class IntroductionCommands {
    /** For dialling and exchanging what the words are made of. */
    private static final Duration WORDS = Duration.ofSeconds(30);

    /** After a yes: how long to wait for the other one's. */
    private static final Duration THEIR_ANSWER = Duration.ofSeconds(60);

    private final Services services;

    IntroductionCommands(Services services) {
        this.services = services;
    }

    /** For the help of the command. */
    static String help() {
        return """
                  contact verify PERSON              compares keys: both read the same words, or somebody is between you
                  contact verify PERSON yes|no       says whether the other one reads the same words
                  contact verify PERSON --qr         the same with a QR code on your screen, for the other one to read
                  contact verify PERSON --code TEXT  takes what was read from the other one's screen, instead of yes
                  contact request PERSON [MESSAGE]   asks somebody to keep you, as you will keep them
                  contact requests                   lists those without an answer
                  contact accept|decline [REQUEST]   answers one"""
                .indent(2)
                .stripTrailing();
    }

    /** By what follows {@code contact}, which is the first of their words. */
    Map<String, Command.Action> actions() {
        Map<String, Command.Action> actions = new LinkedHashMap<>();
        actions.put("verify", this::verify);
        actions.put("request", this::request);
        actions.put("requests", this::requests);
        actions.put("accept", this::accept);
        actions.put("decline", this::decline);
        return actions;
    }

    private Reply verify(Arguments arguments) throws Exception {
        PeerName peer = peer(arguments.word(1));
        Optional<String> code = arguments.option("--code");
        if (arguments.atMost(code.isPresent() ? 2 : 3).count() == 2 && code.isEmpty()) {
            return compare(services.verifications().begin(peer), arguments.flag("--qr"));
        }
        Verification verification = services.verifications().open().stream()
                .filter(open -> open.peer().equals(peer))
                .findFirst()
                .orElseThrow(() -> new CommandException(
                        "There is nothing to compare with them now. Begin with: contact verify " + arguments.word(1)));
        if (code.isPresent()) {
            verification.scanned(code.get());
            return answered(verification, true);
        }
        return switch (arguments.word(2)) {
            case "yes" -> answer(verification, true);
            case "no" -> answer(verification, false);
            default -> throw new CommandException("Say yes when the words are the same, or no when they differ.");
        };
    }

    private Reply compare(Verification verification, boolean qr) throws Exception {
        until(verification, VerificationState.COMPARING, WORDS, "Reaching " + verification.displayName());
        if (verification.state().isFinal()) {
            throw new CommandException(Words.sentence(verification));
        }
        return new Reply(
                Describe.verification(verification),
                qr
                        ? QrPicture.of(verification.code()) + "\n" + Words.codeQuestion(verification)
                        : Words.question(verification));
    }

    private Reply answer(Verification verification, boolean same) throws Exception {
        if (verification.words().isEmpty()) {
            throw new CommandException("There are no words to compare yet. Wait for them, and look before you answer.");
        }
        verification.matches(same);
        return answered(verification, same);
    }

    private Reply answered(Verification verification, boolean same) throws Exception {
        until(verification, VerificationState.VERIFIED, THEIR_ANSWER, verification.displayName() + "'s answer");
        if (verification.state() != VerificationState.VERIFIED && same) {
            throw new CommandException(Words.sentence(verification));
        }
        return new Reply(Describe.verification(verification), Words.sentence(verification));
    }

    /** Until it has come that far, or is over. */
    private void until(Verification verification, VerificationState far, Duration most, String what) throws Exception {
        CompletableFuture<Void> there = new CompletableFuture<>();
        Runnable look = () -> {
            if (verification.state().compareTo(far) >= 0) {
                there.complete(null);
            }
        };
        Subscription watching = services.verifications().onChange(event -> look.run());
        try {
            look.run();
            Waiting.until(there, most, what);
        } finally {
            watching.close();
        }
    }

    private Reply request(Arguments arguments) {
        PeerName peer = peer(arguments.word(1));
        ContactRequest sent = services.contactRequests().send(peer, arguments.rest(2));
        return new Reply(
                Describe.request(sent),
                sent.displayName() + " is asked to keep you as a contact (request "
                        + sent.id().shortForm() + "). You are told when they answer; they may never.");
    }

    private Reply requests(Arguments arguments) {
        List<ContactRequest> open = services.contactRequests().open();
        arguments.atMost(1);
        Table table = new Table("ID", "", "PERSON", "MESSAGE");
        open.forEach(request -> table.row(
                request.id().shortForm(),
                request.incoming() ? "from" : "to",
                request.displayName() + " (" + request.peer().shortForm() + ")",
                request.message()));
        return new Reply(
                open.stream().map(Describe::request).toList(), table.orElse("No contact request waits for an answer."));
    }

    private Reply accept(Arguments arguments) throws Exception {
        ContactRequest request = incoming(arguments);
        PeerContact kept = Waiting.until(request.accept(), Waiting.LONG, "Keeping " + request.displayName());
        return new Reply(
                Describe.request(request),
                kept.shownName() + " is a contact of yours now, and you of theirs; not verified yet: contact verify "
                        + kept.peer().shortForm());
    }

    private Reply decline(Arguments arguments) {
        ContactRequest request = incoming(arguments);
        request.decline();
        return new Reply(Describe.request(request), "Declined.");
    }

    /** Without a word, the only one there is. */
    private ContactRequest incoming(Arguments arguments) {
        List<ContactRequest> open = services.contactRequests().open().stream()
                .filter(ContactRequest::incoming)
                .toList();
        if (arguments.atMost(2).count() == 1) {
            if (open.size() == 1) {
                return open.get(0);
            }
            throw new CommandException(
                    open.isEmpty()
                            ? "Nobody asks to be your contact now."
                            : "Several ask: say which. The command contact requests lists them.");
        }
        return Find.request(open, arguments.word(1));
    }

    /** Somebody with whom something goes on already, a contact, or somebody near who was met. */
    private PeerName peer(String word) {
        List<PeerName> going = services.verifications == null
                ? List.of()
                : services.verifications().open().stream()
                        .filter(open -> open.displayName().equalsIgnoreCase(word)
                                || open.peer().text().startsWith(word))
                        .map(Verification::peer)
                        .toList();
        if (going.size() == 1) {
            return going.get(0);
        }
        return new Persons(services)
                .find(word)
                .peer()
                .orElseThrow(() -> new CommandException("Nobody has proved yet who " + word
                        + " is: they are only announced. Wait until near shows their key."));
    }
}
