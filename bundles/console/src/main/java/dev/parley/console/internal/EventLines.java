package dev.parley.console.internal;

import java.io.PrintStream;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Writes each event as one JSON object on a line. */
final class EventLines implements Consumer<Display.Event> {
    private final PrintStream out;
    private final Clock clock;

    EventLines(PrintStream out, Clock clock) {
        this.out = out;
        this.clock = clock;
    }

    /** Whole lines: events come from several threads. */
    @Override
    public synchronized void accept(Display.Event event) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("event", event.kind());
        line.put("at", clock.instant());
        ((Map<?, ?>) event.fields()).forEach((name, value) -> line.put(name.toString(), value));
        out.println(Json.of(line));
        out.flush();
    }
}
