package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.ByteBuf;

/**
 * The 12 bytes before every frame, big endian: version 0, type, flags, stream id, length (HashiCorp, yamux specification).
 *
 * @param type one of the four below
 * @param flags a sum of the four below; unknown ones are tolerated
 * @param streamId unsigned; 0 is the connection itself
 * @param length unsigned: of the body of {@link #DATA}, the only type that has one; the growth of a window; the value of a ping; the
 *     reason of {@link #GO_AWAY}
 */
record Header(int type, int flags, int streamId, long length) {
    static final int BYTES = 12;

    static final int DATA = 0;
    static final int WINDOW_UPDATE = 1;
    static final int PING = 2;
    static final int GO_AWAY = 3;

    static final int SYN = 1;
    static final int ACK = 2;
    static final int FIN = 4;
    static final int RST = 8;

    /** Reasons of {@link #GO_AWAY}. */
    static final int NORMAL = 0;

    static final int PROTOCOL_ERROR = 1;

    /**
     * @param in at least {@value #BYTES} readable
     * @throws ProtocolException another version, or an unknown type
     */
    static Header read(ByteBuf in) {
        int version = in.readUnsignedByte();
        int type = in.readUnsignedByte();
        if (version != 0 || type > GO_AWAY) {
            throw new ProtocolException("a yamux frame of version " + version + " and type " + type
                    + " came; only version 0 with types 0 to 3 is spoken.");
        }
        return new Header(type, in.readUnsignedShort(), in.readInt(), in.readUnsignedInt());
    }

    /** Writes it at an index, without moving the writer's. */
    void set(ByteBuf out, int index) {
        out.setShort(index, type); // version 0
        out.setShort(index + 2, flags);
        out.setInt(index + 4, streamId);
        out.setInt(index + 8, (int) length);
    }

    boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
