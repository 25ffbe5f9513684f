package dev.parley.console.internal;

import java.util.List;
import org.jline.reader.Candidate;
import org.jline.reader.Completer;
import org.jline.reader.LineReader;
import org.jline.reader.ParsedLine;

/** Hands {@link Completion} to JLine. */
final class TerminalCompleter implements Completer {
    private final Completion completion;

    TerminalCompleter(Completion completion) {
        this.completion = completion;
    }

    @Override
    public void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        completion.of(line.words(), line.wordIndex()).forEach(word -> candidates.add(new Candidate(word)));
    }
}
