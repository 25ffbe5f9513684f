package dev.parley.session.internal;

import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.BytesOpen;
import dev.parley.session.internal.proto.BytesRefusal;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the byte streams that others open, and brings them to their session. */
@Component(service = ProtocolHandler.class)
public final class BytesProtocol implements ProtocolHandler {
    private static final long PATIENCE_SECONDS = 10;

    private final SessionsComponent sessions;

    /** Made by the framework. */
    @Activate
    public BytesProtocol(@Reference SessionsComponent sessions) {
        this.sessions = sessions;
    }

    @Override
    public ProtocolId protocol() {
        return LinkByteStream.PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        LinkByteStream opened = new LinkByteStream(stream, sessions.executor(), null, null, over -> {});
        ScheduledFuture<?> timer = sessions.executor().schedule(opened::tooLate, PATIENCE_SECONDS, TimeUnit.SECONDS);
        opened.await(
                BytesOpen.parser(),
                header -> {
                    timer.cancel(false);
                    headed(opened, header);
                },
                broken -> timer.cancel(false));
    }

    private void headed(LinkByteStream stream, BytesOpen header) {
        SessionId id = Frames.session(header.getSession());
        Optional<SessionCore> core = sessions.find(id, stream.link().remote());
        if (core.isPresent()) {
            core.get().run(() -> core.get().byteStreams.incoming(stream, header.getName()));
        } else {
            stream.refuse(BytesRefusal.NOT_A_MEMBER);
        }
    }
}
