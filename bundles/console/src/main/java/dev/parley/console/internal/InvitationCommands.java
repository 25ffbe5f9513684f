package dev.parley.console.internal;

import dev.parley.api.application.InstalledApplication;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Bytes;
import dev.parley.api.session.Session;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code invite invitations accept decline cancel}. */
final class InvitationCommands {
    private final Services services;
    private final Persons persons;

    InvitationCommands(Services services) {
        this.services = services;
        this.persons = new Persons(services);
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "invite",
                        "PERSON[,PERSON…] APP [MESSAGE] [--wait SECONDS] [--deadline TIME]",
                        "Invites contacts, or people near you, into an application; all who accept join one session."
                                + " With --wait it waits for the answer. TIME is how long that may take, such as 90s, 5m, 2h or"
                                + " 7d; a contact who is not there gets it when they come.",
                        Set.of("--wait", "--deadline"),
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
        List<Persons.Person> who = persons.several(arguments.word(0));
        InstalledApplication app = Find.application(services.applications().installed(), arguments.word(1));
        OutgoingInvitation sent = services.invitations()
                .invite(new InvitationRequest(
                        app.application().id(),
                        who.stream().map(Persons.Person::target).toList(),
                        arguments.rest(2),
                        Bytes.NONE,
                        Deadlines.parse(arguments.option("--deadline"))));
        return Answers.of(sent, who, arguments.seconds("--wait"));
    }

    private Reply invitations(Arguments arguments) {
        arguments.atMost(0);
        List<IncomingInvitation> incoming = services.invitations().incoming();
        List<OutgoingInvitation> outgoing = services.invitations().outgoing();
        long suppressed = services.invitations().suppressed();
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
                invitation.waiting().isEmpty() ? "to" : "waits for",
                invitation.request().to().stream().map(persons::name).collect(Collectors.joining(", ")),
                invitation.session().application().name(),
                "",
                invitation.request().message()));
        return new Reply(
                Describe.ordered(
                        "incoming",
                        incoming.stream().map(Describe::incoming).toList(),
                        "outgoing",
                        outgoing.stream().map(Describe::outgoing).toList(),
                        "suppressed",
                        suppressed),
                table.orElse("No invitation waits for an answer.")
                        + (suppressed == 0 ? "" : "\n" + Words.suppressed(suppressed)));
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
}
