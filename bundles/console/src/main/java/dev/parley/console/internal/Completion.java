package dev.parley.console.internal;

import dev.parley.api.contacts.PeerContact;
import dev.parley.api.peer.Text;
import dev.parley.api.session.Member;
import java.util.Collection;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** What Tab offers: commands first, then people, applications, sessions and invitations where a command takes them. */
final class Completion {
    private final Services services;
    private final Collection<Command> commands;
    private final Persons persons;
    private final Supplier<List<String>> names;

    /** @param names of all commands, those of other bundles, too */
    Completion(Services services, Collection<Command> commands, Supplier<List<String>> names) {
        this.services = services;
        this.names = names;
        this.commands = commands;
        this.persons = new Persons(services);
    }

    /**
     * @param words of the line, the command first
     * @param index of the word under the cursor
     */
    List<String> of(List<String> words, int index) {
        Stream<String> offers = index == 0 ? names.get().stream() : arguments(words, index);
        return offers.map(Text::label)
                .filter(word -> !word.isEmpty())
                .distinct()
                .sorted()
                .toList();
    }

    private Stream<String> arguments(List<String> words, int index) {
        String command = words.get(0);
        return switch (command + " " + index) {
            case "contact 1" -> new ContactCommands(services).words().stream();
            case "contact 2" -> contactArgument(words.get(1));
            case "watch 1", "unwatch 1", "allow 1", "disallow 1" -> contacts();
            case "invite 1", "policy 1", "objects 1" -> people();
            case "invite 2", "policy 2", "undeploy 1", "apps 2" -> applications();
            case "say 1", "leave 1", "members 1", "history 1", "invite-to 1", "remove 2", "role 3" -> sessions();
            case "invite-to 2" -> people();
            case "remove 1", "role 1" -> members();
            case "role 2" -> Stream.of("may-invite", "member");
            case "accept 1", "decline 1" -> incoming();
            case "cancel 1" -> outgoing();
            default -> options(command);
        };
    }

    private Stream<String> options(String name) {
        return commands.stream().filter(command -> command.name().equals(name)).flatMap(command -> Stream.of(
                        command.options().stream(), command.flags().stream(), Stream.of("--help"))
                .flatMap(names -> names));
    }

    /** Who is to be added is near; whatever else is done with people is done with contacts. */
    private Stream<String> contactArgument(String what) {
        return switch (what) {
            case "add", "request" -> near();
            case "verify" -> people();
            case "import", "requests", "accept", "decline" -> Stream.of();
            default -> contacts();
        };
    }

    private Stream<String> people() {
        return services.people == null ? Stream.of() : persons.all().stream().map(Persons.Person::name);
    }

    private Stream<String> near() {
        var people = services.people;
        return people == null ? Stream.of() : people.people().stream().map(Words::nameOf);
    }

    private Stream<String> contacts() {
        var contacts = services.contacts;
        return contacts == null ? Stream.of() : contacts.contacts().stream().map(PeerContact::shownName);
    }

    private Stream<String> applications() {
        var applications = services.applications;
        return applications == null
                ? Stream.of()
                : applications.installed().stream().map(app -> app.application().name());
    }

    private Stream<String> sessions() {
        var sessions = services.sessions;
        return sessions == null
                ? Stream.of()
                : sessions.all().stream().map(session -> session.id().shortForm());
    }

    private Stream<String> members() {
        var sessions = services.sessions;
        return sessions == null
                ? Stream.of()
                : sessions.all().stream()
                        .flatMap(session -> session.members().stream().filter(member -> !member.equals(session.self())))
                        .map(Member::displayName);
    }

    private Stream<String> incoming() {
        var invitations = services.invitations;
        return invitations == null
                ? Stream.of()
                : invitations.incoming().stream()
                        .map(invitation -> invitation.id().shortForm());
    }

    private Stream<String> outgoing() {
        var invitations = services.invitations;
        return invitations == null
                ? Stream.of()
                : invitations.outgoing().stream()
                        .map(invitation -> invitation.id().shortForm());
    }
}
