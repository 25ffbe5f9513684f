package dev.parley.console.internal;

import dev.parley.api.peer.Text;
import java.util.ArrayList;
import java.util.List;

/** A table for people: columns as wide as they need, cells free of anything that steers a terminal. */
final class Table {
    private static final int WIDEST = 48;

    private final List<List<String>> rows = new ArrayList<>();
    private final int columns;

    Table(String... headings) {
        columns = headings.length;
        rows.add(List.of(headings));
    }

    Table row(Object... cells) {
        List<String> row = new ArrayList<>(columns);
        for (Object cell : cells) {
            row.add(Text.label(cell.toString()));
        }
        rows.add(row);
        return this;
    }

    /** @param empty what to say when there are no rows */
    String orElse(String empty) {
        return rows.size() == 1 ? empty : toString();
    }

    /** The last column may be of any width; others are cut where they are too wide to read. */
    @Override
    public String toString() {
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < columns - 1; i++) {
                widths[i] = Math.max(widths[i], Math.min(WIDEST, length(row.get(i))));
            }
        }
        StringBuilder out = new StringBuilder();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < columns; i++) {
                line.append(i == columns - 1 ? row.get(i) : padded(row.get(i), widths[i] + 2));
            }
            out.append(line.toString().stripTrailing()).append('\n');
        }
        return out.substring(0, out.length() - 1);
    }

    private static String padded(String cell, int width) {
        String shown = length(cell) > WIDEST ? cell.substring(0, cell.offsetByCodePoints(0, WIDEST - 1)) + "…" : cell;
        return shown + " ".repeat(Math.max(1, width - length(shown)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
