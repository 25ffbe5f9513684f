package dev.parley.console.internal;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.Visibility;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks once who may see the person, as nothing is announced before an answer. */
final class VisibilityQuestion {
    private static final Logger LOG = LoggerFactory.getLogger(VisibilityQuestion.class);
    private static final String QUESTION =
            "Who on this network may see your name, and invite you? [everyone/contacts/nobody] ";

    private VisibilityQuestion() {}

    /** Until it is answered, or the person ends the input. */
    static void ask(LineReader reader, PeerCollaboration collaboration) throws Exception {
        try {
            Optional<Visibility> answer = Optional.empty();
            while (answer.isEmpty()) {
                answer = choice(reader.readLine(QUESTION));
            }
            Waiting.until(collaboration.setVisibility(answer.get()), Waiting.LONG, "Keeping your answer");
        } catch (UserInterruptException | EndOfFileException unanswered) {
            LOG.debug("the question stays open", unanswered);
        }
    }

    /** By its first letters; "yes" and "no" are answers, too. Empty when it is none: a wrong guess would show or hide somebody. */
    static Optional<Visibility> choice(String answer) {
        String word = answer.strip().toLowerCase(Locale.ROOT);
        if (word.equals("y") || word.equals("yes")) {
            return Optional.of(Visibility.EVERYONE);
        }
        return Stream.of(Visibility.values())
                .filter(each -> !word.isEmpty() && Words.lower(each).startsWith(word))
                .findFirst()
                .or(() -> word.equals("no") ? Optional.of(Visibility.NOBODY) : Optional.empty());
    }
}
