package dev.parley.launcher.options;

import dev.parley.launcher.options.Options.Command;
import dev.parley.launcher.status.LaunchException;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the environment, then the command line, which wins. */
public final class OptionParser {
    private static final Set<Option> ONLY_TYPED = EnumSet.of(Option.VERSION, Option.HELP, Option.JSON, Option.SCRIPT);
    private static final Map<String, Boolean> SWITCHES =
            Map.of("true", true, "1", true, "yes", true, "false", false, "0", false, "no", false, "", false);

    private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
    private final List<String> words = new ArrayList<>();
    private Command command = Command.RUN;

    private OptionParser() {}

    /**
     * @param environment variables by name
     * @throws LaunchException with status 2, naming the option and what is possible
     */
    public static Options parse(List<String> arguments, Map<String, String> environment) throws LaunchException {
        OptionParser parser = new OptionParser();
        parser.environment(environment);
        parser.arguments(arguments);
        Options options = new Options(parser.values, parser.command, parser.words);
        OptionChecks.check(options);
        return options;
    }

    private void environment(Map<String, String> environment) throws LaunchException {
        for (Option option : Option.values()) {
            String value = environment.get(option.variable());
            if (value == null || ONLY_TYPED.contains(option)) {
                continue;
            }
            if (option.isSwitch()) {
                Boolean on = SWITCHES.get(value.toLowerCase(Locale.ROOT));
                if (on == null) {
                    throw LaunchException.wrongOptions(
                            option.variable() + " is \"" + shown(value) + "\"; it can be true or false.");
                }
                if (on) {
                    values.put(option, List.of("true"));
                }
            } else if (!value.isEmpty()) {
                values.put(option, option.repeatable() ? split(option, value) : List.of(value));
            }
        }
    }

    /** Addresses contain colons, so these are separated by commas, and files as in PATH. */
    private static List<String> split(Option option, String value) {
        String separator = option == Option.BIND ? "," : File.pathSeparator;
        return List.of(value.split(Pattern.quote(separator)));
    }

    private void arguments(List<String> arguments) throws LaunchException {
        Set<Option> typed = EnumSet.noneOf(Option.class);
        for (int i = 0; i < arguments.size(); i++) {
            String argument = arguments.get(i);
            if (command == Command.CALL && !argument.equals(Option.JSON.flag())) {
                words.add(argument);
            } else if (!argument.startsWith("-")) {
                word(argument);
            } else {
                int equals = argument.indexOf('=');
                Option option = option(equals < 0 ? argument : argument.substring(0, equals));
                if (option.isSwitch() && equals >= 0) {
                    throw LaunchException.wrongOptions(option.flag() + " takes no value.");
                }
                String value = "true";
                if (!option.isSwitch()) {
                    if (equals < 0 && ++i >= arguments.size()) {
                        throw LaunchException.wrongOptions(
                                option.flag() + " wants a value: " + option.flag() + " " + option.argument() + ".");
                    }
                    value = equals < 0 ? arguments.get(i) : argument.substring(equals + 1);
                }
                List<String> given = typed.add(option) ? new ArrayList<>() : values.get(option);
                if (!given.isEmpty() && !option.repeatable() && !option.isSwitch()) {
                    throw LaunchException.wrongOptions(option.flag() + " is given twice; once is possible.");
                }
                given.add(value);
                values.put(option, given);
            }
        }
    }

    private void word(String word) throws LaunchException {
        if (command != Command.RUN) {
            throw LaunchException.wrongOptions("\"" + shown(word) + "\" after demo means nothing. See parley --help.");
        }
        command = switch (word) {
            case "call" -> Command.CALL;
            case "demo" -> Command.DEMO;
            default ->
                throw LaunchException.wrongOptions(
                        "\"" + shown(word)
                                + "\" is no command of parley; there are demo and call. Options start with --; see parley --help.");
        };
    }

    private static Option option(String flag) throws LaunchException {
        if (flag.equals("-h")) {
            return Option.HELP;
        }
        return Option.of(flag)
                .orElseThrow(() -> LaunchException.wrongOptions("There is no option " + shown(flag) + "; there are "
                        + String.join(
                                ", ",
                                List.of(Option.values()).stream()
                                        .map(Option::flag)
                                        .toList()) + "."));
    }

    /** Never lets a control character reach a terminal. */
    static String shown(String value) {
        StringBuilder shown = new StringBuilder();
        value.codePoints().limit(200).map(c -> isHidden(c) ? '?' : c).forEach(shown::appendCodePoint);
        return shown.toString();
    }

    /** Control characters, bidirectional overrides and the like. */
    static boolean isHidden(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            case Character.SURROGATE, Character.UNASSIGNED -> true;
            default -> false;
        };
    }
}
