package dev.parley.console.internal;

import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.PeerApplication;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** {@code apps deploy undeploy}. */
final class ApplicationCommands {
    private final Services services;

    ApplicationCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(
                new Command("apps", "", "Lists the applications installed here.", this::apps),
                new Command(
                        "deploy",
                        "FILE.jar",
                        "Installs an application, or a new version of one. People near you see it at once.",
                        this::deploy),
                new Command("undeploy", "APP", "Removes an application; its sessions close.", this::undeploy));
    }

    private Reply apps(Arguments arguments) {
        arguments.atMost(0);
        List<InstalledApplication> all = services.applications().installed();
        Table table = new Table("NAME", "VERSION", "SEEN BY", "BUNDLE", "DESCRIPTION");
        for (InstalledApplication app : all) {
            PeerApplication what = app.application();
            table.row(
                    what.name(),
                    what.version(),
                    Words.lower(what.scope()),
                    app.bundle(),
                    app.problem().orElse(what.description()));
        }
        return new Reply(
                all.stream().map(ApplicationCommands::json).toList(),
                table.orElse("No application is installed. Install one with: deploy FILE.jar"));
    }

    private Reply deploy(Arguments arguments) throws Exception {
        Path jar = Path.of(arguments.atMost(1).word(0)).toAbsolutePath();
        List<InstalledApplication> deployed =
                Waiting.until(services.applications().deploy(jar), Waiting.LONG, "Installing " + jar.getFileName());
        return new Reply(
                deployed.stream().map(ApplicationCommands::json).toList(),
                deployed.stream()
                        .map(app -> app.application().name() + " "
                                + app.application().version() + " is installed."
                                + app.problem().map(problem -> " " + problem).orElse(""))
                        .collect(Collectors.joining("\n")));
    }

    private Reply undeploy(Arguments arguments) throws Exception {
        InstalledApplication app = Find.application(
                services.applications().installed(), arguments.atMost(1).word(0));
        Waiting.until(
                services.applications().undeploy(app.application().id()),
                Waiting.LONG,
                "Removing " + app.application().name());
        return new Reply(json(app), app.application().name() + " is removed.");
    }

    private static Object json(InstalledApplication app) {
        var out = Describe.application(app.application());
        out.put("bundle", app.bundle());
        app.problem().ifPresent(problem -> out.put("problem", problem));
        return out;
    }
}
