package dev.parley.session.internal;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Takes the streams that others open for sessions, and finds out whose they are. */
@Component(service = ProtocolHandler.class)
public final class SessionProtocol implements ProtocolHandler {
    private static final long PATIENCE_SECONDS = 10;
    private static final long FAREWELL_SECONDS = 1;

    private final SessionsComponent sessions;

    /** Made by the framework. */
    @Activate
    public SessionProtocol(@Reference SessionsComponent sessions) {
        this.sessions = sessions;
    }

    @Override
    public ProtocolId protocol() {
        return SessionStream.PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        Lobby lobby = new Lobby(stream);
        SessionStream opened = new SessionStream(stream, sessions.executor(), lobby);
        try {
            lobby.timer = sessions.executor().schedule(opened::close, PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException stopped) {
            opened.close();
            return;
        }
        opened.read();
    }

    /** Owns a stream until its Join has come. */
    private final class Lobby implements SessionStream.Owner {
        private final Stream raw;
        private ScheduledFuture<?> timer;
        private boolean joined;

        Lobby(Stream raw) {
            this.raw = raw;
        }

        @Override
        public void frame(SessionStream stream, Frame frame) {
            if (joined || !frame.hasJoin()) {
                throw new ProtocolException("a stream of a session begins with one Join, and waits for the answer.");
            }
            joined = true;
            timer.cancel(false);
            SessionId id = Frames.session(frame.getJoin().getSession());
            sessions.incoming(stream, id, frame.getJoin(), () -> report(stream));
        }

        /** It was told like for an unknown session; now the one event for the attempt. */
        private void report(SessionStream stream) {
            ProtocolException attempt = new ProtocolException(
                    stream.link().remote().peer().shortForm() + " is not a member of the session that it asks for.");
            var unused = sessions.executor().schedule(() -> raw.fail(attempt), FAREWELL_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public void ended(SessionStream stream, Optional<Throwable> failure) {
            timer.cancel(false);
        }
    }
}
