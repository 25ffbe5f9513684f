package dev.parley.console.internal;

import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Text;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code apps deploy undeploy}. */
final class ApplicationCommands {
    private final Services services;
    private final Question question;

    /** @param question asked of the person when nobody chose yet who may see an application */
    ApplicationCommands(Services services, Question question) {
        this.services = services;
        this.question = question;
    }

    /** Asks once who may see an application. */
    @FunctionalInterface
    interface Question {
        /** @return empty when there is nobody to ask, or no answer: then it is what the author's scope allows */
        Optional<Audience> ask(InstalledApplication app);
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "apps",
                        "[show APP everyone|contacts|nobody]",
                        "Lists the applications installed here, or says who may see that you have one.",
                        this::apps),
                new Command(
                        "deploy",
                        "FILE.jar [--show everyone|contacts|nobody]",
                        "Installs an application, or a new version of one, for this and later starts. Those who may see it"
                                + " see it at once.",
                        Set.of("--show"),
                        this::deploy),
                new Command("undeploy", "APP", "Removes an application; its sessions close.", this::undeploy));
    }

    private Reply apps(Arguments arguments) throws Exception {
        if (arguments.count() > 0) {
            return show(arguments.atMost(3));
        }
        List<InstalledApplication> all = services.applications().installed();
        Table table = new Table("NAME", "VERSION", "SEEN BY", "BUNDLE", "DESCRIPTION");
        for (InstalledApplication app : all) {
            PeerApplication what = app.application();
            table.row(
                    what.name(),
                    what.version(),
                    Words.lower(app.shownTo()),
                    app.bundle(),
                    app.problem().orElse(what.description()));
        }
        return new Reply(
                all.stream().map(ApplicationCommands::json).toList(),
                table.orElse("No application is installed. Install one with: deploy FILE.jar"));
    }

    private Reply show(Arguments arguments) throws Exception {
        String what = arguments.word(0);
        if (!what.equals("show")) {
            throw new CommandException("With \"" + Text.label(what)
                    + "\" nothing can be done to applications; there is: apps show APP everyone|contacts|nobody");
        }
        InstalledApplication app = Find.application(services.applications().installed(), arguments.word(1));
        Audience audience = Words.constant(Audience.class, arguments.word(2), "audience");
        boolean onDisk = show(app, audience);
        return new Reply(
                Describe.ordered("id", app.application().id(), "shownTo", audience, "kept", onDisk),
                app.application().name() + " is shown to " + Words.lower(audience)
                        + (onDisk ? "." : ", until Parley ends: there is no store to keep it in."));
    }

    private boolean show(InstalledApplication app, Audience audience) throws Exception {
        return Waiting.until(
                services.applications().show(app.application().id(), audience),
                Waiting.LONG,
                "Keeping who may see " + app.application().name());
    }

    private Reply deploy(Arguments arguments) throws Exception {
        Path jar = Path.of(arguments.atMost(1).word(0)).toAbsolutePath();
        Optional<Audience> said =
                arguments.option("--show").map(word -> Words.constant(Audience.class, word, "audience"));
        List<InstalledApplication> deployed =
                Waiting.until(services.applications().deploy(jar), Waiting.LONG, "Installing " + jar.getFileName());
        for (InstalledApplication app : deployed) {
            Optional<Audience> choice = said.isPresent() || app.chosen() ? said : question.ask(app);
            if (choice.isPresent()) {
                show(app, choice.get());
            }
        }
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
        out.put("shownTo", app.shownTo());
        out.put("deployed", app.deployed());
        app.problem().ifPresent(problem -> out.put("problem", problem));
        return out;
    }
}
