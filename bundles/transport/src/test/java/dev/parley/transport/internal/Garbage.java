package dev.parley.transport.internal;

import java.util.Arrays;
import java.util.Random;

/** Bytes that nobody should have sent: cut short, made longer, changed here and there, or all of them made up. */
final class Garbage {
    private final Random random;

    Garbage(long seed) {
        random = new Random(seed);
    }

    /** One of many made from something good. */
    byte[] of(byte[] good) {
        return switch (random.nextInt(5)) {
            case 0 -> invented(1 + random.nextInt(2 * good.length + 8));
            case 1 -> Arrays.copyOf(good, random.nextInt(good.length));
            case 2 -> Arrays.copyOf(good, good.length + 1 + random.nextInt(200));
            default -> changed(good);
        };
    }

    private byte[] invented(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private byte[] changed(byte[] good) {
        byte[] bytes = good.clone();
        for (int i = random.nextInt(4); i >= 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    int below(int bound) {
        return random.nextInt(bound);
    }
}
