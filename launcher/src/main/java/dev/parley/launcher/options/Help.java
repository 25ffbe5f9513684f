package dev.parley.launcher.options;

/** The text of {@code parley --help}. */
public final class Help {
    private Help() {}

    /** Lines of at most 120 characters. */
    public static String text() {
        StringBuilder text = new StringBuilder(
                """
                parley [options]                     start a peer, with a console when there is a terminal
                parley [--home DIR] call "COMMAND"   run one console command in a running home, for example: call "near"
                parley demo [--script]               two peers on this machine, Left desk and Right desk
                parley demo --three [--script]       three in one session, without a person

                """);
        for (Option option : Option.values()) {
            String form = option.flag() + (option.isSwitch() ? "" : " " + option.argument());
            text.append(String.format("  %-25s %s%n", form, option.help()));
        }
        text.append(
                """

                Each option can also be an environment variable: PARLEY_HOME, PARLEY_PORT, PARLEY_VERBOSE=true, ...
                (several addresses are separated by commas, several files as in PATH).
                After a first start a class archive is made in HOME/cache that makes the next ones faster; PARLEY_ARCHIVE=no: none.
                Status: 0 fine, 1 a command or a step failed, 2 wrong options, 3 cannot start, 4 this home is in use.
                """);
        return text.toString();
    }
}
