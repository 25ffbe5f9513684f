package dev.parley.console.internal;

import dev.parley.api.application.Audience;
import dev.parley.api.diagnostics.Doctor;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.felix.gogo.runtime.CommandProcessorImpl;
import org.apache.felix.gogo.runtime.threadio.ThreadIOImpl;

/** All commands over the fakes, through the real Gogo. */
final class ConsoleFixture {
    final Fakes.Collaboration collaboration = new Fakes.Collaboration();
    final Fakes.People people = new Fakes.People();
    final Fakes.Installed applications = new Fakes.Installed();
    final FakeContacts contacts = new FakeContacts();
    final Fakes.Links links = new Fakes.Links();
    final FakeInvitations invitations = new FakeInvitations();
    final List<Doctor> doctors = new ArrayList<>();
    Audience answer; // to who may see an application
    final FakeRules rules = new FakeRules();
    final FakeIntroductions introductions = new FakeIntroductions();
    final FakeSession.All sessions = new FakeSession.All();
    final FakeShown.Watched watched = new FakeShown.Watched();
    final FakeShown.Objects objects = new FakeShown.Objects();
    final Services services = new Services();
    final ByteArrayOutputStream shown = new ByteArrayOutputStream();
    final List<Display.Event> told = new ArrayList<>();
    final Display display = new Display(new PrintStream(shown, true, StandardCharsets.UTF_8));
    final TextViews views = new TextViews(display);
    final Map<String, Command> commands = new LinkedHashMap<>();
    final CommandLine line;
    final CommandProcessorImpl gogo;

    ConsoleFixture() {
        display.add(told::add);
        services.collaboration = collaboration;
        services.profile = collaboration;
        services.people = people;
        services.contacts = contacts;
        services.applications = applications;
        services.links = links;
        services.doctors = doctors;
        services.invitations = invitations;
        services.sessions = sessions;
        services.watched = watched;
        services.objects = objects;
        services.rules = rules;
        services.verifications = introductions.verifications;
        services.contactRequests = introductions.requests;
        ThreadIOImpl io = new ThreadIOImpl();
        gogo = new CommandProcessorImpl(io);
        Stream.of(
                        new PeopleCommands(services, new Lease()).all(),
                        new ContactCommands(services).all(),
                        new WatchCommands(services).all(),
                        new StatusCommands(services).all(),
                        new ObjectCommands(services).all(),
                        new ApplicationCommands(services, app -> Optional.ofNullable(answer)).all(),
                        new InvitationCommands(services).all(),
                        new PolicyCommands(services).all(),
                        new SessionCommands(services, views).all(),
                        new GroupCommands(services).all(),
                        new HistoryCommand(services).all(),
                        new DiagnosticCommands(services).all())
                .forEach(this::add);
        line = new CommandLine(gogo, commands);
    }

    void add(List<Command> more) {
        more.forEach(command -> {
            commands.put(command.name(), command);
            gogo.addCommand(Command.SCOPE, command, command.name());
        });
    }

    /** The text of a command that must succeed. */
    String ok(String command) {
        return succeed(command).text();
    }

    /** The JSON of a command that must succeed. */
    String json(String command) {
        return Json.of(succeed(command).json());
    }

    private Reply succeed(String command) {
        CommandLine.Result result = line.run(command);
        if (result.status() != 0) {
            throw new AssertionError(command + " failed: " + result.reply().text());
        }
        return result.reply();
    }

    /** The sentence of a command that must fail. */
    String fails(String command) {
        CommandLine.Result result = line.run(command);
        if (result.status() != 1) {
            throw new AssertionError(
                    command + " did not fail but said: " + result.reply().text());
        }
        return result.reply().text();
    }

    String shown() {
        return shown.toString(StandardCharsets.UTF_8);
    }
}
