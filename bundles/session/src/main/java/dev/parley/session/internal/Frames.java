package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Message;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.session.internal.proto.Refused;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.session.internal.proto.SessionMessages;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;

/** Makes and checks what {@code session.proto} says. */
final class Frames {
    /** The most bytes of the first frame of a stream. */
    static final int FIRST_BYTES = 16_384;

    /** The most bytes of any other frame. */
    static final int BYTES = Message.BODY_BYTES + 1024;

    private static final int UUID_BYTES = 16;

    private Frames() {}

    static ByteString session(SessionId id) {
        return ByteString.copyFrom(ByteBuffer.allocate(UUID_BYTES)
                .putLong(id.value().getMostSignificantBits())
                .putLong(id.value().getLeastSignificantBits())
                .flip());
    }

    /** @throws ProtocolException when it is none */
    static SessionId session(ByteString bytes) {
        if (bytes.size() != UUID_BYTES) {
            throw new ProtocolException("a session id has " + UUID_BYTES + " bytes, not " + bytes.size() + ".");
        }
        ByteBuffer buffer = bytes.asReadOnlyByteBuffer();
        return new SessionId(new UUID(buffer.getLong(), buffer.getLong()));
    }

    static Frame refused(Refusal why) {
        return Frame.newBuilder()
                .setRefused(Refused.newBuilder().setRefusal(why))
                .build();
    }

    /** The frame of one message, or of several, without its length: what is encrypted. */
    static ByteBuffer plain(List<SessionMessage> messages) {
        Frame.Builder frame = Frame.newBuilder();
        if (messages.size() == 1) {
            frame.setMessage(messages.get(0));
        } else {
            frame.setMessages(SessionMessages.newBuilder().addAllMessages(messages));
        }
        return frame.build().toByteString().asReadOnlyByteBuffer();
    }
}
