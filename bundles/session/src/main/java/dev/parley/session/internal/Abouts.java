package dev.parley.session.internal;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.About;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a session is about, as its journal keeps it: {@code about.proto}. */
final class Abouts {
    private static final Logger LOG = LoggerFactory.getLogger(Abouts.class);

    private Abouts() {}

    static ByteBuffer write(PeerApplication application) {
        return About.newBuilder()
                .setApplication(Frames.session(new SessionId(application.id().value())))
                .setName(application.name())
                .setVersion(application.version())
                .build()
                .toByteString()
                .asReadOnlyByteBuffer();
    }

    /** Empty when it cannot be read: the session was never more than begun, or was kept by a later version. */
    static Optional<PeerApplication> read(ByteBuffer about) {
        try {
            About kept = About.parseFrom(about.duplicate());
            return Optional.of(new PeerApplication(
                    new ApplicationId(Frames.session(kept.getApplication()).value()),
                    kept.getName(),
                    kept.getVersion(),
                    "",
                    Bytes.NONE,
                    PeerScope.NONE));
        } catch (InvalidProtocolBufferException | ProtocolException | IllegalArgumentException e) {
            LOG.debug("what a session is about cannot be read", e);
            return Optional.empty();
        }
    }
}
