package dev.parley.launcher.demo;

import java.util.List;

/** The lines that a peer's view shows. */
final class ShownLines {
    private ShownLines() {}

    /**
     * Waits for every line, as lines of different authors come in any order, and then wants each of them once and no other.
     *
     * @param said all lines until now, of all authors
     */
    static void exactly(String viewer, EventLog events, List<String> said) throws StepFailed, InterruptedException {
        for (String line : said) {
            events.await(
                    0,
                    "line \"" + line + "\" was shown by " + viewer,
                    Walkthrough.LIMIT,
                    event -> "view.line".equals(event.get("event")) && line.equals(event.get("text")));
        }
        List<String> seen = events.all("view.line").stream()
                .map(event -> event.get("text").toString())
                .sorted()
                .toList();
        List<String> expected = said.stream().sorted().toList();
        if (!seen.equals(expected)) {
            throw new StepFailed(viewer + " shows " + seen + " instead of " + expected);
        }
    }
}
