package dev.parley.transport.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.transport.Channel;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.transport.internal.proto.StreamError;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.Optional;

/** The first channel of a connection, which carries the hellos and why streams were given up: {@code link.proto}. */
final class Control implements MessageReader.Handler<LinkFrame> {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.link", Greeting.VERSION);
    static final int MOST_BYTES = 4096;

    private final LinkImpl link;
    private final LinkOwner owner;
    private volatile Channel channel;
    private boolean greeted; // the transport's thread

    Control(LinkImpl link, LinkOwner owner) {
        this.link = link;
        this.owner = owner;
    }

    /** Begins to read. A second control channel is a breach. */
    void begin(Channel first, ByteBuffer rest) {
        if (channel != null) {
            first.reset();
            owner.refused(link, "protocol", "The other side opened a second control stream.");
            return;
        }
        channel = first;
        MessageReader<LinkFrame> reader =
                new MessageReader<>(new ControlStream(link, first), LinkFrame.parser(), MOST_BYTES, this);
        first.read(Runnable::run, reader);
        if (rest.hasRemaining()) {
            reader.onBytes(rest);
        }
    }

    void send(Greeting hello) {
        write(LinkFrame.newBuilder().setHello(hello.encode()).build());
    }

    void sendError(long number, boolean openedByThem, ProtocolException why) {
        write(LinkFrame.newBuilder()
                .setStreamError(StreamError.newBuilder()
                        .setNumber(number)
                        .setOpenedByYou(openedByThem)
                        .setDetail(Text.label(why.getMessage())))
                .build());
    }

    private void write(LinkFrame frame) {
        Channel open = channel;
        if (open != null) {
            open.write(Messages.encode(frame));
        }
    }

    @Override
    public void message(LinkFrame frame) {
        switch (frame.getFrameCase()) {
            case HELLO -> {
                if (greeted) {
                    throw new ProtocolException("The other side said hello twice.");
                }
                greeted = true;
                owner.greeted(link, Greeting.decode(frame.getHello()));
            }
            case STREAM_ERROR -> {
                StreamError error = frame.getStreamError();
                link.refused(error.getNumber(), error.getOpenedByYou(), Text.label(error.getDetail()));
            }
            case FRAME_NOT_SET -> {
                // a frame of a later version
            }
        }
    }

    /** Without a control stream there is no link. */
    @Override
    public void ended(Optional<Throwable> failure) {
        link.close(failure.map(Throwable::getMessage).orElse("the other side closed it"));
    }
}
