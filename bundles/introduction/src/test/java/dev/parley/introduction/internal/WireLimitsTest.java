package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.introduction.internal.proto.ContactStep;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Texts of others have 255 code points at most, as they come: longer ones are a violation. */
class WireLimitsTest {
    private static final ContactRequestId ID = new ContactRequestId(new UUID(0x4000L, 1L << 63));
    private static final String WIDE = "\uD83D\uDE00"; // one code point, two chars

    static Stream<Named<UnaryOperator<String>>> texts() {
        return Stream.of(
                Named.of("message of a contact request", text -> read(ContactSteps.ask(ID, text))),
                Named.of(
                        "reason why one was turned away",
                        text -> read(ContactSteps.turnedAway(ID, "").toBuilder()
                                .setDetail(text)
                                .build())),
                Named.of("reason why nothing is compared", CompareSteps::detail));
    }

    private static String read(ContactStep step) {
        return ContactSteps.read(step).orElseThrow().text();
    }

    @ParameterizedTest
    @MethodSource("texts")
    void of255CodePointsAreReadAndOf256Refused(UnaryOperator<String> read) {
        assertEquals(WIDE.repeat(255), read.apply(WIDE.repeat(255)));
        String why = assertThrows(ProtocolException.class, () -> read.apply(WIDE.repeat(256)))
                .getMessage();
        assertTrue(why.contains("255"), why);
    }
}
