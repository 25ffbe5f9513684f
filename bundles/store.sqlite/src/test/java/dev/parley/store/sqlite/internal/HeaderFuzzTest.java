package dev.parley.store.sqlite.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HeaderFuzzTest {
    private static final Path FILE = Path.of("parley.db");

    @Test
    void anythingIsAHeaderOrRefused() {
        byte[] good = Arrays.copyOf("SQLite format 3\0".getBytes(StandardCharsets.US_ASCII), 100);
        Random random = new Random(1);
        for (int i = 0; i < 100_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(101) : good.length);
            for (int n = random.nextInt(4); n > 0 && bytes.length > 0; n--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Optional<Header> header = Header.of(FILE, bytes);
                assertEquals(bytes.length == 0, header.isEmpty());
                header.ifPresent(read -> assertEquals(ByteBuffer.wrap(bytes).getInt(60), read.version()));
            } catch (StartException typed) {
                assertTrue(typed.getMessage().contains("no database"), typed.getMessage());
            }
        }
    }
}
