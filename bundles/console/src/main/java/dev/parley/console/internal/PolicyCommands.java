package dev.parley.console.internal;

import dev.parley.api.application.InstalledApplication;
import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.invitation.InvitationRules;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** {@code policy}: the rules for invitations that come in. */
final class PolicyCommands {
    private static final String EVERYONE = "--everyone";
    private static final String NO_RULE = "default";
    private static final int PEER_NAME_LETTERS = 52;

    private final Services services;
    private final Persons persons;

    PolicyCommands(Services services) {
        this.services = services;
        this.persons = new Persons(services);
    }

    List<Command> all() {
        return List.of(new Command(
                "policy",
                "[PERSON|--everyone] [APP] [always|ask|never|contacts-only|default]",
                "Says what is done with invitations: accepted, asked about, declined, or only those of contacts taken; default"
                        + " takes the rule away. Without an answer it lists the rules.",
                Set.of(),
                Set.of(EVERYONE),
                this::policy));
    }

    private Reply policy(Arguments arguments) throws Exception {
        boolean everyone = arguments.flag(EVERYONE);
        int count = arguments.atMost(everyone ? 2 : 3).count();
        Optional<PeerName> person = everyone || count == 0 ? Optional.empty() : Optional.of(peer(arguments.word(0)));
        List<String> rest = words(arguments, everyone ? 0 : 1);
        boolean says = !rest.isEmpty() && isAnswer(rest.get(rest.size() - 1));
        if (rest.size() > (says ? 2 : 1)) {
            throw new CommandException("There is no answer \"" + rest.get(rest.size() - 1)
                    + "\"; there are always, ask, never, contacts-only and default.");
        }
        Optional<ApplicationId> application = rest.size() == (says ? 2 : 1)
                ? Optional.of(Find.application(services.applications().installed(), rest.get(0))
                        .application()
                        .id())
                : Optional.empty();
        return says
                ? set(person, application, rest.get(rest.size() - 1))
                : list(everyone || count > 0, person, application);
    }

    private static List<String> words(Arguments arguments, int from) {
        return Stream.iterate(from, index -> index < arguments.count(), index -> index + 1)
                .map(arguments::word)
                .toList();
    }

    private static boolean isAnswer(String word) {
        return word.equalsIgnoreCase(NO_RULE)
                || Stream.of(Answer.values()).anyMatch(answer -> lower(answer).equals(word.toLowerCase(Locale.ROOT)));
    }

    private Reply set(Optional<PeerName> person, Optional<ApplicationId> application, String word) throws Exception {
        InvitationRules rules = services.rules();
        boolean gone = word.equalsIgnoreCase(NO_RULE);
        boolean onDisk = Waiting.until(
                gone
                        ? rules.remove(person, application)
                        : rules.set(
                                new InvitationRule(person, application, Words.constant(Answer.class, word, "answer"))),
                Waiting.LONG,
                "Keeping the rule");
        Reply now = list(true, person, application);
        String what = gone ? "No rule of its own any more: " + about(person, application) + "." : now.text();
        return new Reply(
                now.json(), onDisk ? what : what + "\nIt lasts until Parley ends: there is no store to keep it in.");
    }

    /** @param some whether only those of one person, or of everyone, are meant */
    private Reply list(boolean some, Optional<PeerName> person, Optional<ApplicationId> application) {
        List<InvitationRule> rules = services.rules().rules().stream()
                .filter(rule -> !some || rule.person().equals(person))
                .filter(rule -> application.isEmpty() || rule.application().equals(application))
                .toList();
        Table table = new Table("PERSON", "APPLICATION", "ANSWER");
        rules.forEach(rule -> table.row(person(rule.person()), application(rule.application()), lower(rule.answer())));
        return new Reply(
                rules.stream().map(PolicyCommands::json).toList(),
                table.orElse("No rule applies: you are asked. Set one with: policy --everyone contacts-only"));
    }

    private static Map<String, Object> json(InvitationRule rule) {
        Map<String, Object> out = Describe.ordered("answer", rule.answer());
        rule.person().ifPresent(person -> out.put("peer", person));
        rule.application().ifPresent(application -> out.put("application", application));
        return out;
    }

    private String about(Optional<PeerName> person, Optional<ApplicationId> application) {
        return person(person) + ", " + application(application);
    }

    private String person(Optional<PeerName> peer) {
        return peer.map(one -> persons.all().stream()
                        .filter(each -> each.peer().filter(one::equals).isPresent())
                        .findFirst()
                        .map(Persons.Person::name)
                        .map(name -> name + " (" + one.shortForm() + ")")
                        .orElseGet(one::shortForm))
                .orElse("everyone");
    }

    private String application(Optional<ApplicationId> id) {
        return id.map(one -> services.applications().installed().stream()
                        .map(InstalledApplication::application)
                        .filter(each -> each.id().equals(one))
                        .findFirst()
                        .map(each -> each.name())
                        .orElseGet(one::toString))
                .orElse("everything");
    }

    /** Also somebody who was never met, by the whole name. */
    private PeerName peer(String word) {
        if (word.length() == PEER_NAME_LETTERS) {
            return PeerName.parse(word);
        }
        Persons.Person person = persons.find(word);
        return person.peer()
                .orElseThrow(() -> new CommandException(
                        "Nobody knows yet who that is: a rule needs a person who was met, or a contact."));
    }

    private static String lower(Answer answer) {
        return Words.lower(answer).replace(' ', '-');
    }
}
