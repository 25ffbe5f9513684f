package dev.parley.console.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.session.Message;
import dev.parley.api.session.Position;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** {@code history}. */
final class HistoryCommand {
    private static final int SHOWN = 20;
    private static final int MOST = 100_000;

    private final Services services;

    HistoryCommand(Services services) {
        this.services = services;
    }

    List<Command> all() {
        return List.of(new Command(
                "history",
                "[SESSION] [--last N]",
                "Shows what was said in a session and is kept here: the last " + SHOWN
                        + ", or N. Without SESSION it is the newest one.",
                Set.of("--last"),
                this::history));
    }

    private Reply history(Arguments arguments) throws Exception {
        List<Session> open = services.sessions().all();
        Session session = arguments.atMost(1).count() > 0 ? Find.session(open, arguments.word(0)) : Find.newest(open);
        Deque<Message> last = last(session, arguments.option("--last").map(HistoryCommand::number));
        Table table = new Table("WHEN", "WHO", "WHAT");
        last.forEach(message -> table.row(
                Words.minute(message.sentAt()),
                message.from().displayName(),
                text(message.body()).orElse("(" + message.body().remaining() + " bytes)")));
        return new Reply(
                last.stream().map(HistoryCommand::described).toList(),
                table.orElse("Nothing is kept of this session yet."));
    }

    private static Deque<Message> last(Session session, Optional<Integer> wanted) throws Exception {
        int most = wanted.orElse(SHOWN);
        Deque<Message> last = new ArrayDeque<>();
        Position next = Position.BEGINNING;
        for (List<Message> page = page(session, next); !page.isEmpty(); page = page(session, next)) {
            for (Message message : page) {
                last.add(message);
                if (last.size() > most) {
                    last.remove();
                }
            }
            next = new Position(last.getLast().position().orElseThrow().value() + 1);
        }
        return last;
    }

    private static List<Message> page(Session session, Position from) throws Exception {
        return Waiting.until(session.history(from), Waiting.LONG, "Reading what was said");
    }

    private static int number(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number > 0 && number <= MOST) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new CommandException("The option --last takes a number from 1 to " + MOST + ", not " + text + ".");
    }

    /** Empty when it is no text. */
    private static Optional<String> text(ByteBuffer body) {
        try {
            return Optional.of(Text.lines(
                    StandardCharsets.UTF_8.newDecoder().decode(body.duplicate()).toString(),
                    TextView.LINE_CODE_POINTS));
        } catch (CharacterCodingException noText) {
            return Optional.empty();
        }
    }

    private static Map<String, Object> described(Message message) {
        Map<String, Object> out = Describe.ordered(
                "peer", message.from().peer(), "endpoint", message.from().endpoint());
        out.put("displayName", message.from().displayName());
        out.put("sequence", message.id().sequence());
        out.put("position", message.position().orElseThrow().value());
        out.put("sentAt", message.sentAt());
        byte[] bytes = new byte[message.body().remaining()];
        message.body().duplicate().get(bytes);
        text(message.body()).ifPresent(text -> out.put("text", text));
        out.put("body", Base64.getEncoder().encodeToString(bytes));
        return out;
    }
}
