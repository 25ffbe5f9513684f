package dev.parley.features;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** What people have looked up about licences: {@code features/licences.txt}. */
final class Licences {
    private static final String IS = " = ";
    private static final String CONTAINS = " contains ";

    private final Map<String, String> spdx = new HashMap<>();
    private final Map<String, String> contents = new HashMap<>();

    /** @throws IOException also when a line says nothing */
    static Licences read(Path file) throws IOException {
        Licences licences = new Licences();
        for (String line : Files.readAllLines(file)) {
            int is = line.lastIndexOf(IS);
            int contains = line.indexOf(CONTAINS);
            boolean remark = line.isBlank() || line.startsWith("#");
            if (!remark && is > 0) {
                licences.spdx.put(
                        line.substring(0, is).strip(),
                        line.substring(is + IS.length()).strip());
            } else if (!remark && contains > 0) {
                licences.contents.put(
                        line.substring(0, contains),
                        line.substring(contains + CONTAINS.length()).strip());
            } else if (!remark) {
                throw new IOException(file + ": \"" + line + "\" says nothing about a licence");
            }
        }
        return licences;
    }

    /**
     * @param name the part's
     * @param said what it says itself; empty when it does not
     * @return an SPDX expression; empty when nobody has looked it up
     */
    Optional<String> of(String name, String said) {
        return Optional.ofNullable(spdx.get(said.isEmpty() ? name : said));
    }

    /** What else lies in it, under licences of their own. */
    Optional<String> contents(String name) {
        return Optional.ofNullable(contents.get(name));
    }
}
