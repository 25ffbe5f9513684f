package dev.parley.console.internal;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Text;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code links doctor}. */
final class DiagnosticCommands {
    private final Services services;

    DiagnosticCommands(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "links",
                        "[--cut PEER]",
                        "Lists the links to others; with --cut it cuts one, as the network might: sessions find their way back.",
                        Set.of("--cut"),
                        this::links),
                new Command(
                        "doctor",
                        "",
                        "Tells, for each network interface and way, whether others can be seen, then how contacts, watching,"
                                + " database and clock are, and what to do about it.",
                        this::doctor));
    }

    private Reply links(Arguments arguments) {
        arguments.atMost(0);
        Optional<String> cut = arguments.option("--cut");
        if (cut.isPresent()) {
            LinkInfo link = Find.link(services.links().links(), cut.get());
            services.links().cut(link.endpoint());
            return new Reply(Describe.link(link), "The link to " + link.peer().shortForm() + " is cut.");
        }
        List<LinkInfo> all = services.links().links();
        Map<PeerName, String> names = services.people().people().stream()
                .filter(person -> person.peer().isPresent())
                .collect(Collectors.toMap(p -> p.peer().get(), PeerNearMe::displayName, (one, other) -> one));
        Table table = new Table("PEER", "NAME", "ADDRESS", "BY", "KNOWN", "STREAMS", "IN", "OUT", "ROUND TRIP");
        all.forEach(link -> table.row(
                link.peer().shortForm(),
                names.getOrDefault(link.peer(), ""),
                Addresses.text(link.address()),
                link.transport() + (link.dialled() ? ", from here" : ", from there"),
                link.accepted() ? "yes" : "stranger",
                link.streams(),
                link.bytesIn(),
                link.bytesOut(),
                link.roundTrip().map(DiagnosticCommands::milliseconds).orElse("")));
        return new Reply(
                all.stream().map(Describe::link).toList(),
                table.orElse("There is no link now; one is made when it is needed."));
    }

    private Reply doctor(Arguments arguments) throws Exception {
        arguments.atMost(0);
        List<Finding> findings = Waiting.until(Findings.of(services.doctors()), Waiting.LONG, "The examination");
        Table table = new Table("INTERFACE", "WAY", "VERDICT", "WHAT WAS SEEN");
        findings.forEach(finding -> table.row(
                finding.networkInterface(),
                Words.lower(finding.way()),
                Words.lower(finding.verdict()),
                finding.explanation()));
        String advice = findings.stream()
                .map(Finding::advice)
                .filter(text -> !text.isEmpty())
                .distinct()
                .map(text -> "\n- " + Text.label(text))
                .collect(Collectors.joining());
        return new Reply(
                findings.stream().map(Describe::finding).toList(),
                table.orElse("There is no network interface to look at.")
                        + (advice.isEmpty() ? "" : "\nWhat to do:" + advice));
    }

    private static String milliseconds(Duration time) {
        return String.format("%.1f ms", time.toNanos() / 1e6);
    }
}
