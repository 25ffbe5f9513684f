package dev.parley.wire.frame;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.MessageLite;
import dev.parley.spi.link.Stream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletionStage;

/** Writes messages as {@link MessageReader} reads them: a varint length, then the message. */
public final class Messages {
    private Messages() {}

    /** The message with its length before it. */
    public static ByteBuffer encode(MessageLite message) {
        int size = message.getSerializedSize();
        byte[] bytes = new byte[CodedOutputStream.computeUInt32SizeNoTag(size) + size];
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        try {
            out.writeUInt32NoTag(size);
            message.writeTo(out);
            out.flush();
        } catch (IOException e) {
            throw new IllegalStateException("an array of the computed size holds the message", e);
        }
        return ByteBuffer.wrap(bytes);
    }

    /** Sends one message; completes as {@link Stream#write} does. */
    public static CompletionStage<Void> send(Stream stream, MessageLite message) {
        return stream.write(encode(message));
    }
}
