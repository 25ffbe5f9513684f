package dev.parley.tests.bench.figures;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The table and its raw numbers. Not thread-safe. */
public final class Report {
    private final List<Row> rows = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private boolean valid = true;

    public void add(Row row) {
        rows.add(row);
    }

    /** A sentence below the table. */
    public void note(String sentence) {
        notes.add(sentence);
    }

    /** The table counts for nothing, and says so. */
    public void spoil(String why) {
        valid = false;
        notes.add(0, "**This table is void:** " + why);
    }

    /** In Markdown. */
    public String table(Map<String, String> machine) {
        StringBuilder text = new StringBuilder("# Speed and size\n\n");
        machine.forEach((what, value) ->
                text.append("- ").append(what).append(": ").append(value).append('\n'));
        text.append(
                "\nMedians with their 95 % intervals (bootstrap, 10,000 draws; ratios over pairs taken in turns in one run).\n");
        text.append(valid ? "\n" : "\n**VOID, see below.**\n\n");
        text.append(
                "| figure | n | ours | beside | theirs | ratio | bar | verdict |\n|---|---|---|---|---|---|---|---|\n");
        rows.forEach(row -> text.append(line(row)));
        text.append('\n');
        notes.forEach(note -> text.append("- ").append(note).append('\n'));
        return text.toString();
    }

    /** One line, also for progress. */
    public static String line(Row row) {
        return String.format(
                "| %s | %d | %s | %s | %s | %s | %s | %s |%n",
                row.figure(),
                row.ours().values().size(),
                row.ours().median(),
                row.beside(),
                row.theirs().map(theirs -> theirs.median().toString()).orElse(""),
                row.ratio().map(Interval::toString).orElse(""),
                row.bar(),
                row.verdict());
    }

    /** All values, one a line. */
    public String numbers() {
        StringBuilder text = new StringBuilder("figure,who,index,value\n");
        for (Row row : rows) {
            text.append(values(row.figure(), "ours", row.ours()));
            row.theirs().ifPresent(theirs -> text.append(values(row.figure(), row.beside(), theirs)));
        }
        return text.toString();
    }

    private static String values(String figure, String who, Sample sample) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < sample.values().size(); i++) {
            lines.add(String.format(
                    Locale.ROOT,
                    "\"%s\",\"%s\",%d,%.4f%n",
                    figure,
                    who,
                    i,
                    sample.values().get(i)));
        }
        return lines.stream().collect(Collectors.joining());
    }
}
