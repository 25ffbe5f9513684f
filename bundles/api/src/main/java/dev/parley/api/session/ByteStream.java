package dev.parley.api.session;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A two-way flow of bytes between two members, with a flow control of its own, beside the messages. It does not survive the
 * loss of its link: it then ends with a failure on both sides. Any thread; nothing blocks.
 */
@ProviderType
public interface ByteStream extends AutoCloseable {
    /** The other side. */
    Member member();

    /** What the opener called it: a label. */
    String name();

    /**
     * Sends bytes, in the order of the calls. The buffer is copied before the call returns.
     *
     * @return completes when there is room for more, which is the back-pressure; fails with {@link SessionException} when the
     *     stream is over
     */
    CompletionStage<Void> write(ByteBuffer bytes);

    /** Tells the other side that no more will be written. It may still write. */
    CompletionStage<Void> end();

    /**
     * Begins to read; to be called once. Both are called on {@link Session#executor()}, in order.
     *
     * @param onBytes gets what arrives, a buffer of its own each time; the other side may send more when it returns
     * @param onEnd called once, last: empty when the other side ended in order, otherwise why it broke
     */
    void read(Consumer<ByteBuffer> onBytes, Consumer<Optional<Throwable>> onEnd);

    /** Ends both directions at once; what is under way is lost. Idempotent. */
    @Override
    void close();
}
