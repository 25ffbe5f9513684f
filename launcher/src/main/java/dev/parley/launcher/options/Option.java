package dev.parley.launcher.options;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** All options of {@code parley}. Each can also be given as the environment variable {@link #variable()}. */
public enum Option {
    HOME("DIR", "the person's data; default: the platform's usual folder"),
    NAME("\"NAME\"", "the display name that others see"),
    PORT("N", "the port to listen at; 0, the default, is a free one"),
    BIND("ADDRESS|INTERFACE", "listen only there; can be repeated; default: every interface", true),
    FEATURE("FILE", "start this feature too, a complete one instead of the profile's; can be repeated", true),
    BUNDLE("FILE.jar", "install this bundle, for example an application; can be repeated", true),
    VISIBILITY("everyone|contacts|nobody", "who near me may see me; default: the answer given at first start"),
    REALM("NAME", "only peers of the same realm meet; default: parley"),
    PROFILE("default|small", "small: for little memory; JDK TLS, no DNS-SD"),
    ACCEPT("ask|all", "all: accept every invitation without asking"),
    COMMANDS("FILE|-", "run these console commands, one a line"),
    EXIT("", "end after --commands, with the status of the first failure"),
    EVENTS("json", "each event as a JSON line on standard output"),
    VERBOSE("", "log more, and to standard error too"),
    JSON("", "with call: the result for programs"),
    SCRIPT("", "with demo: without a person, one line a step"),
    THREE("", "with demo: three people in one session, without a person"),
    VERSION("", "print the version"),
    HELP("", "print this");

    private final String argument;
    private final String help;
    private final boolean repeatable;

    Option(String argument, String help) {
        this(argument, help, false);
    }

    Option(String argument, String help, boolean repeatable) {
        this.argument = argument;
        this.help = help;
        this.repeatable = repeatable;
    }

    /** As typed: {@code --home}. */
    public String flag() {
        return "--" + name().toLowerCase(Locale.ROOT);
    }

    /** As an environment variable: {@code PARLEY_HOME}. */
    public String variable() {
        return "PARLEY_" + name();
    }

    /** What follows it; empty for a switch. */
    String argument() {
        return argument;
    }

    boolean isSwitch() {
        return argument.isEmpty();
    }

    boolean repeatable() {
        return repeatable;
    }

    String help() {
        return help;
    }

    /** The only values it takes; empty when they are not a short list. */
    List<String> choices() {
        return switch (this) {
            case VISIBILITY, PROFILE, ACCEPT, EVENTS -> List.of(argument.split("\\|"));
            default -> List.of();
        };
    }

    static Optional<Option> of(String flag) {
        for (Option option : values()) {
            if (option.flag().equals(flag)) {
                return Optional.of(option);
            }
        }
        return Optional.empty();
    }
}
