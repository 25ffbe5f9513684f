package dev.parley.tests.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * One row of the table in {@code docs/conformance.md}.
 *
 * @param number 1 to 63, as in the original's table
 * @param proofs simple names of test classes; empty when the row comes later
 */
record Row(int number, Set<String> proofs) {
    static final int ROWS = 63;

    /** Names, the mesh, and permissions are no part of this yet. */
    private static final Set<Integer> MAY_COME_LATER =
            Set.copyOf(IntStream.concat(IntStream.rangeClosed(46, 58), IntStream.of(60))
                    .boxed()
                    .toList());

    private static final Pattern LINE = Pattern.compile("\\|\\s*(\\d+)\\s*\\|.*\\|([^|]*)\\|\\s*");
    private static final Pattern PROOF = Pattern.compile("`([A-Za-z0-9]+Test)`");
    private static final String LATER = "later";

    Row {
        proofs = Set.copyOf(proofs);
    }

    /** @throws AssertionError naming the line that is no row as it should be */
    static List<Row> read(List<String> document) {
        return document.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(Row::of)
                .toList();
    }

    private static Row of(Matcher line) {
        int number = Integer.parseInt(line.group(1));
        String last = line.group(2).strip();
        if (last.equals(LATER)) {
            if (!MAY_COME_LATER.contains(number)) {
                throw new AssertionError("row " + number + " may not come later: " + line.group());
            }
            return new Row(number, Set.of());
        }
        Set<String> proofs = new TreeSet<>();
        Matcher each = PROOF.matcher(last);
        while (each.find()) {
            proofs.add(each.group(1));
        }
        if (proofs.isEmpty()) {
            throw new AssertionError("row " + number + " names no test: " + line.group());
        }
        return new Row(number, proofs);
    }

    /** What the methods that prove it begin with. */
    String prefix() {
        return String.format("row%02d_", number);
    }

    /** @return what is wrong; empty when each class that is named has a test of this row, and none of those failed */
    List<String> problems(List<Ran> ran) {
        List<String> silent = proofs.stream()
                .filter(type -> mine(ran).noneMatch(each -> each.type().equals(type)))
                .sorted()
                .map(type -> type + " ran no test that begins with " + prefix())
                .toList();
        return Stream.concat(silent.stream(), ended(ran, Ran.End.FAILED).stream())
                .toList();
    }

    /** @return which of its tests were skipped: it is not proven then, though nothing is wrong */
    List<String> skipped(List<Ran> ran) {
        return ended(ran, Ran.End.SKIPPED);
    }

    private List<String> ended(List<Ran> ran, Ran.End end) {
        return mine(ran).filter(each -> each.end() == end).map(Ran::toString).toList();
    }

    private Stream<Ran> mine(List<Ran> ran) {
        return ran.stream()
                .filter(each -> proofs.contains(each.type()) && each.name().startsWith(prefix()));
    }

    /** Which numbers are not there just once. */
    static List<Integer> wrongNumbers(List<Row> rows) {
        int[] seen = new int[ROWS + 1];
        rows.forEach(row -> seen[Math.min(row.number(), ROWS)]++);
        return IntStream.rangeClosed(1, ROWS)
                .filter(number -> seen[number] != 1)
                .boxed()
                .toList();
    }

    /** Tests that say they prove a row that does not name them. */
    static List<String> unnamed(List<Row> rows, List<Ran> ran) {
        return ran.stream()
                .filter(each -> each.name().matches("row\\d\\d_.*"))
                .filter(each -> rows.stream()
                        .noneMatch(row -> each.name().startsWith(row.prefix())
                                && row.proofs().contains(each.type())))
                .map(each -> each.type() + "." + each.name())
                .distinct()
                .toList();
    }
}
