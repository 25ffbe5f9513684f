package dev.parley.discovery.mdns.internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names in DNS messages (RFC 1035, section 4.1.4): labels, the rest perhaps by a pointer to an earlier place. */
final class DnsName {
    /** The most bytes in a label. */
    static final int LABEL_BYTES = 63;

    private static final int NAME_BYTES = 255;
    private static final int POINTER = 0xc0;

    private DnsName() {}

    /** Reads a name and moves behind it. */
    static List<String> read(ByteBuffer in) {
        List<String> labels = new ArrayList<>();
        int back = -1; // where to go on after the first pointer
        int total = 0;
        int lowest = in.position(); // pointers go only back: no loops
        while (true) {
            int length = unsignedByte(in);
            if (length == 0) {
                break;
            }
            if ((length & POINTER) == POINTER) {
                int target = (length & ~POINTER) << Byte.SIZE | unsignedByte(in);
                back = back < 0 ? in.position() : back;
                if (target >= lowest) {
                    throw new MalformedException("a DNS name points forward");
                }
                lowest = target;
                in.position(target);
                continue;
            }
            total += length + 1;
            if (length > LABEL_BYTES || total > NAME_BYTES || length > in.remaining()) {
                throw new MalformedException("a DNS name is too long or cut off");
            }
            byte[] label = new byte[length];
            in.get(label);
            labels.add(new String(label, StandardCharsets.UTF_8));
        }
        if (back >= 0) {
            in.position(back);
        }
        return labels;
    }

    static int unsignedShort(ByteBuffer in) {
        return unsignedByte(in) << Byte.SIZE | unsignedByte(in);
    }

    static void skip(ByteBuffer in, int bytes) {
        if (bytes > in.remaining()) {
            throw new MalformedException("a DNS message is cut off");
        }
        in.position(in.position() + bytes);
    }

    private static int unsignedByte(ByteBuffer in) {
        if (!in.hasRemaining()) {
            throw new MalformedException("a DNS message is cut off");
        }
        return in.get() & 0xff;
    }
}
