package dev.parley.launcher.options;

import dev.parley.launcher.options.Options.Command;
import dev.parley.launcher.status.LaunchException;
import dev.parley.launcher.status.Shown;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Refuses what cannot work, in a sentence that names the option and what is possible. */
final class OptionChecks {
    private static final int LONGEST_LABEL = 255;
    private static final String OCTET = "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
    /** Nothing else may get to where names are asked for in the network. */
    private static final Pattern LITERAL =
            Pattern.compile(OCTET + "(\\." + OCTET + "){3}|[0-9A-Fa-f]*:[0-9A-Fa-f:.]*(%[\\w.-]+)?");

    private static final Pattern PORT = Pattern.compile("[0-9]{1,5}");

    private final Options options;

    private OptionChecks(Options options) {
        this.options = options;
    }

    /** Whoever only wants to read the help or the version need not be right about anything else. */
    static void check(Options options) throws LaunchException {
        if (!options.has(Option.HELP) && !options.has(Option.VERSION)) {
            new OptionChecks(options).all();
        }
    }

    private void all() throws LaunchException {
        for (Option option : Option.values()) {
            for (String value : options.all(option)) {
                check(option, value);
            }
        }
        together();
    }

    private void check(Option option, String value) throws LaunchException {
        if (!option.choices().isEmpty() && !option.choices().contains(value)) {
            throw wrong(option, value, "it can be " + String.join(" or ", option.choices()));
        }
        switch (option) {
            case PORT -> {
                if (!PORT.matcher(value).matches() || Integer.parseInt(value) > 65_535) {
                    throw wrong(option, value, "it can be a number from 0, a free port, to 65535");
                }
            }
            case NAME, REALM -> {
                if (value.isBlank()
                        || value.codePointCount(0, value.length()) > LONGEST_LABEL
                        || value.codePoints().anyMatch(Shown::isHidden)) {
                    throw wrong(option, value, "it can be 1 to 255 characters, without control characters");
                }
            }
            case BIND -> bind(value);
            case FEATURE, BUNDLE -> readable(option, value);
            case COMMANDS -> {
                if (!value.equals("-")) {
                    readable(option, value);
                }
            }
            case HOME -> home(value);
            default -> {}
        }
    }

    private void together() throws LaunchException {
        if (options.has(Option.JSON) && options.command() != Command.CALL) {
            throw LaunchException.wrongOptions("--json is possible only with call: parley call \"near\" --json.");
        }
        if (options.has(Option.SCRIPT) && options.command() != Command.DEMO) {
            throw LaunchException.wrongOptions("--script is possible only with demo: parley demo --script.");
        }
        if (options.has(Option.THREE) && options.command() != Command.DEMO) {
            throw LaunchException.wrongOptions("--three is possible only with demo: parley demo --three.");
        }
        for (Option option : options.typed()) {
            if (!options.command().takes(option)) {
                throw LaunchException.wrongOptions(option.flag() + " means nothing with "
                        + options.command().name().toLowerCase(Locale.ROOT) + "; leave it out.");
            }
        }
        if (options.command() == Command.RUN && options.has(Option.EXIT) && !options.has(Option.COMMANDS)) {
            throw LaunchException.wrongOptions(
                    name(Option.EXIT) + " is possible only together with --commands FILE or --commands -.");
        }
        if (options.command() == Command.CALL) {
            String called = options.called();
            if (called.isBlank() || called.indexOf('\n') >= 0) {
                throw LaunchException.wrongOptions(
                        "call wants one console command, for example: parley call \"near\".");
            }
        }
    }

    private void home(String value) throws LaunchException {
        Path home = path(Option.HOME, value);
        if (value.isEmpty() || Files.exists(home) && !Files.isDirectory(home)) {
            throw wrong(Option.HOME, value, "it can be a folder, or the name of one to be made");
        }
    }

    private void readable(Option option, String value) throws LaunchException {
        Path file = path(option, value);
        if (Files.isDirectory(file) || !Files.isReadable(file)) {
            throw wrong(option, value, "it can be a file that you may read, and this is none");
        }
    }

    private Path path(Option option, String value) throws LaunchException {
        try {
            return Path.of(value);
        } catch (InvalidPathException e) {
            throw wrong(option, value, "it can be a path of this system (" + e.getReason() + ")");
        }
    }

    private void bind(String value) throws LaunchException {
        try {
            boolean found = LITERAL.matcher(value).matches()
                    ? NetworkInterface.getByInetAddress(InetAddress.getByName(value)) != null
                            || InetAddress.getByName(value).isLoopbackAddress()
                    : NetworkInterface.getByName(value) != null;
            if (!found) {
                throw wrong(
                        Option.BIND, value, "it can be an address or an interface of this machine: " + interfaces());
            }
        } catch (UnknownHostException | SocketException | IllegalArgumentException e) {
            throw wrong(Option.BIND, value, "it can be an address or an interface of this machine: " + interfaces());
        }
    }

    private static String interfaces() {
        try {
            TreeMap<String, List<String>> all = new TreeMap<>();
            NetworkInterface.networkInterfaces()
                    .forEach(each -> all.put(
                            each.getName(),
                            each.inetAddresses()
                                    .map(InetAddress::getHostAddress)
                                    .toList()));
            return all.entrySet().stream()
                    .map(each -> each.getKey() + " (" + String.join(", ", each.getValue()) + ")")
                    .collect(Collectors.joining(", "));
        } catch (SocketException e) {
            return "they cannot be listed (" + e.getMessage() + ")";
        }
    }

    /** As the person gave it. */
    private String name(Option option) {
        return options.typed().contains(option) ? option.flag() : option.variable();
    }

    private LaunchException wrong(Option option, String value, String possible) {
        return LaunchException.wrongOptions(name(option) + " is \"" + Shown.line(value) + "\"; " + possible + ".");
    }
}
