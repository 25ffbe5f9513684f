package dev.parley.console.internal;

import dev.parley.api.invitation.InvitationRequest;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Times as people type them: a number and s, m, h or d. */
final class Deadlines {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})([smhd])");

    private Deadlines() {}

    /** @throws CommandException when it is none; whether it is too long, the invitation says */
    static Duration parse(Optional<String> text) {
        if (text.isEmpty()) {
            return InvitationRequest.DEFAULT_DEADLINE;
        }
        Matcher time = TIME.matcher(text.get().toLowerCase(Locale.ROOT));
        if (!time.matches()) {
            throw new CommandException("The option --deadline takes a time, such as 90s, 5m, 2h or 7d.");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
