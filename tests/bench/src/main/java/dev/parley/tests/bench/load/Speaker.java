package dev.parley.tests.bench.load;

import java.util.concurrent.CompletionStage;

/** Somebody who tells many the same. */
@FunctionalInterface
public interface Speaker {
    /**
     * Sends a message to all. May wait for room.
     *
     * @return completes when it left the speaker's hands
     */
    CompletionStage<?> say(byte[] message) throws Exception;
}
