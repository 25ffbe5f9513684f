package dev.parley.console.internal;

import java.io.PrintStream;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Where lines for the person and events for programs go. Lines come from anywhere at any time; while a prompt is shown, it draws
 * them above itself.
 */
@Component(service = Display.class, configurationPid = "dev.parley.console")
public final class Display {
    /** One event, as {@code --events json} writes it. */
    record Event(String kind, Object fields) {}

    private final List<Consumer<Event>> programs = new CopyOnWriteArrayList<>();
    private final PrintStream fallback;
    private volatile Consumer<String> prompt;

    /** With {@code events=json} every event is written from the first on: whoever feeds this starts after it. */
    @Activate
    public Display(Console.Config config) {
        this(System.err);
        if (config.events().equals("json")) {
            programs.add(new EventLines(System.out, Clock.systemUTC()));
        }
    }

    Display(PrintStream fallback) {
        this.fallback = fallback;
    }

    /** Says who draws lines while a prompt is shown; null when it is no longer. */
    void prompt(Consumer<String> above) {
        prompt = above;
    }

    /** Shows a line that is safe to show. */
    void show(String line) {
        Consumer<String> above = prompt;
        if (above != null) {
            above.accept(line);
        } else {
            fallback.println(line);
        }
    }

    /** Whether a program is told anything. */
    boolean hasPrograms() {
        return !programs.isEmpty();
    }

    /** Tells programs. */
    void tell(String kind, Object fields) {
        Event event = new Event(kind, fields);
        programs.forEach(program -> program.accept(event));
    }

    void add(Consumer<Event> program) {
        programs.add(program);
    }
}
