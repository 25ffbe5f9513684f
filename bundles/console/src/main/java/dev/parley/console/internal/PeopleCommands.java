package dev.parley.console.internal;

import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.discovery.PeerNearMe;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** {@code me name sign-in sign-out near add-address}. */
final class PeopleCommands {
    private final Services services;
    private final Lease lease;

    PeopleCommands(Services services, Lease lease) {
        this.services = services;
        this.lease = lease;
    }

    List<Command> all() {
        return List.of(
                new Command(
                        "me",
                        "[--status STATUS] [--text TEXT] [--endpoint-name NAME] [--visibility everyone|contacts|nobody]",
                        "Shows who you are, or changes what others are told. STATUS is one of " + Words.statuses()
                                + "; an empty NAME is the name of this machine.",
                        Set.of("--status", "--text", "--endpoint-name", "--visibility"),
                        this::me),
                new Command("name", "NEW NAME", "Changes the name on your card.", this::name),
                new Command(
                        "sign-in",
                        "[near_me]",
                        "Makes you reachable for people near you, and shows you those you can reach.",
                        this::signIn),
                new Command("sign-out", "", "Says goodbye: nobody sees you or reaches you any more.", this::signOut),
                new Command(
                        "near",
                        "[--with APP] [--wait SECONDS]",
                        "Lists the people near you, with --with those who have an application; with --wait it waits until there"
                                + " is somebody.",
                        Set.of("--with", "--wait"),
                        this::near),
                new Command(
                        "add-address",
                        "HOST:PORT [PEERNAME]",
                        "Reaches somebody whom the network hides. With a peer name, nobody else is taken.",
                        this::addAddress));
    }

    private Reply me(Arguments arguments) throws Exception {
        arguments.atMost(0);
        PeerCollaboration collaboration = services.collaboration();
        if (arguments.option("--visibility").isPresent()) {
            Visibility visibility = Words.constant(
                    Visibility.class, arguments.option("--visibility").get(), "visibility");
            Waiting.until(collaboration.setVisibility(visibility), Waiting.LONG, "Keeping your answer");
        }
        Optional<String> endpointName = arguments.option("--endpoint-name");
        if (endpointName.isPresent()) {
            Waiting.until(services.profile().nameEndPoint(endpointName.get()), Waiting.LONG, "Keeping the name");
        }
        if (arguments.option("--status").isPresent()
                || arguments.option("--text").isPresent()) {
            PresenceInfo now = collaboration.me().presence();
            services.profile()
                    .present(new PresenceInfo(
                            arguments
                                    .option("--status")
                                    .map(word -> Words.constant(PresenceStatus.class, word, "status"))
                                    .orElse(now.status()),
                            arguments.option("--text").orElse(now.text())));
        }
        Me me = collaboration.me();
        return new Reply(
                Describe.me(me),
                new Table("", "you")
                        .row("name", me.displayName())
                        .row("peer", me.peer())
                        .row("endpoint", me.endpoint())
                        .row("called", me.endpointName())
                        .row("status", Words.of(me.presence()))
                        .row(
                                "signed in",
                                Words.lower(collaboration.signedIn())
                                        + (me.degraded()
                                                ? ", but nobody beyond this machine sees you: no network is in use"
                                                : ""))
                        .row(
                                "seen by",
                                collaboration.visibility().map(Words::lower).orElse("nobody: not answered yet"))
                        .row("realm", me.realm())
                        .row("listening", addresses(me.addresses()))
                        .toString());
    }

    private Reply name(Arguments arguments) throws Exception {
        arguments.word(0);
        Waiting.until(services.profile().rename(arguments.rest(0)), Waiting.LONG, "Signing your new card");
        return me(new Arguments("me", Set.of(), List.of()));
    }

    private Reply signIn(Arguments arguments) throws Exception {
        arguments.atMost(1);
        PeerScope scope = arguments.count() == 0
                ? PeerScope.NEAR_ME
                : Words.constant(PeerScope.class, arguments.word(0), "scope");
        Waiting.until(lease.take(services.collaboration(), scope), Waiting.LONG, "Signing in");
        PeerScope now = services.collaboration().signedIn();
        return new Reply(Describe.ordered("scope", now), "You are signed in: " + Words.lower(now) + ".");
    }

    private Reply signOut(Arguments arguments) {
        arguments.atMost(0);
        lease.giveBack();
        PeerScope now = services.collaboration().signedIn();
        return new Reply(
                Describe.ordered("scope", now),
                now == PeerScope.NONE
                        ? "You are signed out."
                        : "This console signed out; another part of Parley still keeps you signed in: "
                                + Words.lower(now) + ".");
    }

    private Reply near(Arguments arguments) throws Exception {
        arguments.atMost(0);
        Optional<Integer> seconds = arguments.seconds("--wait");
        Optional<ApplicationId> with = arguments.option("--with").map(this::application);
        if (seconds.isPresent()) {
            CompletableFuture<Void> somebody = new CompletableFuture<>();
            Subscription watching = with.isPresent()
                    ? services.people().onChange(with.get(), event -> somebody.complete(null))
                    : services.people().onChange(event -> somebody.complete(null));
            try {
                Waiting.until(somebody, Duration.ofSeconds(seconds.get()), "Looking for people");
            } finally {
                watching.close();
            }
        }
        List<PeerNearMe> people = with.map(services.people()::with).orElseGet(services.people()::people).stream()
                .sorted(Comparator.comparing(PeerNearMe::displayName)
                        .thenComparing(p -> p.instance().text()))
                .toList();
        Table table = new Table("NAME", "PEER", "STATUS", "APPLICATIONS", "SEEN BY");
        people.forEach(person -> table.row(
                Words.nameOf(person),
                person.peer().map(PeerName::shortForm).orElse("not met yet")
                        + services.contact(person)
                                .map(contact -> Words.card(contact, Instant.now()))
                                .filter(note -> !note.isEmpty())
                                .map(note -> " (" + note + ")")
                                .orElse(""),
                person.presence().map(Words::of).orElse(""),
                person.applications().stream().map(PeerApplication::name).collect(Collectors.joining(", ")),
                person.ways().stream().sorted().collect(Collectors.joining(", "))));
        return new Reply(
                people.stream().map(this::described).toList(),
                table.orElse(
                        with.isPresent()
                                ? "Nobody near you has it, or lets you see it."
                                : "Nobody is near you yet. If somebody should be, the command doctor tells which ways are"
                                        + " open."));
    }

    private Map<String, Object> described(PeerNearMe person) {
        Map<String, Object> out = Describe.person(person);
        services.contact(person).ifPresent(contact -> out.putAll(Describe.card(contact)));
        return out;
    }

    /** One that is installed here, or any by its id. */
    private ApplicationId application(String word) {
        return word.matches("\\p{XDigit}{8}-.*")
                ? ApplicationId.parse(word)
                : Find.application(services.applications().installed(), word)
                        .application()
                        .id();
    }

    private Reply addAddress(Arguments arguments) throws Exception {
        arguments.atMost(2);
        InetSocketAddress address = Addresses.parse(arguments.word(0));
        Optional<PeerName> expected =
                arguments.count() > 1 ? Optional.of(PeerName.parse(arguments.word(1))) : Optional.empty();
        PeerNearMe person = Waiting.until(
                services.people().addAddress(address.getHostString(), address.getPort(), expected),
                Waiting.LONG,
                "Reaching " + Addresses.text(address));
        return new Reply(
                Describe.person(person),
                "There is " + Words.nameOf(person)
                        + person.peer()
                                .map(peer -> " (" + peer.shortForm() + ")")
                                .orElse("") + ".");
    }

    private static String addresses(List<InetSocketAddress> addresses) {
        return addresses.isEmpty()
                ? "nowhere"
                : addresses.stream().map(Addresses::text).collect(Collectors.joining(", "));
    }
}
