package dev.parley.transport.tls.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/** Cuts bytes into frames. Holds at most one header: bodies are passed on in pieces as they come. Not thread-safe. */
final class FrameDecoder {
    private final ByteBuf partial =
            Unpooled.wrappedBuffer(new byte[Header.BYTES]).clear();
    private long body;

    /**
     * Reads all of the buffer.
     *
     * @throws dev.parley.api.peer.ProtocolException of the header or the sink; the decoder must not be used again
     */
    void decode(ByteBuf in, FrameSink sink) {
        while (in.isReadable()) {
            if (body > 0) {
                int length = (int) Math.min(body, in.readableBytes());
                int next = in.readerIndex() + length;
                body -= length;
                sink.body(in, length, body == 0);
                in.readerIndex(next);
            } else {
                header(in, sink);
            }
        }
    }

    private void header(ByteBuf in, FrameSink sink) {
        Header header;
        if (!partial.isReadable() && in.readableBytes() >= Header.BYTES) {
            header = Header.read(in);
        } else {
            partial.writeBytes(in, Math.min(in.readableBytes(), partial.writableBytes()));
            if (partial.isWritable()) {
                return;
            }
            header = Header.read(partial);
            partial.clear();
        }
        if (header.type() == Header.DATA) {
            body = header.length();
        }
        sink.frame(header);
    }
}
