package dev.parley.console.internal;

import java.util.List;
import java.util.Set;
import org.apache.felix.service.command.CommandSession;
import org.apache.felix.service.command.Function;

/**
 * One command of the scope {@code parley}. Gogo finds it as a service; the control socket and the shell come through Gogo too.
 *
 * @param name how it is called
 * @param usage the words it takes
 * @param summary one sentence for people
 * @param options its options, each with a value
 * @param flags its options without a value
 * @param action what it does
 */
record Command(String name, String usage, String summary, Set<String> options, Set<String> flags, Action action)
        implements Function {
    /** The scope of all commands. */
    static final String SCOPE = "parley";

    /** What a command does; what it throws is told to the person by its message. */
    @FunctionalInterface
    interface Action {
        Reply run(Arguments arguments) throws Exception;
    }

    Command(String name, String usage, String summary, Action action) {
        this(name, usage, summary, Set.of(), action);
    }

    Command(String name, String usage, String summary, Set<String> options, Action action) {
        this(name, usage, summary, options, Set.of(), action);
    }

    @Override
    public Reply execute(CommandSession session, List<Object> arguments) throws Exception {
        return run(arguments.stream().map(String::valueOf).toList());
    }

    Reply run(List<String> words) throws Exception {
        if (words.stream().takeWhile(word -> !word.equals("--")).anyMatch("--help"::equals)) {
            String help = "Usage: " + fullUsage() + "\n" + summary;
            return new Reply(help, help);
        }
        return action.run(new Arguments(fullUsage(), options, flags, words));
    }

    private String fullUsage() {
        return usage.isEmpty() ? name : name + " " + usage;
    }
}
