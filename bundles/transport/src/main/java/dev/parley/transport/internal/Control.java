package dev.parley.transport.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.transport.Channel;
import dev.parley.transport.internal.proto.Farewell;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.transport.internal.proto.StreamError;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/** The first channel of a connection, which carries the hellos and why streams were given up: {@code link.proto}. */
final class Control implements MessageReader.Handler<LinkFrame> {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.link", Greeting.VERSION);
    static final int MOST_BYTES = 4096;

    private final LinkImpl link;
    private final LinkOwner owner;
    private final AtomicReference<Channel> channel = new AtomicReference<>();
    private boolean greeted; // the transport's thread

    Control(LinkImpl link, LinkOwner owner) {
        this.link = link;
        this.owner = owner;
    }

    /** Begins to read. A second control channel is a breach. */
    void begin(Channel first) {
        if (!channel.compareAndSet(null, first)) {
            first.reset();
            owner.refused(link, "protocol", "The other side opened a second control stream.");
            return;
        }
        ControlStream stream = new ControlStream(link, first);
        stream.read(Runnable::run, new MessageReader<>(stream, LinkFrame.parser(), MOST_BYTES, this));
    }

    void send(Greeting hello) {
        write(LinkFrame.newBuilder().setHello(hello.encode()).build());
    }

    void sendError(long number, boolean openedByThem, String detail) {
        write(LinkFrame.newBuilder()
                .setStreamError(StreamError.newBuilder()
                        .setNumber(number)
                        .setOpenedByYou(openedByThem)
                        .setDetail(detail))
                .build());
    }

    void sendFarewell(String reason) {
        write(LinkFrame.newBuilder()
                .setFarewell(Farewell.newBuilder().setReason(reason))
                .build());
    }

    private void write(LinkFrame frame) {
        Channel open = channel.get();
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
                owner.greeted(link, link.judge(frame.getHello()));
            }
            case STREAM_ERROR -> {
                StreamError error = frame.getStreamError();
                link.refused(error.getNumber(), error.getOpenedByYou(), Text.label(error.getDetail()));
            }
            case FAREWELL -> link.farewell(Text.label(frame.getFarewell().getReason()));
            case FRAME_NOT_SET -> {
                // a frame of a later version
            }
        }
    }

    /** Without a control stream there is no link. */
    @Override
    public void ended(Optional<Throwable> failure) {
        link.close(failure.map(LinkImpl::sentence).orElse("the other side closed it"));
    }
}
