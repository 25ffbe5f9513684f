package dev.parley.launcher.status;

/** Text that others may have written (arguments, file names, manifests, answers), made fit for a terminal. */
public final class Shown {
    private static final int LONGEST_LINE = 200;

    private Shown() {}

    /** One line, at most 200 characters of it. */
    public static String line(String anything) {
        StringBuilder shown = new StringBuilder();
        anything.codePoints()
                .limit(LONGEST_LINE)
                .map(c -> isHidden(c) ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** All of it; line ends and tabs stay. */
    public static String lines(String anything) {
        StringBuilder shown = new StringBuilder(anything.length());
        String unix = anything.replace("\r\n", "\n");
        unix.codePoints()
                .map(c -> isHidden(c) && c != '\n' && c != '\t' ? '?' : c)
                .forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** Control characters, line ends, unpaired surrogates, and what turns the direction of writing. */
    public static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.SURROGATE -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> turnsDirection(codePoint);
        };
    }

    /** The explicit directional formatting characters of UAX #9, section 2. */
    private static boolean turnsDirection(int c) {
        return c == 0x061C || c == 0x200E || c == 0x200F || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }
}
