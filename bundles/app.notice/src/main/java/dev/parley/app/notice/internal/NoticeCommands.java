package dev.parley.app.notice.internal;

import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Text;
import dev.parley.app.notice.internal.Board.Posted;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a person does with notices, a line of words at a time. */
final class NoticeCommands {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final int COLUMNS = 60;
    private static final int SHOWN_PIXELS = 4_000_000;
    private static final String USAGE =
            """
            Usage: notice post TITLE [--text TEXT] [--picture FILE] [--for TIME]   shows it to people near you, for a day or TIME (90m, 12h, 7d)
                   notice withdraw                                                 takes yours back
                   notice show WHO                                                 shows somebody's, with its picture
                   notice save WHO FILE                                            writes its picture to a file
                   notice answer WHO [MESSAGE]                                     opens a session with its author
                   notices                                                         lists those near you""";

    private final Board board;
    private final Posting posting;
    private final Names names;
    private final Invitations invitations;
    private final Clock clock;

    /** How people are called here. */
    interface Names {
        String of(Board.Author author);
    }

    NoticeCommands(Board board, Posting posting, Names names, Invitations invitations, Clock clock) {
        this.board = board;
        this.posting = posting;
        this.names = names;
        this.invitations = invitations;
        this.clock = clock;
    }

    /** All there are. */
    String list() {
        List<String> lines = new ArrayList<>();
        posting.notice().ifPresent(own -> lines.add("you: " + line(own)));
        board.all().forEach(posted -> lines.add(names.of(posted.author()) + ": " + line(posted.notice())));
        return lines.isEmpty()
                ? "Nobody near you has put up a notice. Put one up: notice post TITLE"
                : String.join("\n", lines);
    }

    private static String line(Notice notice) {
        return notice.title() + (notice.picture().isPresent() ? " (with a picture)" : "") + ", until "
                + minute(notice.expires());
    }

    private static String minute(Instant time) {
        return MINUTE.format(time.atZone(ZoneId.systemDefault()));
    }

    /** @throws NoticeException when it cannot be done, saying what to do */
    String run(List<String> words) {
        if (words.isEmpty() || words.contains("--help")) {
            return USAGE;
        }
        try {
            return run(words.get(0), words.subList(1, words.size()));
        } catch (IllegalArgumentException e) {
            throw new NoticeException("That cannot be: " + e.getMessage());
        }
    }

    private String run(String what, List<String> rest) {
        return switch (what) {
            case "post" -> post(rest);
            case "withdraw" ->
                posting.withdraw()
                        ? "Your notice is taken back."
                        : "You have no notice up; there is nothing to take back.";
            case "show" -> show(find(word(rest, 0)));
            case "save" -> save(find(word(rest, 0)), Path.of(word(rest, 1)));
            case "answer" -> answer(find(word(rest, 0)), String.join(" ", rest.subList(1, rest.size())));
            default -> throw new NoticeException("There is no \"notice " + Text.label(what) + "\". " + USAGE);
        };
    }

    private static String word(List<String> words, int index) {
        if (index >= words.size()) {
            throw new NoticeException("Something is missing. " + USAGE);
        }
        return words.get(index);
    }

    private Posted find(String who) {
        String wanted = who.toLowerCase(Locale.ROOT);
        List<Posted> found = board.all().stream()
                .filter(posted ->
                        names.of(posted.author()).toLowerCase(Locale.ROOT).contains(wanted)
                                || posted.author().peer().text().startsWith(who))
                .toList();
        if (found.size() == 1) {
            return found.get(0);
        }
        throw new NoticeException(
                found.isEmpty()
                        ? "Nobody near you who is called " + Text.label(who) + " has a notice up. See: notices"
                        : Text.label(who) + " can be one of " + found.size() + ". Say more of the name or the key.");
    }

    private String post(List<String> words) {
        PostArguments given = PostArguments.of(words);
        Notice notice = new Notice(
                given.title(),
                Text.lines(given.text(), Notice.TEXT_CODE_POINTS),
                given.picture().map(NoticeCommands::picture),
                clock.instant().plus(given.time()));
        posting.post(notice);
        return "People near you see your notice until " + minute(notice.expires()) + ".";
    }

    private static ByteBuffer picture(Path file) {
        try {
            return ByteBuffer.wrap(Pictures.shrink(Files.readAllBytes(file), Notice.PICTURE_BYTES));
        } catch (IOException e) {
            throw new NoticeException(
                    "The picture " + file + " cannot be used: " + e.getMessage() + ". Take another file, PNG or JPEG.");
        }
    }

    private String show(Posted posted) {
        Notice notice = posted.notice();
        List<String> lines = new ArrayList<>();
        lines.add(names.of(posted.author()) + ": " + line(notice));
        if (!notice.text().isEmpty()) {
            lines.add(notice.text());
        }
        notice.picture().ifPresent(bytes -> {
            try {
                lines.addAll(Drawing.of(Pictures.read(NoticeCodec.array(bytes), SHOWN_PIXELS), COLUMNS));
            } catch (IOException e) {
                lines.add("(its picture cannot be shown: " + Text.label(String.valueOf(e.getMessage())) + ")");
            }
        });
        return String.join("\n", lines);
    }

    private static String save(Posted posted, Path file) {
        ByteBuffer picture = posted.notice()
                .picture()
                .orElseThrow(() -> new NoticeException("This notice has no picture, so nothing is saved."));
        try {
            Files.write(file, NoticeCodec.array(picture));
        } catch (IOException e) {
            throw new NoticeException("The picture cannot be written to " + file + ": " + e.getMessage());
        }
        return "The picture is in " + file + ".";
    }

    private String answer(Posted posted, String message) {
        String said =
                message.isBlank() ? "About your notice: " + posted.notice().title() : message;
        OutgoingInvitation sent = invitations.invite(new InvitationRequest(
                ApplicationId.parse(NoticeTalk.ID),
                List.of(new InvitationTarget.AtEndPoint(
                        posted.author().peer(), posted.author().endpoint())),
                Text.label(said),
                Bytes.NONE,
                InvitationRequest.DEFAULT_DEADLINE));
        return names.of(posted.author()) + " is asked (invitation " + sent.id().shortForm()
                + "). When they accept, you talk here.";
    }
}
