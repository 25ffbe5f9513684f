package dev.parley.presence.internal;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.diagnostics.Finding.Verdict;
import dev.parley.api.diagnostics.Finding.Way;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Card;
import dev.parley.wire.diagnostics.Few;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Whether the clock of this machine can be believed: against what it counts itself, and against the time of the cards that others showed,
 * which is all that they say of theirs. Any thread.
 */
final class ClockCheck {
    /** What tickets of contacts bear (docs/adr/0011). */
    static final Duration TOLERATED = Duration.ofMinutes(5);

    private static final String AFFECTS =
            " While clocks differ by more than 5 minutes, contacts who are visible to contacts alone may not let"
                    + " you in; ages of cards and times of last seen are wrong.";

    private final Execution execution;
    private final Instant began;
    private final long beganNanos;

    /** Begins to count. */
    ClockCheck(Execution execution) {
        this.execution = execution;
        this.began = execution.clock().instant();
        this.beganNanos = execution.nanoTime();
    }

    /** @param shown what others showed in this start */
    List<Finding> examine(List<KnownEndpoint> shown) {
        Instant now = execution.clock().instant();
        Duration jumped = Duration.between(began, now).minusNanos(execution.nanoTime() - beganNanos);
        List<String> ahead = shown.stream()
                .map(endpoint -> endpoint.card().card())
                .filter(card -> card.issuedAt().isAfter(now.plus(TOLERATED)))
                .map(Card::peer)
                .distinct()
                .map(peer -> name(shown, peer.text()))
                .toList();
        if (jumped.compareTo(TOLERATED.negated()) < 0) {
            return List.of(finding(
                    Verdict.CONCERN,
                    "the clock was set back by " + text(jumped.negated()) + " since Parley started",
                    "Let this machine set its clock by itself." + AFFECTS));
        }
        if (!ahead.isEmpty()) {
            return List.of(finding(
                    Verdict.CONCERN,
                    "behind the cards of " + Few.of(ahead) + ": signed at a time that has not come here",
                    "Compare this machine's date and time with theirs." + AFFECTS));
        }
        return List.of(finding(
                Verdict.FINE,
                jumped.compareTo(TOLERATED) > 0
                        ? "it went on by " + text(jumped) + " more than Parley ran: it was set, or the machine slept"
                        : "it goes evenly, and no card is from the future",
                ""));
    }

    private static String name(List<KnownEndpoint> shown, String peer) {
        return shown.stream()
                .map(endpoint -> endpoint.card().card())
                .filter(card -> card.peer().text().equals(peer))
                .map(card -> card.displayName() + " (" + card.peer().shortForm() + ")")
                .findFirst()
                .orElseThrow();
    }

    static String text(Duration time) {
        long minutes = time.toMinutes();
        return minutes < 120
                ? minutes + " min"
                : minutes < 2 * 24 * 60 ? minutes / 60 + " h" : minutes / 60 / 24 + " days";
    }

    private static Finding finding(Verdict verdict, String explanation, String advice) {
        return new Finding("", Way.CLOCK, verdict, explanation, advice);
    }
}
