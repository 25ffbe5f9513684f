package dev.parley.console.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The original's limits (seed 1.16) as a person meets them: a text of 255 code points is taken, a longer one is named. */
class LimitsTest {
    private static final String WIDE = "\uD83D\uDE00"; // one code point, two chars

    private final ConsoleFixture console = new ConsoleFixture();

    @BeforeEach
    void bobIsAContactAndNear() {
        console.people.people.add(Fakes.met("Bob"));
        console.ok("contact add bob");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "status busy %s",
                "me --text %s",
                "invite bob chat %s",
                "contact edit bob --nickname %s",
                "contact edit bob --mail %s",
                "contact label bob %s"
            })
    void aTextHas255CodePointsAndNot256(String command) {
        console.ok(String.format(command, WIDE.repeat(255)));
        String why = console.fails(String.format(command, WIDE.repeat(256)));
        assertTrue(why.contains("256 characters") && why.contains("at most 255"), why);
    }
}
