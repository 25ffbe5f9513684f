package dev.parley.contacts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactDetails;
import dev.parley.api.peer.Text;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What fits just fits, and what is one more does not: in code points, not in chars. */
class LimitsTest {
    private static final String LONGEST = "😀".repeat(Text.LABEL_CODE_POINTS);

    private final Fixture home = new Fixture();

    private void keeps(ContactDetails details) {
        home.add(home.anna);
        home.done(home.contacts.update(home.anna.peer(), details));
        home.restart();
        assertEquals(details, home.contacts.find(home.anna.peer()).orElseThrow().details());
    }

    private static Set<String> labels(int count) {
        return IntStream.range(0, count).mapToObj(i -> "label " + i).collect(Collectors.toSet());
    }

    @Test
    void whatJustFitsIsKept() {
        Set<String> labels = labels(ContactDetails.LABELS - 1);
        labels.add(LONGEST);
        keeps(new ContactDetails(LONGEST, LONGEST, "😀".repeat(ContactDetails.NOTES), labels));
    }

    @Test
    void severalLinesAreFineInNotesOnly() {
        keeps(new ContactDetails("", "", "one\n\ttwo", Set.of()));
        assertThrows(IllegalArgumentException.class, () -> new ContactDetails("a\nb", "", "", Set.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void oneMoreIsRefused(int which) {
        String tooLong = LONGEST + "x";
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new ContactDetails(
                                which == 0 ? tooLong : "",
                                which == 1 ? tooLong : "",
                                which == 2 ? "x".repeat(ContactDetails.NOTES + 1) : "",
                                switch (which) {
                                    case 3 -> Set.of(tooLong);
                                    case 4 -> labels(ContactDetails.LABELS + 1);
                                    case 5 -> Set.of("");
                                    default -> Set.of();
                                }))
                .getMessage();
        assertTrue(message.contains("at most"), message);
    }
}
