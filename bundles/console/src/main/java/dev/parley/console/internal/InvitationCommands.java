package dev.parley.console.internal;

import dev.parley.api.application.InstalledApplication;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code invite invitations accept decline cancel}. */
final class InvitationCommands {
    private final Services services;

    InvitationCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "invite",
                        "PERSON APP [MESSAGE] [--wait SECONDS]",
                        "Invites a person near you into an application; with --wait it waits for the answer.",
                        Set.of("--wait"),
                        this::invite),
                new Command("invitations", "", "Lists the invitations that wait for an answer.", this::invitations),
                new Command(
                        "accept",
                        "[INVITATION]",
                        "Says yes; the application starts when it is confirmed.",
                        this::accept),
                new Command("decline", "[INVITATION]", "Says no.", this::decline),
                new Command("cancel", "[INVITATION]", "Takes an invitation of yours back.", this::cancel));
    }

    private Reply invite(Arguments arguments) throws Exception {
        PeerNearMe person = Find.person(services.people().people(), arguments.word(0));
        InstalledApplication app = Find.application(services.applications().installed(), arguments.word(1));
        InvitationTarget target = target(person);
        OutgoingInvitation sent = services.invitations()
                .invite(new InvitationRequest(
                        app.application().id(),
                        List.of(target),
                        arguments.rest(2),
                        Bytes.NONE,
                        InvitationRequest.DEFAULT_DEADLINE));
        var json = Describe.ordered("id", sent.id(), "session", sent.session().id());
        String who = Words.nameOf(person);
        Optional<Integer> seconds = arguments.seconds("--wait");
        if (seconds.isEmpty()) {
            return new Reply(
                    json,
                    who + " is invited to " + app.application().name() + " (invitation "
                            + sent.id().shortForm() + ").");
        }
        InvitationOutcome outcome = Waiting.until(
                sent.outcomes().get(target), Duration.ofSeconds(seconds.get()), "Your invitation to " + who);
        if (!(outcome instanceof InvitationOutcome.Accepted)) {
            throw new CommandException(Words.sentence(who, outcome));
        }
        json.put("outcome", Words.word(outcome));
        return new Reply(json, Words.sentence(who, outcome));
    }

    /** Somebody met is invited by key, so that nobody else can answer. */
    private static InvitationTarget target(PeerNearMe person) {
        if (person.peer().isPresent() && person.endpoint().isPresent()) {
            return new InvitationTarget.AtEndPoint(
                    person.peer().get(), person.endpoint().get().id());
        }
        return new InvitationTarget.NearMe(person.instance());
    }

    private Reply invitations(Arguments arguments) {
        arguments.atMost(0);
        List<IncomingInvitation> incoming = services.invitations().incoming();
        List<OutgoingInvitation> outgoing = services.invitations().outgoing();
        Table table = new Table("ID", "", "PERSON", "APPLICATION", "LEFT", "MESSAGE");
        incoming.forEach(invitation -> table.row(
                invitation.id().shortForm(),
                "from",
                invitation.from().displayName() + " ("
                        + invitation.from().peer().shortForm() + ")",
                invitation.application().name(),
                Words.of(invitation.remaining()),
                invitation.message()));
        outgoing.forEach(invitation -> table.row(
                invitation.id().shortForm(),
                "to",
                nameOf(invitation.request().to().get(0)),
                invitation.session().application().name(),
                "",
                invitation.request().message()));
        return new Reply(
                Describe.ordered(
                        "incoming",
                        incoming.stream().map(Describe::incoming).toList(),
                        "outgoing",
                        outgoing.stream().map(Describe::outgoing).toList()),
                table.orElse("No invitation waits for an answer."));
    }

    private Reply accept(Arguments arguments) throws Exception {
        IncomingInvitation invitation = incoming(arguments);
        Session session = Waiting.until(
                invitation.accept(),
                Duration.ofSeconds(90),
                "Joining " + invitation.from().displayName());
        return new Reply(
                Describe.ordered("session", session.id()),
                "You are in " + session.application().name() + " with "
                        + invitation.from().displayName() + " (session "
                        + session.id().shortForm() + "). Write with: say TEXT");
    }

    private Reply decline(Arguments arguments) throws Exception {
        IncomingInvitation invitation = incoming(arguments);
        Waiting.until(invitation.decline(), Waiting.LONG, "Declining");
        return new Reply(Describe.incoming(invitation), "Declined.");
    }

    private Reply cancel(Arguments arguments) {
        List<OutgoingInvitation> open = services.invitations().outgoing();
        OutgoingInvitation invitation = arguments.atMost(1).count() == 0 && open.size() == 1
                ? open.get(0)
                : Find.outgoing(open, arguments.word(0));
        invitation.cancel();
        return new Reply(Describe.outgoing(invitation), "Taken back.");
    }

    /** Without a word, the only one there is. */
    private IncomingInvitation incoming(Arguments arguments) {
        List<IncomingInvitation> open = services.invitations().incoming();
        if (arguments.atMost(1).count() == 0) {
            if (open.size() == 1) {
                return open.get(0);
            }
            throw new CommandException(
                    open.isEmpty()
                            ? "Nobody invites you now."
                            : "Several invite you: say which. The command invitations lists them.");
        }
        return Find.incoming(open, arguments.word(0));
    }

    private String nameOf(InvitationTarget target) {
        String id = Describe.target(target);
        return services.people().people().stream()
                .filter(person -> person.instance().text().equals(id)
                        || person.endpoint()
                                .filter(e -> e.id().text().equals(id))
                                .isPresent())
                .findFirst()
                .map(person -> Words.nameOf(person)
                        + person.peer()
                                .map(PeerName::shortForm)
                                .map(peer -> " (" + peer + ")")
                                .orElse(""))
                .orElse(id.substring(0, 8));
    }
}
