package dev.parley.tests.bench.load;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FramerTest {
    @Test
    void messagesComeWholeHoweverTheyAreCut() {
        Random random = new Random(1);
        List<byte[]> sent = new ArrayList<>();
        ByteBuffer flow = ByteBuffer.allocate(100_000);
        for (int i = 0; i < 200; i++) {
            byte[] message = new byte[1 + random.nextInt(400)];
            random.nextBytes(message);
            sent.add(message);
            flow.putInt(message.length).put(message);
        }
        flow.flip();
        List<byte[]> came = new ArrayList<>();
        Framer framer = new Framer(came::add);
        while (flow.hasRemaining()) {
            int some = Math.min(flow.remaining(), 1 + random.nextInt(random.nextBoolean() ? 3 : 900));
            framer.read(flow.slice(flow.position(), some));
            flow.position(flow.position() + some);
        }
        assertEquals(sent.size(), came.size());
        for (int i = 0; i < sent.size(); i++) {
            assertArrayEquals(sent.get(i), came.get(i));
        }
    }

    @Test
    void aSenselessLengthIsRefused() {
        Framer framer = new Framer(message -> {});
        assertThrows(IllegalStateException.class, () -> framer.read(ByteBuffer.wrap(new byte[] {0, 0, 0, 0})));
    }
}
