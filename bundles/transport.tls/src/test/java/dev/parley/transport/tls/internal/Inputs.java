package dev.parley.transport.tls.internal;

import java.util.Arrays;
import java.util.Random;

/** Bad input by seed: over-long, truncated, replayed, out of order, of another version, with bits flipped, and noise. */
final class Inputs {
    private static final int[] IDS = {0, 1, 2, 3, 4, 5, 7, 8, 65, 66, 0x7fffffff, -1, -2};
    private static final long[] LENGTHS = {0, 1, 12, 255, 4096, 262_144, 262_145, 4_194_304, 4_194_305, 0xffff_ffffL};

    private final Random random;
    private byte[] before = new byte[0];

    Inputs(Random random) {
        this.random = random;
    }

    byte[] next() {
        byte[] input =
                switch (random.nextInt(8)) {
                    case 0 -> noise();
                    case 1 -> lying();
                    case 2 -> Arrays.copyOf(conversation(), random.nextInt(40));
                    case 3 -> join(before, before);
                    case 4 -> otherVersion();
                    case 5 -> flipped();
                    default -> conversation();
                };
        before = input;
        return input;
    }

    private byte[] noise() {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return bytes;
    }

    /** A length that its body does not have, or that no window allows. */
    private byte[] lying() {
        Frame frame = new Frame(
                new Header(Header.DATA, random.nextInt(16), id(), LENGTHS[random.nextInt(LENGTHS.length)]),
                new byte[random.nextInt(64)]);
        return frame.encode();
    }

    private byte[] otherVersion() {
        byte[] bytes = frame().encode();
        bytes[random.nextInt(2)] = (byte) (1 + random.nextInt(255));
        return bytes;
    }

    private byte[] flipped() {
        byte[] bytes = conversation();
        for (int i = 0; i < 1 + random.nextInt(3); i++) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return bytes;
    }

    /** Frames that are well formed, in an order that need make no sense. */
    private byte[] conversation() {
        byte[] all = new byte[0];
        for (int i = 0; i < 1 + random.nextInt(6); i++) {
            all = join(all, frame().encode());
        }
        return all;
    }

    private Frame frame() {
        int flags = random.nextInt(4) == 0 ? random.nextInt(0x10000) : 1 << random.nextInt(5) & 15;
        return switch (random.nextInt(6)) {
            case 0 -> Frame.ping(flags, random.nextInt());
            case 1 -> Frame.window(flags, id(), LENGTHS[random.nextInt(LENGTHS.length)]);
            case 2 -> random.nextInt(10) == 0 ? Frame.goAway(random.nextInt(4)) : Frame.window(Header.SYN, id(), 0);
            default -> Frame.data(flags, id(), random.nextInt(300));
        };
    }

    private int id() {
        return IDS[random.nextInt(IDS.length)];
    }

    private static byte[] join(byte[] one, byte[] other) {
        byte[] both = Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }
}
