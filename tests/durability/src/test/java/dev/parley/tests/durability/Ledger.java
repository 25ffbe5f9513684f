package dev.parley.tests.durability;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/** What a home was asked to keep, and what it confirmed, over all its processes. */
final class Ledger {
    private final Map<String, Integer> asked = new TreeMap<>();
    private final Map<String, Integer> confirmed = new TreeMap<>();
    private int confirmations;

    /** @return whether the line was a confirmation */
    boolean read(String line) {
        String[] words = line.split(" ");
        if (words.length != 3) {
            return false; // nothing of interest, or cut off by the end
        }
        int version = Integer.parseInt(words[2]);
        switch (words[0]) {
            case "asked" -> asked.merge(words[1], version, Math::max);
            case "done" -> {
                confirmed.merge(words[1], version, Math::max);
                confirmations++;
                return true;
            }
            default -> throw new AssertionError("the writer said: " + line);
        }
        return false;
    }

    int confirmations() {
        return confirmations;
    }

    /** Every item is as it was confirmed, or newer, and then as it was asked for. What there is counts as confirmed from then on. */
    void check(ContactManager contacts) {
        asked.forEach((text, newest) -> {
            Item item = Item.parse(text);
            int oldest = confirmed.getOrDefault(text, 0);
            int found = IntStream.rangeClosed(oldest, newest)
                    .filter(version -> item.is(contacts, version))
                    .max()
                    .orElse(-1);
            assertTrue(
                    found >= 0,
                    () -> text + " was confirmed up to version " + oldest + " and asked up to " + newest
                            + ", but is another one");
            confirmed.put(text, found);
            asked.put(text, found);
        });
    }

    /** For the next writer. */
    List<String> versions() {
        List<String> versions = new ArrayList<>();
        confirmed.forEach((item, version) -> versions.add(item + "=" + version));
        return versions;
    }
}
