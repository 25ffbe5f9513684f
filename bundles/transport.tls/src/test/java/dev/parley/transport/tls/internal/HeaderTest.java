package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ProtocolException;
import io.netty.buffer.Unpooled;
import org.junit.jupiter.api.Test;

/** The twelve bytes. */
final class HeaderTest {
    @Test
    void isWrittenAsTheSpecificationSays() {
        byte[] bytes = Frame.encode(Frame.window(Header.SYN | Header.FIN, 0x01020304, 0x05060708));
        assertArrayEquals(new byte[] {0, 1, 0, 5, 1, 2, 3, 4, 5, 6, 7, 8}, bytes);
    }

    @Test
    void comesBackAsItWent() {
        for (int type = Header.DATA; type <= Header.GO_AWAY; type++) {
            for (int flags : new int[] {0, 1, 15, 0xffff}) {
                Header header = new Header(type, flags, 0x80000001, 0xffff_ffffL);
                byte[] bytes = new byte[Header.BYTES];
                header.set(Unpooled.wrappedBuffer(bytes), 0);
                assertEquals(header, Header.read(Unpooled.wrappedBuffer(bytes)));
            }
        }
    }

    @Test
    void anotherVersionIsNamed() {
        ProtocolException failure = assertThrows(
                ProtocolException.class,
                () -> Header.read(Unpooled.wrappedBuffer(new byte[] {9, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
        assertTrue(failure.getMessage().contains("version 9"), failure.getMessage());
    }

    @Test
    void anUnknownTypeIsNamed() {
        ProtocolException failure = assertThrows(
                ProtocolException.class,
                () -> Header.read(Unpooled.wrappedBuffer(new byte[] {0, 4, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0})));
        assertTrue(failure.getMessage().contains("type 4"), failure.getMessage());
    }
}
