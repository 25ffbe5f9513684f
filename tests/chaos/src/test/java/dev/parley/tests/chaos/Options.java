package dev.parley.tests.chaos;

import java.util.HashMap;
import java.util.Map;

/** What is said on the command line. */
final class Options {
    private static final Map<String, String> DEFAULTS =
            Map.of("--minutes", "0", "--seed", "1", "--seconds", "45", "--profile", "small", "--distribution", "");

    private Options() {}

    /** @throws IllegalArgumentException for a word that is none, or that lacks its value */
    static Map<String, String> parse(String... words) {
        Map<String, String> options = new HashMap<>(DEFAULTS);
        for (int i = 0; i < words.length; i += 2) {
            if (!DEFAULTS.containsKey(words[i]) || i + 1 == words.length) {
                throw new IllegalArgumentException(words[i] + " is none of --minutes N, --seed N (the first one),"
                        + " --seconds N (of each), --profile small|default, --distribution DIR, or lacks its value");
            }
            options.put(words[i], words[i + 1]);
        }
        return options;
    }
}
