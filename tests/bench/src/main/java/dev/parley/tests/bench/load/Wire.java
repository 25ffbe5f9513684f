package dev.parley.tests.bench.load;

/** One side of a flow of messages, whatever carries it. */
public interface Wire {
    /**
     * Sends a message.
     *
     * @return whether the sender should call {@link #awaitRoom} before the next one
     */
    boolean send(byte[] message);

    /** Waits until there is room for more. Not on the thread that delivers messages. */
    void awaitRoom() throws InterruptedException;

    /** Closes what carries it, and waits until that is done here. */
    void close() throws InterruptedException;
}
