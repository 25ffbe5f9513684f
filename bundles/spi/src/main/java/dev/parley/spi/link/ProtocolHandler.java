package dev.parley.spi.link;

import org.osgi.annotation.versioning.ConsumerType;

/** Speaks a protocol when others open it. An OSGi service; adding one adds the protocol, and nothing else changes. */
@ConsumerType
public interface ProtocolHandler {
    /** What it speaks. */
    ProtocolId protocol();

    /**
     * A stream was opened by the other side, its header is read. Called on the transport's thread: must not block, and should call
     * {@link Stream#read} before it returns. What it throws resets the stream and is one event.
     */
    void opened(Stream stream);
}
