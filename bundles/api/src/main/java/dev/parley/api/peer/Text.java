package dev.parley.api.peer;

import java.text.Normalizer;

/**
 * Text that people read and that others wrote. A <em>label</em> is NFC, at most 255 code points (seed table 1.16), and free of
 * control characters, line ends, unpaired surrogates and bidirectional overrides, so that it cannot pretend to be another
 * or steer a terminal.
 */
public final class Text {
    /** The most code points in a label. */
    public static final int LABEL_CODE_POINTS = 255;

    private static final int REPLACEMENT = 0xFFFD;

    private Text() {}

    /** Makes a label of anything: forbidden characters become U+FFFD, the rest past the limit is cut off. Never throws. */
    public static String label(String anything) {
        return cleaned(anything, LABEL_CODE_POINTS, false);
    }

    /**
     * Like {@link #label} for text of several lines: keeps line feeds and tabs.
     *
     * @param codePoints where to cut off
     */
    public static String lines(String anything, int codePoints) {
        return cleaned(anything, codePoints, true);
    }

    /**
     * @param what names the value in the message, as in "the display name"
     * @return the label itself
     * @throws IllegalArgumentException when it is not a label
     */
    public static String requireLabel(String what, String label) {
        int length = label.codePointCount(0, label.length());
        if (length > LABEL_CODE_POINTS) {
            throw new IllegalArgumentException(
                    what + " has " + length + " characters; shorten it to at most " + LABEL_CODE_POINTS + ".");
        }
        if (!label(label).equals(label)) {
            throw new IllegalArgumentException(
                    what + " has characters that cannot be shown, such as a line end or an escape; leave them out.");
        }
        return label;
    }

    private static String cleaned(String anything, int limit, boolean severalLines) {
        if (anything.length() <= limit && isPlain(anything)) {
            return anything;
        }
        String composed = Normalizer.normalize(anything, Normalizer.Form.NFC);
        StringBuilder clean = new StringBuilder(Math.min(composed.length(), limit));
        composed.codePoints()
                .limit(limit)
                .map(c -> isForbidden(c) && !(severalLines && (c == '\n' || c == '\t')) ? REPLACEMENT : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    /** Printable ASCII is NFC, and nothing of it is forbidden: most labels are just that. */
    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static boolean isForbidden(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR ->
                true;
            default -> isBidirectionalControl(c);
        };
    }

    /** The explicit directional formatting characters of UAX #9, section 2. */
    private static boolean isBidirectionalControl(int c) {
        return c == 0x061C
                || c == 0x200E
                || c == 0x200F
                || (c >= 0x202A && c <= 0x202E)
                || (c >= 0x2066 && c <= 0x2069);
    }
}
