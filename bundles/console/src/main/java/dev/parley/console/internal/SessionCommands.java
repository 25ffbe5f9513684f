package dev.parley.console.internal;

import dev.parley.api.session.Member;
import dev.parley.api.session.Session;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** {@code sessions say leave}. */
final class SessionCommands {
    private final Services services;
    private final TextViews views;

    SessionCommands(Services services, TextViews views) {
        this.services = services;
        this.views = views;
    }

    List<Command> all() {
        return List.of(
                new Command("sessions", "", "Lists the sessions you are in.", this::sessions),
                new Command(
                        "say",
                        "[SESSION] TEXT",
                        "Gives a line to a session's application. Without SESSION it is the newest one. Everything after say is"
                                + " taken as it stands.",
                        this::say),
                new Command("leave", "[SESSION]", "Leaves a session; the others are told.", this::leave));
    }

    private Reply sessions(Arguments arguments) {
        arguments.atMost(0);
        List<Session> all = services.sessions().all();
        Table table = new Table("ID", "APPLICATION", "STATE", "WITH");
        all.forEach(session -> table.row(
                session.id().shortForm(), session.application().name(), Words.lower(session.state()), others(session)));
        return new Reply(
                all.stream().map(Describe::session).toList(),
                table.orElse("You are in no session. Begin one with: invite PERSON APP"));
    }

    private Reply say(Arguments arguments) {
        arguments.word(0);
        List<Session> open = services.sessions().all();
        Optional<Session> named = named(open, arguments);
        Session session = named.orElseGet(() -> Find.newest(open));
        String text = arguments.rest(named.isPresent() ? 1 : 0);
        if (!views.say(session.id(), text)) {
            throw new CommandException(session.application().name() + " in session "
                    + session.id().shortForm() + " takes no lines of text.");
        }
        return new Reply(Describe.ordered("session", session.id()), "");
    }

    /** The first word names a session only if it begins its id and is not all there is to say. */
    private static Optional<Session> named(List<Session> open, Arguments arguments) {
        String word = arguments.word(0);
        if (arguments.count() < 2 || word.length() < 8) {
            return Optional.empty();
        }
        return open.stream()
                .filter(session -> session.id().toString().startsWith(word))
                .findFirst();
    }

    private Reply leave(Arguments arguments) throws Exception {
        List<Session> open = services.sessions().all();
        Session session = arguments.atMost(1).count() == 0 && open.size() == 1
                ? open.get(0)
                : Find.session(open, arguments.word(0));
        Waiting.until(session.leave(), Waiting.LONG, "Leaving");
        return new Reply(Describe.ordered("session", session.id()), "You left.");
    }

    private static String others(Session session) {
        return session.members().stream()
                .filter(member -> !member.equals(session.self()))
                .sorted(Comparator.comparing(Member::displayName))
                .map(member -> member.displayName() + " (" + member.peer().shortForm() + ")")
                .collect(Collectors.joining(", "));
    }
}
