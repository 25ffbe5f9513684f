package dev.parley.console.internal;

import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Session;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code members invite-to remove role}. */
final class GroupCommands {
    private final Services services;
    private final Persons persons;

    GroupCommands(Services services) {
        this.services = services;
        this.persons = new Persons(services);
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "members",
                        "[SESSION]",
                        "Lists who is in a session, and what each may do. Without SESSION it is the newest one.",
                        this::members),
                new Command(
                        "invite-to",
                        "SESSION PERSON[,PERSON…] [MESSAGE] [--wait SECONDS] [--deadline TIME]",
                        "Invites more people into a session that you began, or where you may invite.",
                        Set.of("--wait", "--deadline"),
                        this::inviteTo),
                new Command(
                        "remove",
                        "MEMBER [SESSION]",
                        "Removes somebody from a session: nothing that is said from then on reaches them.",
                        this::remove),
                new Command(
                        "role",
                        "MEMBER may-invite|member [SESSION]",
                        "Says what somebody may do in a session that you began: invite and remove others, or not.",
                        this::role));
    }

    private Reply members(Arguments arguments) {
        Session session = session(arguments.atMost(1), 0);
        Table table = new Table("NAME", "KEY", "MAY", "STATE");
        session.members()
                .forEach(member -> table.row(
                        member.displayName(),
                        member.peer().shortForm() + (member.verified() ? " verified" : ""),
                        Words.of(member.role()),
                        state(session, member)));
        return new Reply(
                session.members().stream().map(Describe::member).toList(), table.orElse("Nobody is in it any more."));
    }

    private static String state(Session session, Member member) {
        if (member.equals(session.self())) {
            return "you";
        }
        return member.present() ? "here" : "away";
    }

    private Reply inviteTo(Arguments arguments) throws Exception {
        Session session = Find.session(services.sessions().all(), arguments.word(0));
        List<Persons.Person> who = persons.several(arguments.word(1));
        OutgoingInvitation sent = services.invitations()
                .invite(
                        session,
                        who.stream().map(Persons.Person::target).toList(),
                        arguments.rest(2),
                        Deadlines.parse(arguments.option("--deadline")));
        return Answers.of(sent, who, arguments.seconds("--wait"));
    }

    private Reply remove(Arguments arguments) throws Exception {
        Session session = session(arguments.atMost(2), 1);
        Member member = member(session, arguments.word(0));
        Waiting.until(session.remove(member), Waiting.LONG, "Removing");
        return new Reply(Describe.member(member), member.displayName() + " is removed.");
    }

    private Reply role(Arguments arguments) throws Exception {
        Session session = session(arguments.atMost(3), 2);
        Member member = member(session, arguments.word(0));
        MemberRole role = role(arguments.word(1));
        Waiting.until(session.role(member, role), Waiting.LONG, "Giving a role");
        return new Reply(
                Describe.ordered("peer", member.peer(), "role", role),
                member.displayName()
                        + (role == MemberRole.MAY_INVITE
                                ? " may invite and remove others now."
                                : " neither invites nor removes others now."));
    }

    private static MemberRole role(String word) {
        return Stream.of(MemberRole.MAY_INVITE, MemberRole.MEMBER)
                .filter(role -> Words.lower(role).replace(' ', '-').equals(word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new CommandException("A role is may-invite or member, not " + word + "."));
    }

    private Session session(Arguments arguments, int index) {
        List<Session> open = services.sessions().all();
        return arguments.count() > index ? Find.session(open, arguments.word(index)) : Find.newest(open);
    }

    private static Member member(Session session, String word) {
        List<Member> others = session.members().stream()
                .filter(member -> !member.equals(session.self()))
                .collect(Collectors.toList());
        return Find.one(
                others,
                word,
                "other member of this session",
                "members",
                member -> Stream.of(
                        member.displayName(),
                        member.peer().text(),
                        member.endpoint().text()));
    }
}
