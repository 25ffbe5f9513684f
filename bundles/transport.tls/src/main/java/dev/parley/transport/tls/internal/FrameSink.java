package dev.parley.transport.tls.internal;

import io.netty.buffer.ByteBuf;

/** Takes what {@link FrameDecoder} finds. */
interface FrameSink {
    /** @throws dev.parley.api.peer.ProtocolException ends the connection; the limits are checked here, before a body is taken */
    void frame(Header header);

    /**
     * A piece of the body of the last frame.
     *
     * @param in the next {@code length} bytes from its reader index, which must not be moved, are the piece; valid during the call
     * @param last whether it completes the body
     */
    void body(ByteBuf in, int length, boolean last);
}
