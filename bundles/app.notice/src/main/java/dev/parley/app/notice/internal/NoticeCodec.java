package dev.parley.app.notice.internal;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/**
 * A notice as the bytes of an object: the four letters {@code PNT1}, milliseconds since 1970 until when it is shown, title and text in
 * modified UTF-8 behind two bytes of length, and two bytes of length before the picture. Whatever follows is ignored.
 */
final class NoticeCodec {
    /** Under which id everybody looks for a person's notice. */
    static final UUID ID = UUID.fromString("5f1d2c9a-7b64-4c0e-9a51-0d3f8e6b7a42");

    private static final int MAGIC = 0x504E5431;

    private NoticeCodec() {}

    static ByteBuffer write(Notice notice) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeInt(MAGIC);
            out.writeLong(notice.expires().toEpochMilli());
            out.writeUTF(notice.title());
            out.writeUTF(notice.text());
            byte[] picture = notice.picture().map(NoticeCodec::array).orElseGet(() -> new byte[0]);
            out.writeShort(picture.length);
            out.write(picture);
        } catch (IOException e) {
            throw new UncheckedIOException(e); // in memory
        }
        return ByteBuffer.wrap(bytes.toByteArray());
    }

    /** @throws IllegalArgumentException when it is none, or says what cannot be shown */
    static Notice read(ByteBuffer bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(array(bytes)))) {
            if (in.readInt() != MAGIC) {
                throw new IllegalArgumentException("this is no notice");
            }
            Instant expires = Instant.ofEpochMilli(in.readLong());
            String title = in.readUTF();
            String text = in.readUTF();
            byte[] picture = new byte[in.readUnsignedShort()];
            in.readFully(picture);
            return new Notice(
                    title,
                    text,
                    picture.length == 0 ? Optional.empty() : Optional.of(ByteBuffer.wrap(picture)),
                    expires);
        } catch (IOException e) {
            throw new IllegalArgumentException("this notice is cut off or damaged", e);
        }
    }

    static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }
}
