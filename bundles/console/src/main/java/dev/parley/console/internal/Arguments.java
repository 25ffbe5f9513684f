package dev.parley.console.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The words after a command: options that begin with two dashes, and the rest in order. */
final class Arguments {
    private final String usage;
    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new HashMap<>();
    private final Set<String> flags = new HashSet<>();

    /**
     * @param usage shown when something is missing
     * @param known the options there are, with their dashes; each takes a value
     */
    Arguments(String usage, Set<String> known, List<String> given) {
        this(usage, known, Set.of(), given);
    }

    /** @param knownFlags options that take no value */
    Arguments(String usage, Set<String> known, Set<String> knownFlags, List<String> given) {
        this.usage = usage;
        boolean onlyWords = false;
        for (int i = 0; i < given.size(); i++) {
            String word = given.get(i);
            if (onlyWords || !word.startsWith("--")) {
                words.add(word);
            } else if (word.equals("--")) {
                onlyWords = true;
            } else if (knownFlags.contains(word)) {
                flags.add(word);
            } else if (!known.contains(word)) {
                throw new CommandException("There is no option " + word + " here. Usage: " + usage);
            } else if (i + 1 == given.size()) {
                throw new CommandException("The option " + word + " needs a value. Usage: " + usage);
            } else {
                options.put(word, given.get(++i));
            }
        }
    }

    int count() {
        return words.size();
    }

    /** @throws CommandException when there is no such word */
    String word(int index) {
        if (index >= words.size()) {
            throw new CommandException("Something is missing. Usage: " + usage);
        }
        return words.get(index);
    }

    /** All words from one on, joined by spaces. */
    String rest(int from) {
        return from >= words.size() ? "" : String.join(" ", words.subList(from, words.size()));
    }

    Optional<String> option(String name) {
        return Optional.ofNullable(options.get(name));
    }

    boolean flag(String name) {
        return flags.contains(name);
    }

    /** @throws CommandException when there are more words than that */
    Arguments atMost(int count) {
        if (words.size() > count) {
            throw new CommandException(
                    "That is more than this command takes; put quotes around words that belong together. Usage: "
                            + usage);
        }
        return this;
    }

    /** @throws CommandException when it is no number from 1 to 3600 */
    Optional<Integer> seconds(String name) {
        return option(name).map(text -> {
            try {
                int seconds = Integer.parseInt(text);
                if (seconds > 0 && seconds <= 3600) {
                    return seconds;
                }
            } catch (NumberFormatException notANumber) {
                // said below
            }
            throw new CommandException("The option " + name + " takes seconds, 1 to 3600, not " + text + ".");
        });
    }
}
