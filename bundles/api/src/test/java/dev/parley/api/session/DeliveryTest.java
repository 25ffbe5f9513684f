package dev.parley.api.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.parley.api.session.Delivery.Kind;
import dev.parley.api.session.Delivery.Overflow;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What cannot be promised at once. */
class DeliveryTest {
    @Test
    void whatIsDurableIsNotDropped() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Delivery(Kind.DURABLE, Overflow.DROP_OLDEST, Optional.empty(), false));
    }

    @Test
    void whatIsReplacedMayBeDropped() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Delivery(Kind.EPHEMERAL, Overflow.WAIT, Optional.of("pointer"), false));
        assertEquals(Overflow.DROP_OLDEST, Delivery.latest("pointer").overflow());
    }

    @Test
    void whatIsCausalIsDurable() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Delivery(Kind.EPHEMERAL, Overflow.WAIT, Optional.empty(), true));
    }

    @Test
    void aKeyIsALabel() {
        assertThrows(IllegalArgumentException.class, () -> Delivery.latest("a\u202Eb"));
        assertThrows(IllegalArgumentException.class, () -> Delivery.latest("k".repeat(256)));
        assertEquals(
                Optional.of("k".repeat(255)), Delivery.latest("k".repeat(255)).latestKey());
    }
}
