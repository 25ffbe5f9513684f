package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunPhaseTest {
    @ParameterizedTest
    @CsvSource({
        "NEW, LAUNCHED, RUNNING",
        "NEW, VACATED, NEW",
        "NEW, ENDED, ENDED",
        "RUNNING, LAUNCHED, RUNNING",
        "RUNNING, VACATED, VACANT",
        "RUNNING, ENDED, ENDED",
        "VACANT, LAUNCHED, RUNNING",
        "VACANT, VACATED, VACANT",
        "VACANT, ENDED, ENDED",
        "ENDED, LAUNCHED, ENDED",
        "ENDED, VACATED, ENDED",
        "ENDED, ENDED, ENDED"
    })
    void theWholeTable(RunPhase from, RunPhase.Signal signal, RunPhase to) {
        assertEquals(to, from.on(signal));
    }
}
