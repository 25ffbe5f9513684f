package dev.parley.transport.tls.internal;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.ByteBuf;

/** What the frames that come mean. Event loop only; throws {@link ProtocolException} for what ends the connection. */
final class FrameReceiver implements FrameSink {
    private final YamuxConnection connection;
    private final ChannelTable channels;
    private YamuxChannel current; // whose body comes; null when nobody wants it
    private boolean endAfterBody;

    FrameReceiver(YamuxConnection connection, ChannelTable channels) {
        this.connection = connection;
        this.channels = channels;
    }

    @Override
    public void frame(Header header) {
        switch (header.type()) {
            case Header.DATA, Header.WINDOW_UPDATE -> channelFrame(header);
            case Header.PING -> connection.pinged(header);
            default -> connection.goAway(header.length());
        }
    }

    private void channelFrame(Header header) {
        boolean data = header.type() == Header.DATA;
        if (data && header.length() > Limits.LARGEST_WINDOW) {
            throw new ProtocolException("A frame of " + header.length() + " bytes came; no window is larger than "
                    + Limits.LARGEST_WINDOW + ".");
        }
        YamuxChannel channel = header.has(Header.SYN) ? opened(header.streamId()) : channels.find(header.streamId());
        current = null;
        if (channel == null) {
            if (header.streamId() == 0) {
                throw new ProtocolException("Data or a window came for the connection itself.");
            }
            return; // it has gone, and its last frames were under way
        }
        if (header.has(Header.ACK) && channel.acknowledge()) {
            connection.acknowledged();
        }
        if (header.has(Header.RST)) {
            channel.resetReceived();
            return;
        }
        boolean ends = header.has(Header.FIN);
        if (!data) {
            channel.widen(header.length());
        } else if (header.length() > 0) {
            channel.reserve(header.length());
            current = channel;
            endAfterBody = ends;
            return;
        }
        if (ends) {
            channel.endReceived();
        }
    }

    private YamuxChannel opened(int streamId) {
        if (!channels.isForeign(streamId) || channels.find(streamId) != null) {
            throw new ProtocolException("A channel was opened with the id " + Integer.toUnsignedString(streamId)
                    + ", which is in use or not the other side's to give.");
        }
        return connection.opened(streamId);
    }

    @Override
    public void body(ByteBuf in, int length, boolean last) {
        if (current == null) {
            return;
        }
        current.receive(in, length);
        if (last && endAfterBody) {
            current.endReceived();
        }
    }
}
