package dev.parley.launcher.options;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What was asked for: checked as far as one can without starting. Immutable. */
public final class Options {
    private final Map<Option, List<String>> values;
    private final Set<Option> typed;
    private final Command command;
    private final List<String> words;

    /** What the program is to do. */
    public enum Command {
        /** Start a peer. */
        RUN,
        /** Run one console command in a running home. */
        CALL,
        /** Two peers on this machine. */
        DEMO;

        boolean takes(Option option) {
            return switch (this) {
                case RUN -> option != Option.JSON && option != Option.SCRIPT && option != Option.THREE;
                case CALL -> option == Option.HOME || option == Option.JSON;
                case DEMO -> option == Option.SCRIPT || option == Option.THREE;
            };
        }
    }

    Options(Map<Option, List<String>> values, Set<Option> typed, Command command, List<String> words) {
        this.values = new EnumMap<>(Option.class);
        values.forEach((option, given) -> this.values.put(option, List.copyOf(given)));
        this.typed = Set.copyOf(typed);
        this.command = command;
        this.words = List.copyOf(words);
    }

    public Command command() {
        return command;
    }

    /** What follows {@code call}: one console command. */
    public String called() {
        return words.size() == 1
                ? words.get(0)
                : String.join(" ", words.stream().map(Options::quoted).toList());
    }

    /** Those on the command line; the others came from the environment. */
    Set<Option> typed() {
        return typed;
    }

    /** Whether a switch is on. */
    public boolean has(Option option) {
        return values.containsKey(option);
    }

    /** The last value given. */
    public Optional<String> value(Option option) {
        List<String> all = all(option);
        return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
    }

    /** Every value given, in order. */
    public List<String> all(Option option) {
        return values.getOrDefault(option, List.of());
    }

    /** The shell took the quotes away; the console wants them back. */
    private static String quoted(String word) {
        boolean plain = !word.isEmpty() && word.chars().noneMatch(c -> c <= ' ' || c == '"' || c == '\'' || c == '\\');
        return plain ? word : '"' + word.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
