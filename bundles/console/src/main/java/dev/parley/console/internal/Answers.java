package dev.parley.console.internal;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ParleyException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** What a command says of an invitation that it sent: at once, or once everybody answered. */
final class Answers {
    private Answers() {}

    /** @param seconds how long to wait for the answers; empty: not at all */
    static Reply of(OutgoingInvitation sent, List<Persons.Person> who, Optional<Integer> seconds) throws Exception {
        Map<String, Object> json =
                Describe.ordered("id", sent.id(), "session", sent.session().id());
        String names = who.stream().map(Persons.Person::name).collect(Collectors.joining(", "));
        if (seconds.isEmpty()) {
            return new Reply(
                    json,
                    names + (who.size() == 1 ? " is" : " are") + " invited to "
                            + sent.session().application().name() + " (invitation "
                            + sent.id().shortForm() + ").");
        }
        CompletableFuture<?>[] all = sent.outcomes().values().stream()
                .map(outcome -> outcome.handle((done, failure) -> null).toCompletableFuture())
                .toArray(CompletableFuture<?>[]::new);
        Waiting.until(CompletableFuture.allOf(all), Duration.ofSeconds(seconds.get()), "Your invitation to " + names);
        return told(sent, who, json);
    }

    /** It succeeds when somebody joins. */
    private static Reply told(OutgoingInvitation sent, List<Persons.Person> who, Map<String, Object> json)
            throws Exception {
        List<String> sentences = new ArrayList<>();
        List<String> words = new ArrayList<>();
        for (Persons.Person person : who) {
            try {
                InvitationOutcome outcome =
                        Waiting.until(sent.outcomes().get(person.target()), Waiting.LONG, "The answer");
                words.add(Words.word(outcome));
                sentences.add(Words.sentence(person.name(), outcome));
            } catch (ParleyException e) {
                words.add("failed");
                sentences.add(Failures.sentence(e));
            }
        }
        if (words.stream().noneMatch("accepted"::equals)) {
            throw new CommandException(String.join("\n", sentences));
        }
        json.put("outcome", "accepted");
        json.put("outcomes", words);
        return new Reply(json, String.join("\n", sentences));
    }
}
