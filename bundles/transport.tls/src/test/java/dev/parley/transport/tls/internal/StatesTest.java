package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.transport.tls.internal.ChannelState.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The two transition functions. */
final class StatesTest {
    @ParameterizedTest
    @CsvSource({
        "OPEN, END_SENT, ENDED_HERE",
        "OPEN, END_RECEIVED, ENDED_THERE",
        "OPEN, RESET, RESET",
        "ENDED_HERE, END_SENT, ENDED_HERE",
        "ENDED_HERE, END_RECEIVED, ENDED",
        "ENDED_HERE, RESET, RESET",
        "ENDED_THERE, END_SENT, ENDED",
        "ENDED_THERE, END_RECEIVED, ENDED_THERE",
        "ENDED_THERE, RESET, RESET",
        "ENDED, END_SENT, ENDED",
        "ENDED, END_RECEIVED, ENDED",
        "ENDED, RESET, ENDED",
        "RESET, END_SENT, RESET",
        "RESET, END_RECEIVED, RESET",
        "RESET, RESET, RESET"
    })
    void aChannelGoes(ChannelState from, Event event, ChannelState to) {
        assertEquals(to, from.after(event));
    }

    @Test
    void aChannelIsOverWhenBothDirectionsAre() {
        assertFalse(ChannelState.OPEN.isOver());
        assertFalse(ChannelState.ENDED_HERE.isOver());
        assertFalse(ChannelState.ENDED_THERE.isOver());
        assertTrue(ChannelState.ENDED.isOver());
        assertTrue(ChannelState.RESET.isOver());
        assertFalse(ChannelState.ENDED_HERE.isOverThere());
        assertTrue(ChannelState.ENDED_THERE.isOverThere());
    }

    @ParameterizedTest
    @EnumSource
    void aConnectionNeverGoesBack(ConnectionState from) {
        for (ConnectionState to : ConnectionState.values()) {
            assertEquals(from.compareTo(to) >= 0 ? from : to, from.to(to));
        }
    }
}
