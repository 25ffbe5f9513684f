package dev.parley.tests.conformance;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * One row of the table in {@code docs/errors.md}.
 *
 * @param original which error it was
 * @param types exceptions that stand for it; perhaps none
 * @param proofs tests, as {@code Class.method}
 */
record ErrorRow(String original, Set<String> types, Set<String> proofs) {
    private static final Pattern LINE =
            Pattern.compile("\\|([^|]*\\b[0-9A-F]{8}\\b[^|]*)\\|([^|]*)\\|[^|]*\\|([^|]*)\\|\\s*");
    private static final Pattern CODE = Pattern.compile("\\b[0-9A-F]{8}\\b");
    private static final Pattern TYPE = Pattern.compile("\\b([A-Z][A-Za-z]*Exception)\\b");
    private static final Pattern PROOF = Pattern.compile("`([A-Za-z0-9]+Test\\.[A-Za-z0-9_]+)`");

    ErrorRow {
        types = Set.copyOf(types);
        proofs = Set.copyOf(proofs);
    }

    /** @throws AssertionError naming the row that names no test */
    static List<ErrorRow> read(List<String> document) {
        return document.stream()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .map(line -> {
                    ErrorRow row =
                            new ErrorRow(line.group(1).strip(), all(TYPE, line.group(2)), all(PROOF, line.group(3)));
                    if (row.proofs.isEmpty()) {
                        throw new AssertionError("no test is named for " + row.original);
                    }
                    return row;
                })
                .toList();
    }

    /** The numbers of the original that a document names, in rows and beside them. */
    static Set<String> codes(List<String> document) {
        return all(CODE, String.join("\n", document));
    }

    private static Set<String> all(Pattern pattern, String text) {
        Set<String> all = new TreeSet<>();
        Matcher each = pattern.matcher(text);
        while (each.find()) {
            all.add(each.groupCount() == 0 ? each.group() : each.group(1));
        }
        return all;
    }

    /** @return what is wrong: tests that did not run, did not pass, and types that nobody has */
    List<String> problems(List<Ran> ran, Set<String> classes) {
        Stream<String> unproven = proofs.stream()
                .filter(proof -> ran.stream().noneMatch(each -> isOf(each, proof) && each.end() == Ran.End.PASSED)
                        || ran.stream().anyMatch(each -> isOf(each, proof) && each.end() == Ran.End.FAILED))
                .map(proof -> proof + " did not pass in this build");
        Stream<String> missing =
                types.stream().filter(type -> !classes.contains(type)).map(type -> "there is no " + type);
        return Stream.concat(unproven, missing).sorted().toList();
    }

    private static boolean isOf(Ran ran, String proof) {
        String name = ran.type() + "." + ran.name();
        return name.equals(proof) || name.startsWith(proof + "(") || name.startsWith(proof + "[");
    }

    @Override
    public String toString() {
        return original;
    }
}
