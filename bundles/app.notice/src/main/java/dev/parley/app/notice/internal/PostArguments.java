package dev.parley.app.notice.internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is given to {@code notice post}.
 *
 * @param time how long to show it
 */
record PostArguments(String title, String text, Optional<Path> picture, Duration time) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,4})([mhd])");

    /** @throws NoticeException when they cannot be understood */
    static PostArguments of(List<String> words) {
        List<String> title = new ArrayList<>();
        String text = "";
        Optional<Path> picture = Optional.empty();
        Duration time = Duration.ofDays(1);
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            switch (word) {
                case "--text" -> text = value(words, ++i);
                case "--picture" -> picture = Optional.of(Path.of(value(words, ++i)));
                case "--for" -> time = time(value(words, ++i));
                default -> title.add(word);
            }
        }
        if (title.isEmpty()) {
            throw new NoticeException("A notice needs a title: notice post TITLE");
        }
        return new PostArguments(String.join(" ", title), text, picture, time);
    }

    private static String value(List<String> words, int index) {
        if (index >= words.size()) {
            throw new NoticeException("The option " + words.get(index - 1) + " needs a value.");
        }
        return words.get(index);
    }

    private static Duration time(String text) {
        Matcher parts = TIME.matcher(text);
        if (parts.matches()) {
            long number = Long.parseLong(parts.group(1));
            Duration time =
                    switch (parts.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofDays(number);
                    };
            if (!time.isZero() && time.compareTo(Notice.LONGEST) <= 0) {
                return time;
            }
        }
        throw new NoticeException(
                "A notice is shown for a time such as 90m, 12h or 7d, at most " + Notice.LONGEST.toDays() + "d.");
    }
}
