package dev.parley.launcher.options;

import dev.parley.launcher.options.Options.Command;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import java.io.File;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads the environment, then the command line, which wins. */
public final class OptionParser {
    private static final Set<Option> ONLY_TYPED =
            EnumSet.of(Option.VERSION, Option.HELP, Option.JSON, Option.SCRIPT, Option.THREE);
    private static final Map<String, Boolean> SWITCHES =
            Map.of("true", true, "1", true, "yes", true, "false", false, "0", false, "no", false, "", false);

    private final Map<Option, List<String>> values = new EnumMap<>(Option.class);
    private final List<String> words = new ArrayList<>();
    private final Set<Option> typed = EnumSet.noneOf(Option.class);
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
        Options options = new Options(parser.values, parser.typed, parser.command, parser.words);
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
                            option.variable() + " is \"" + Shown.line(value) + "\"; it can be true or false.");
                }
                if (on) {
                    values.put(option, List.of("true"));
                }
            } else {
                List<String> given = option.repeatable() ? split(option, value) : List.of(value);
                if (given.stream().anyMatch(each -> !each.isEmpty())) {
                    values.put(option, given);
                }
            }
        }
    }

    /** Addresses contain colons, so these are separated by commas, and files as in PATH. */
    private static List<String> split(Option option, String value) {
        String separator = option == Option.BIND ? "," : File.pathSeparator;
        return Stream.of(value.split(Pattern.quote(separator)))
                .map(String::strip)
                .filter(each -> !each.isEmpty())
                .toList();
    }

    private void arguments(List<String> arguments) throws LaunchException {
        Iterator<String> rest = arguments.iterator();
        while (rest.hasNext()) {
            String argument = rest.next();
            if (command == Command.CALL && !argument.equals(Option.JSON.flag())) {
                called(argument);
            } else if (!argument.startsWith("-")) {
                word(argument);
            } else {
                option(argument, rest);
            }
        }
    }

    private void option(String argument, Iterator<String> rest) throws LaunchException {
        int equals = argument.indexOf('=');
        Option option = named(equals < 0 ? argument : argument.substring(0, equals));
        if (option.isSwitch()) {
            if (equals >= 0) {
                throw LaunchException.wrongOptions(option.flag() + " takes no value.");
            }
            typed.add(option);
            values.put(option, List.of("true"));
            return;
        }
        if (equals < 0 && !rest.hasNext()) {
            throw LaunchException.wrongOptions(
                    option.flag() + " wants a value: " + option.flag() + " " + option.argument() + ".");
        }
        String value = equals < 0 ? rest.next() : argument.substring(equals + 1);
        List<String> given = typed.add(option) ? new ArrayList<>() : values.get(option);
        if (!given.isEmpty() && !option.repeatable()) {
            throw LaunchException.wrongOptions(option.flag() + " is given twice; once is possible.");
        }
        given.add(value);
        values.put(option, given);
    }

    private void called(String word) throws LaunchException {
        if (words.isEmpty() && Option.of(word.replaceFirst("(?s)=.*", "")).isPresent()) {
            throw LaunchException.wrongOptions("Options stand before call, as in parley --home DIR call \"near\"; "
                    + Shown.line(word) + " stands after it.");
        }
        words.add(word);
    }

    private void word(String word) throws LaunchException {
        if (command != Command.RUN) {
            throw LaunchException.wrongOptions(
                    "\"" + Shown.line(word) + "\" after demo means nothing. See parley --help.");
        }
        command = switch (word) {
            case "call" -> Command.CALL;
            case "demo" -> Command.DEMO;
            default ->
                throw LaunchException.wrongOptions(
                        "\"" + Shown.line(word)
                                + "\" is no command of parley; there are demo and call. Options start with --; see parley --help.");
        };
    }

    private static Option named(String flag) throws LaunchException {
        if (flag.equals("-h")) {
            return Option.HELP;
        }
        return Option.of(flag)
                .orElseThrow(
                        () -> LaunchException.wrongOptions("There is no option " + Shown.line(flag) + "; there are "
                                + String.join(
                                        ", ",
                                        List.of(Option.values()).stream()
                                                .map(Option::flag)
                                                .toList()) + "."));
    }
}
