package dev.parley.spi.link;

import dev.parley.api.peer.ProtocolException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/**
 * One ordered flow of bytes in each direction, with its own flow control. Any thread; nothing blocks. Writes from one thread
 * keep their order.
 */
@ProviderType
public interface Stream {
    /** The link it belongs to. */
    Link link();

    /** What it was opened for. */
    ProtocolId protocol();

    /**
     * Sends bytes. The buffer is copied, or wholly read, before the call returns.
     *
     * @return completes when there is room for more: a writer that waits for it costs at most the window. When there is room at
     *     once, a stage that is already complete. Fails when the stream is over
     */
    CompletionStage<Void> write(ByteBuffer bytes);

    /** Sends the end: no more will be written. The other direction stays open. */
    void end();

    /** Ends both directions at once; what is under way is lost. Idempotent. */
    void reset();

    /**
     * Begins to read; to be called once. What arrives before waits within the window.
     *
     * @param executor where the reader is called, one call at a time, in order. A direct executor ({@code Runnable::run}) means the
     *     transport's own thread: the reader must then never block
     */
    void read(Executor executor, StreamReader reader);

    /**
     * Tells the link that this stream broke its protocol: one typed event, then {@link #reset}. Nothing else is affected.
     */
    void fail(ProtocolException broken);
}
