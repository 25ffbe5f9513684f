package dev.parley.tests.bench.load;

/** Takes the messages of a wire, one at a time, on the thread of what carries it. */
@FunctionalInterface
public interface Receiver {
    /** The array is the receiver's. */
    void message(Wire from, byte[] message);
}
