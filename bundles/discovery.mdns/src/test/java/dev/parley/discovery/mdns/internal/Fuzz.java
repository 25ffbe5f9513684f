package dev.parley.discovery.mdns.internal;

import java.util.Arrays;
import java.util.Random;
import java.util.function.Consumer;

/** Throws bytes at a parser: random ones, and good ones with some bytes changed, cut off or added. */
final class Fuzz {
    /** So many for each parser. */
    static final int INPUTS = 120_000;

    private static final int LONGEST = 300;

    private Fuzz() {}

    /**
     * @param parser may throw {@link MalformedException}, nothing else
     * @return how many it took
     */
    static int run(long seed, Consumer<byte[]> parser, byte[]... good) {
        Random random = new Random(seed);
        int taken = 0;
        for (int i = 0; i < INPUTS; i++) {
            byte[] input = next(random, good);
            try {
                parser.accept(input);
                taken++;
            } catch (MalformedException expected) {
                // refused, as it should be
            } catch (RuntimeException e) {
                throw new AssertionError("input " + i + " of seed " + seed + ": " + Arrays.toString(input), e);
            }
        }
        return taken;
    }

    private static byte[] next(Random random, byte[]... good) {
        if (random.nextInt(4) == 0) {
            byte[] any = new byte[random.nextInt(LONGEST)];
            random.nextBytes(any);
            return any;
        }
        byte[] from = good[random.nextInt(good.length)];
        byte[] input = Arrays.copyOf(from, random.nextInt(4) == 0 ? random.nextInt(from.length + 40) : from.length);
        for (int change = random.nextInt(5); change > 0 && input.length > 0; change--) {
            input[random.nextInt(input.length)] = (byte) random.nextInt();
        }
        return input;
    }
}
