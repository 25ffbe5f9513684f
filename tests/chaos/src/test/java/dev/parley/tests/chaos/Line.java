package dev.parley.tests.chaos;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A line that a member says; its text says which one.
 *
 * @param author the member's number, from 1
 * @param life which of its endpoints said it, from 0: another one after each loss of its keys
 * @param number in the order of what that endpoint says, from 1; one that could not be said is missing
 */
record Line(int author, int life, long number) implements Comparable<Line> {
    private static final Pattern TEXT = Pattern.compile("m(\\d+)\\.(\\d+) (\\d+)");

    /** Empty for a text that no member says. */
    static Optional<Line> parse(String text) {
        Matcher matcher = TEXT.matcher(text);
        return matcher.matches()
                ? Optional.of(new Line(
                        Integer.parseInt(matcher.group(1)),
                        Integer.parseInt(matcher.group(2)),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** Whose order it is part of. */
    String endpoint() {
        return "m" + author + "." + life;
    }

    @Override
    public int compareTo(Line other) {
        int byEndpoint = endpoint().compareTo(other.endpoint());
        return byEndpoint != 0 ? byEndpoint : Long.compare(number, other.number);
    }

    /** The text. */
    @Override
    public String toString() {
        return endpoint() + " " + number;
    }
}
