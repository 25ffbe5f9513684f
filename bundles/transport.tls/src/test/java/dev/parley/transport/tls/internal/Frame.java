package dev.parley.transport.tls.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A frame as it goes over the wire, with all of its body. */
final class Frame {
    private static final byte[] NOTHING = new byte[0];

    private final Header header;
    private final byte[] body;

    Frame(Header header, byte[] body) {
        this.header = header;
        this.body = body;
    }

    Header header() {
        return header;
    }

    byte[] body() {
        return body;
    }

    static Frame data(int flags, int streamId, byte[] body) {
        return new Frame(new Header(Header.DATA, flags, streamId, body.length), body);
    }

    static Frame data(int flags, int streamId, int length) {
        return data(flags, streamId, new byte[length]);
    }

    static Frame data(int flags, int streamId, String text) {
        return data(flags, streamId, text.getBytes(StandardCharsets.UTF_8));
    }

    static Frame window(int flags, int streamId, long delta) {
        return new Frame(new Header(Header.WINDOW_UPDATE, flags, streamId, delta), NOTHING);
    }

    static Frame ping(int flags, long value) {
        return new Frame(new Header(Header.PING, flags, 0, value), NOTHING);
    }

    static Frame goAway(int reason) {
        return new Frame(new Header(Header.GO_AWAY, 0, 0, reason), NOTHING);
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    byte[] encode() {
        byte[] bytes = new byte[Header.BYTES + body.length];
        header.set(Unpooled.wrappedBuffer(bytes), 0);
        System.arraycopy(body, 0, bytes, Header.BYTES, body.length);
        return bytes;
    }

    /** All frames of these bytes, which end with a whole one. */
    static List<Frame> parse(ByteBuf bytes) {
        List<Frame> frames = new ArrayList<>();
        while (bytes.isReadable()) {
            Header header = Header.read(bytes);
            byte[] body = header.type() == Header.DATA ? new byte[(int) header.length()] : NOTHING;
            bytes.readBytes(body);
            frames.add(new Frame(header, body));
        }
        return frames;
    }

    static byte[] encode(Frame... frames) {
        ByteBuf all = Unpooled.buffer();
        for (Frame frame : frames) {
            all.writeBytes(frame.encode());
        }
        byte[] bytes = new byte[all.readableBytes()];
        all.readBytes(bytes);
        return bytes;
    }
}
