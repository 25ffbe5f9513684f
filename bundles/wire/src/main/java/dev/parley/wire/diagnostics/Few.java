package dev.parley.wire.diagnostics;

import dev.parley.api.peer.Text;
import java.util.Collection;
import java.util.stream.Collectors;

/** Names in a sentence of a finding, however many there are. */
public final class Few {
    /** So many are named; the rest is counted. */
    public static final int NAMED = 3;

    private static final int LETTERS = 40;

    private Few() {}

    /** The first ones, and how many more there are; short enough for a label. Empty when there are none. */
    public static String of(Collection<String> names) {
        String first = names.stream().limit(NAMED).map(Few::shortened).collect(Collectors.joining(", "));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }

    private static String shortened(String name) {
        String label = Text.label(name);
        return label.codePointCount(0, label.length()) <= LETTERS
                ? label
                : label.substring(0, label.offsetByCodePoints(0, LETTERS - 1)) + "…";
    }
}
