package dev.parley.presence.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.presence.internal.proto.ObjectAnswer;
import dev.parley.presence.internal.proto.ObjectRequest;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;

/** Gives the bytes of our objects to whoever may see them. */
final class ObjectProtocol implements ProtocolHandler {
    static final ProtocolId PROTOCOL = new ProtocolId("parley.object", 1);
    static final int REQUEST_BYTES = 128;
    static final int ANSWER_BYTES = 16_448;

    private final SafeExecutor executor;
    private final Shelf shelf;

    /** Where our objects are. */
    interface Shelf {
        /** The bytes, when it is listed so and somebody may see it. */
        Optional<ByteBuffer> find(PeerName asker, UUID id, String sha256);
    }

    ObjectProtocol(SafeExecutor executor, Shelf shelf) {
        this.executor = executor;
        this.shelf = shelf;
    }

    @Override
    public ProtocolId protocol() {
        return PROTOCOL;
    }

    @Override
    public void opened(Stream stream) {
        stream.read(executor, new MessageReader<>(stream, ObjectRequest.parser(), REQUEST_BYTES, new Question(stream)));
    }

    private final class Question implements MessageReader.Handler<ObjectRequest> {
        private final Stream stream;
        private boolean answered;

        Question(Stream stream) {
            this.stream = stream;
        }

        @Override
        public void message(ObjectRequest request) {
            if (answered) {
                throw new ProtocolException("one object is asked for on a stream of " + PROTOCOL + ".");
            }
            answered = true;
            Optional<ByteBuffer> data = shelf.find(
                    stream.link().remote().peer(),
                    ObjectFormat.id(request.getId()),
                    ObjectFormat.hash(request.getSha256()));
            var unused = Messages.send(stream, answer(data));
            stream.end();
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            if (!answered && failure.isEmpty()) {
                stream.end();
            }
        }
    }

    static ObjectAnswer answer(Optional<ByteBuffer> data) {
        ObjectAnswer.Builder answer = ObjectAnswer.newBuilder().setThere(data.isPresent());
        data.ifPresent(bytes -> answer.setData(ByteString.copyFrom(bytes.duplicate())));
        return answer.build();
    }
}
