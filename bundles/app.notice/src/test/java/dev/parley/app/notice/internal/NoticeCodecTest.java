package dev.parley.app.notice.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.object.PeerObject;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NoticeCodecTest {
    private static final Instant EXPIRES = Instant.ofEpochMilli(1_700_000_000_123L);

    @Test
    void itIsWrittenAndReadAsEver() {
        Notice notice = new Notice("Piano", "new ☕", Optional.of(ByteBuffer.wrap(new byte[] {7, 8})), EXPIRES);
        ByteBuffer bytes = NoticeCodec.write(notice);
        assertEquals(
                "504e54310000018bcfe5687b00055069616e6f00076e657720e2989500020708",
                HexFormat.of().formatHex(NoticeCodec.array(bytes)));
        assertEquals(notice, NoticeCodec.read(bytes));
        assertEquals(0, bytes.position(), "reading takes nothing away");
    }

    @Test
    void theLargestOneFitsIntoAnObject() {
        Notice largest = new Notice(
                "\uD83C\uDFBB".repeat(255),
                "\uD83C\uDFBB".repeat(Notice.TEXT_CODE_POINTS),
                Optional.of(ByteBuffer.allocate(Notice.PICTURE_BYTES)),
                EXPIRES);
        ByteBuffer bytes = NoticeCodec.write(largest);
        assertTrue(bytes.remaining() <= PeerObject.DATA_BYTES, () -> "is " + bytes.remaining());
        assertEquals(largest, NoticeCodec.read(bytes));
    }

    @Test
    void limits() {
        assertThrows(IllegalArgumentException.class, () -> new Notice("", "", Optional.empty(), EXPIRES));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Notice("x", "y".repeat(Notice.TEXT_CODE_POINTS + 1), Optional.empty(), EXPIRES));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Notice("x", "", Optional.of(ByteBuffer.allocate(Notice.PICTURE_BYTES + 1)), EXPIRES));
        assertThrows(IllegalArgumentException.class, () -> new Notice("a\u001bb", "", Optional.empty(), EXPIRES));
    }

    /** Whatever comes: a notice within its limits or an {@link IllegalArgumentException}. */
    @Test
    void anythingIsReadOrRefused() {
        Random random = new Random(1);
        byte[] good = NoticeCodec.array(
                NoticeCodec.write(new Notice("Piano", "text", Optional.of(ByteBuffer.allocate(9)), EXPIRES)));
        int refused = 0;
        for (int i = 0; i < 100_000; i++) {
            byte[] bad = random.nextBoolean() ? good.clone() : new byte[random.nextInt(60)];
            if (bad.length != good.length || random.nextInt(10) == 0) {
                random.nextBytes(bad);
            } else {
                bad[random.nextInt(bad.length)] = (byte) random.nextInt();
            }
            try {
                NoticeCodec.read(ByteBuffer.wrap(bad));
            } catch (IllegalArgumentException e) {
                refused++;
            }
        }
        assertTrue(refused > 50_000, "only " + refused);
    }
}
