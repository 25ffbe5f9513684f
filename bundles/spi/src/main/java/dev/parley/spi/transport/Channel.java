package dev.parley.spi.transport;

import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.osgi.annotation.versioning.ProviderType;

/** One ordered flow of bytes in each direction, with its own flow control. What a {@code Stream} is made from. */
@ProviderType
public interface Channel {
    /** As in {@link dev.parley.spi.link.Stream#write}. Writes made in one turn of the transport's loop travel together. */
    CompletionStage<Void> write(ByteBuffer bytes);

    /** As in {@link dev.parley.spi.link.Stream#end}. */
    void end();

    /** As in {@link dev.parley.spi.link.Stream#reset}. */
    void reset();

    /**
     * As in {@link dev.parley.spi.link.Stream#read}; may be called again, from within the reader, to hand over to another: what the
     * first one then leaves in its buffer is given to the next.
     */
    void read(Executor executor, StreamReader reader);
}
