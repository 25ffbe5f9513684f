package dev.parley.transport.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.StreamReader;
import dev.parley.transport.internal.proto.StreamHeader;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Reads the header of a channel that the other side opened; what came with it is left to the reader that takes over. */
final class HeaderReader implements StreamReader {
    /** The most bytes of a header: less than 128, so its length is one byte. */
    static final int MOST_BYTES = 96;

    private final Handler handler;
    private byte[] header;
    private int filled;
    private boolean over;

    HeaderReader(Handler handler) {
        this.handler = handler;
    }

    /** Takes what was read; one call in all. */
    interface Handler {
        /** Another reader has to take over now. */
        void header(ProtocolId protocol, long number);

        /** There is no header. */
        void broken(ProtocolException why);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        while (!over && bytes.hasRemaining()) {
            if (header == null) {
                int length = bytes.get();
                if (length <= 0 || length > MOST_BYTES) {
                    end(new ProtocolException("A stream began without a header of at most " + MOST_BYTES + " bytes."));
                    return;
                }
                header = new byte[length];
            }
            int some = Math.min(bytes.remaining(), header.length - filled);
            bytes.get(header, filled, some);
            filled += some;
            if (filled == header.length) {
                over = true;
                read();
                return;
            }
        }
    }

    private void read() {
        ProtocolId protocol;
        long number;
        try {
            StreamHeader read = StreamHeader.parseFrom(header);
            protocol = ProtocolId.parse(read.getProtocol());
            number = read.getNumber();
        } catch (InvalidProtocolBufferException | IllegalArgumentException e) {
            handler.broken(new ProtocolException("A stream began with a malformed header.", e));
            return;
        }
        handler.header(protocol, number);
    }

    @Override
    public void onEnd(Optional<Throwable> failure) {
        if (!over && failure.isEmpty()) {
            end(new ProtocolException("A stream ended before its header."));
        }
        over = true; // a stream that the network, or its opener, cut breaks no rule
    }

    private void end(ProtocolException why) {
        over = true;
        handler.broken(why);
    }

    /** A header as it is sent. */
    static ByteBuffer encode(ProtocolId protocol, long number) {
        byte[] body = StreamHeader.newBuilder()
                .setProtocol(protocol.toString())
                .setNumber(number)
                .build()
                .toByteArray();
        return ByteBuffer.allocate(1 + body.length)
                .put((byte) body.length)
                .put(body)
                .flip();
    }
}
