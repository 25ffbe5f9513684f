package dev.parley.console.internal;

import dev.parley.api.peer.Text;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.felix.service.command.CommandProcessor;
import org.apache.felix.service.command.CommandSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs lines of commands through Gogo. Any thread; a line runs on its caller's. */
final class CommandLine {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLine.class);
    private static final String SAY = "say";
    /** The variable of a Gogo session that holds the names of all commands. */
    private static final String GOGO_COMMANDS = ".commands";

    private static final int OUTPUT_CODE_POINTS = 1 << 20;

    private final CommandProcessor gogo;
    private final Map<String, Command> commands;

    CommandLine(CommandProcessor gogo, Map<String, Command> commands) {
        this.gogo = gogo;
        this.commands = commands;
    }

    /**
     * How a line ended.
     *
     * @param status 0, or 1 when it failed
     * @param reply the answer, or the sentence about the failure
     */
    record Result(int status, Reply reply) {}

    /** Runs one line. Never throws. */
    Result run(String line) {
        String trimmed = line.strip();
        if (trimmed.isEmpty() || trimmed.startsWith("#")) {
            return new Result(0, new Reply(List.of(), ""));
        }
        try {
            return new Result(0, trimmed.startsWith(SAY + " ") ? say(trimmed) : throughGogo(trimmed));
        } catch (Exception | StackOverflowError e) {
            Throwable cause = Failures.cause(e);
            if (!Failures.isExpected(cause)) {
                LOG.warn("the command failed: {}", Text.label(trimmed), cause);
            }
            String sentence = Text.lines(explained(cause, trimmed), OUTPUT_CODE_POINTS);
            return new Result(1, new Reply(Describe.ordered("error", sentence), sentence));
        }
    }

    /** What people say to each other is not to be read as Gogo's language: quotes, braces and semicolons mean themselves. */
    private Reply say(String line) throws Exception {
        String said = line.substring(SAY.length()).strip();
        return commands.get(SAY).run(said.equals("--help") ? List.of(said) : List.of(("-- " + said).split(" ", -1)));
    }

    private Reply throughGogo(String line) throws Exception {
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        try (PrintStream out = new PrintStream(output, true, StandardCharsets.UTF_8);
                CommandSession session = gogo.createSession(InputStream.nullInputStream(), out, out)) {
            session.put("SCOPE", Command.SCOPE + ":*");
            Object result = session.execute(line);
            if (result instanceof Reply reply) {
                return reply;
            }
            String text = output.toString(StandardCharsets.UTF_8) + (result == null ? "" : session.format(result, 0));
            return new Reply(text, Text.lines(text.stripTrailing(), OUTPUT_CODE_POINTS));
        }
    }

    /** All there are now, in order: those of other bundles, too, which Gogo finds as it finds ours. */
    List<String> names() {
        String prefix = Command.SCOPE + ":";
        try (CommandSession session = gogo.createSession(
                InputStream.nullInputStream(), OutputStream.nullOutputStream(), OutputStream.nullOutputStream())) {
            return session.get(GOGO_COMMANDS) instanceof Set<?> all
                    ? all.stream()
                            .map(Object::toString)
                            .filter(name -> name.startsWith(prefix))
                            .map(name -> name.substring(prefix.length()))
                            .sorted()
                            .toList()
                    : List.of();
        }
    }

    private String explained(Throwable cause, String line) {
        if (cause.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return "There is no command \"" + Text.label(line.split("\\s", 2)[0]) + "\". There are: "
                    + String.join(", ", names())
                    + ". Each tells more with --help.";
        }
        return Failures.sentence(cause);
    }
}
