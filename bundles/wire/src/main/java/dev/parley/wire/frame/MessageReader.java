package dev.parley.wire.frame;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Reads length-prefixed messages from a stream. The length is checked against the cap before anything is allocated for it; what is
 * too long, malformed or cut off in the middle, and any exception of the handler, fails the stream, and the handler's
 * {@code ended} is the last call. Not thread-safe: called as {@link Stream#read} calls it.
 */
public final class MessageReader<T extends MessageLite> implements StreamReader {
    private static final int LENGTH_BYTES = 5;

    private final Stream stream;
    private final Parser<T> parser;
    private final Handler<T> handler;

    private int most;
    private long length;
    private int lengthBytes;
    private byte[] body;
    private int filled;
    private boolean over;

    /**
     * @param most the cap in bytes for one message
     * @param handler takes the messages
     */
    public MessageReader(Stream stream, Parser<T> parser, int most, Handler<T> handler) {
        this.stream = stream;
        this.parser = parser;
        this.most = most;
        this.handler = handler;
    }

    /**
     * Another cap for the messages after this one; from within the handler. For protocols whose first message proves who may send
     * more.
     *
     * @param bytes the cap in bytes for one message
     */
    public void most(int bytes) {
        most = bytes;
    }

    /** Takes messages, in order. */
    public interface Handler<T> {
        /** @throws ProtocolException when it should not have come now */
        void message(T message);

        /** The last call: empty when the other side ended between two messages, otherwise why it broke. */
        void ended(Optional<Throwable> failure);
    }

    @Override
    public void onBytes(ByteBuffer bytes) {
        try {
            while (!over && bytes.hasRemaining()) {
                if (body == null) {
                    readLength(bytes.get());
                } else {
                    int some = Math.min(bytes.remaining(), body.length - filled);
                    bytes.get(body, filled, some);
                    filled += some;
                }
                if (body != null && filled == body.length) {
                    byte[] whole = body;
                    body = null;
                    handler.message(parser.parseFrom(whole));
                }
            }
        } catch (InvalidProtocolBufferException e) {
            broken(new ProtocolException("a message of " + stream.protocol() + " is malformed.", e));
        } catch (ProtocolException e) {
            broken(e);
        } catch (RuntimeException e) { // for example a value that the message's fields do not make
            broken(new ProtocolException("a message of " + stream.protocol() + " cannot be used.", e));
        }
    }

    @Override
    public void onEnd(Optional<Throwable> failure) {
        if (over) {
            return;
        }
        if (failure.isEmpty() && (body != null || lengthBytes > 0)) {
            broken(new ProtocolException("a message of " + stream.protocol() + " was cut off."));
            return;
        }
        over = true;
        handler.ended(failure);
    }

    private void readLength(byte b) {
        length |= (long) (b & 0x7f) << 7 * lengthBytes;
        lengthBytes++;
        if (b < 0) {
            if (lengthBytes == LENGTH_BYTES) {
                throw new ProtocolException("the length of a message of " + stream.protocol() + " is malformed.");
            }
            return;
        }
        if (length > most) {
            throw new ProtocolException("a message of " + stream.protocol() + " is " + length + " bytes long; at most "
                    + most + " are taken.");
        }
        body = new byte[(int) length];
        filled = 0;
        length = 0;
        lengthBytes = 0;
    }

    private void broken(ProtocolException why) {
        over = true;
        stream.fail(why);
        handler.ended(Optional.of(why));
    }
}
