package dev.parley.console.internal;

import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.peer.Text;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The prompt on a terminal: history, completion, and lines that come in shown above what is being typed. */
final class Shell {
    private static final Logger LOG = LoggerFactory.getLogger(Shell.class);

    private final CommandLine commands;
    private final Display display;
    private final Completion completion;
    private final AudienceQuestion question;
    private final Path history;

    Shell(CommandLine commands, Display display, Completion completion, AudienceQuestion question, Path history) {
        this.commands = commands;
        this.display = display;
        this.completion = completion;
        this.question = question;
        this.history = history;
    }

    /**
     * Reads and runs lines until the person ends it. Blocks.
     *
     * @throws IOException when there is no terminal
     */
    void run(CompletableFuture<Void> signedIn, Supplier<PeerCollaboration> collaborations) throws IOException {
        try (Terminal terminal = terminal()) {
            LineReader reader = LineReaderBuilder.builder()
                    .terminal(terminal)
                    .appName("parley")
                    .completer(new TerminalCompleter(completion))
                    .variable(LineReader.HISTORY_FILE, history)
                    .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                    .build();
            display.prompt(reader::printAbove);
            question.terminal(reader);
            greet(reader, signedIn, collaborations);
            loop(reader);
        } finally {
            question.terminal(null);
            display.prompt(null);
        }
    }

    /** JLine looks for what it knows of this system by the context's loader, and would settle for a dumb terminal. */
    private static Terminal terminal() throws IOException {
        Thread here = Thread.currentThread();
        ClassLoader before = here.getContextClassLoader();
        here.setContextClassLoader(TerminalBuilder.class.getClassLoader());
        try {
            return TerminalBuilder.builder().name("parley").system(true).build();
        } finally {
            here.setContextClassLoader(before);
        }
    }

    private void loop(LineReader reader) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                String line = reader.readLine("parley> ");
                if (line.strip().equals("exit") || line.strip().equals("quit")) {
                    return;
                }
                String text = commands.run(line).reply().text();
                if (!text.isEmpty()) {
                    reader.getTerminal().writer().println(text);
                    reader.getTerminal().flush();
                }
            } catch (UserInterruptException | EndOfFileException end) {
                LOG.debug("the person ended the console", end);
                return;
            }
        }
    }

    private static void greet(
            LineReader reader, CompletableFuture<Void> signedIn, Supplier<PeerCollaboration> collaborations) {
        try {
            Waiting.until(signedIn, Console.START, "Signing in");
            PeerCollaboration collaboration = collaborations.get();
            if (collaboration.visibility().isEmpty()) {
                VisibilityQuestion.ask(reader, collaboration);
            }
            Me me = collaboration.me();
            reader.printAbove("You are " + Text.label(me.displayName()) + " ("
                    + me.peer().shortForm() + "). Tab completes, --help explains, exit ends.");
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            reader.printAbove(Text.label(Failures.sentence(e)));
        }
    }
}
