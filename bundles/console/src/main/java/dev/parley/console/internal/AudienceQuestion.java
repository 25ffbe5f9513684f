package dev.parley.console.internal;

import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.UserInterruptException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks on the terminal who may see an application that was just installed. Only the shell's own thread is asked: a command that comes
 * from outside has no person before it.
 */
final class AudienceQuestion implements ApplicationCommands.Question {
    private static final Logger LOG = LoggerFactory.getLogger(AudienceQuestion.class);

    private LineReader reader; // guarded by this, with the next
    private Thread shell;

    /** To be called by the shell: it reads lines here; null when it no longer does. */
    synchronized void terminal(LineReader lines) {
        reader = lines;
        shell = lines == null ? null : Thread.currentThread();
    }

    @Override
    public Optional<Audience> ask(InstalledApplication app) {
        LineReader here = here();
        List<Audience> choices = Arrays.stream(Audience.values())
                .filter(each -> each.isWithin(Audience.widest(app.application().scope())))
                .toList();
        if (here == null || choices.size() == 1) {
            return Optional.empty();
        }
        String words = choices.stream().map(Words::lower).collect(Collectors.joining("/"));
        try {
            String answer = here.readLine("Who may see that you have "
                            + Text.label(app.application().name()) + "? [" + words + "] ")
                    .strip()
                    .toLowerCase(Locale.ROOT);
            return choice(answer, choices);
        } catch (UserInterruptException | EndOfFileException unanswered) {
            LOG.debug("the question stays open", unanswered);
            return Optional.empty();
        }
    }

    /** By its first letters; anything else is no answer, and asked again at the next version. */
    static Optional<Audience> choice(String answer, List<Audience> choices) {
        return choices.stream()
                .filter(each -> !answer.isEmpty() && Words.lower(each).startsWith(answer))
                .findFirst();
    }

    private synchronized LineReader here() {
        return Thread.currentThread() == shell ? reader : null;
    }
}
