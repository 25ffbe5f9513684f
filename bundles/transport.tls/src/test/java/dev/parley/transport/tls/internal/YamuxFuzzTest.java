package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.transport.Channel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * 100,000 inputs: whatever comes, the connection either goes on or ends for one typed reason, and what it held is given back. Then
 * the same over a real link: {@link LoopbackFuzzTest}.
 */
final class YamuxFuzzTest {
    private static final int INPUTS = 100_000;
    private static final int ON_ONE_CONNECTION = 4;

    @Test
    void whateverComesEndsTypedOrIsTaken() {
        int broken = 0;
        int alive = 0;
        for (int seed = 0; seed < INPUTS / ON_ONE_CONNECTION; seed++) {
            if (run(seed)) {
                alive++;
            } else {
                broken++;
            }
        }
        assertTrue(broken > INPUTS / 100, broken + " inputs ended a connection");
        assertTrue(alive > INPUTS / 100, alive + " connections lived through all of theirs");
    }

    /** Whether the connection was alive at its end. */
    private static boolean run(int seed) {
        Random random = new Random(seed);
        Desk desk = new Desk(random.nextBoolean(), channel -> use(channel, random));
        desk.connection.allow(random.nextInt(8));
        openSome(desk, random);
        Inputs inputs = new Inputs(random);
        Farewell farewell = new Farewell();
        boolean alive = true;
        for (int i = 0; i < ON_ONE_CONNECTION && alive; i++) {
            byte[] input = inputs.next();
            farewell.look(input);
            int cut = random.nextInt(input.length + 1);
            desk.receive(java.util.Arrays.copyOfRange(input, 0, cut));
            desk.receive(java.util.Arrays.copyOfRange(input, cut, input.length));
            alive = !saidProtocolError(desk.sent()) && desk.socket.isActive();
            assertTrue(desk.heldBytes() < 4 * Limits.FIRST_WINDOW, () -> "seed " + seed + " holds " + desk.heldBytes());
        }
        desk.cut();
        assertTrue(desk.recorder.closed.isDone(), () -> "seed " + seed);
        Optional<Throwable> cause = desk.recorder.closed.join();
        if (!alive && !farewell.seen) {
            assertEquals(ProtocolException.class, cause.orElseThrow().getClass(), () -> "seed " + seed);
        }
        assertEquals(0, desk.heldBytes(), () -> "seed " + seed);
        return alive;
    }

    private static void openSome(Desk desk, Random random) {
        for (int i = random.nextInt(3); i > 0; i--) {
            Channel channel = desk.connection.open(random.nextBoolean());
            use(channel, random);
            channel.write(java.nio.ByteBuffer.allocate(random.nextInt(40_000)));
        }
        desk.sent();
    }

    private static void use(Channel channel, Random random) {
        switch (random.nextInt(4)) {
            case 0 -> Recorder.echo(channel);
            case 1 -> {
                var unused = Recorder.all(channel);
            }
            case 2 -> channel.reset();
            default -> {
                // nobody reads it
            }
        }
    }

    private static boolean saidProtocolError(List<Frame> frames) {
        List<Header> last = new ArrayList<>(frames.stream().map(Frame::header).toList());
        return last.contains(new Header(Header.GO_AWAY, 0, 0, Header.PROTOCOL_ERROR));
    }

    /** Whether the other side said that it goes away: then that is the reason, whatever comes later. */
    private static final class Farewell implements FrameSink {
        private final FrameDecoder decoder = new FrameDecoder();
        private boolean seen;

        void look(byte[] input) {
            try {
                decoder.decode(Unpooled.wrappedBuffer(input), this);
            } catch (ProtocolException broken) {
                // the connection under test finds the same
            }
        }

        @Override
        public void frame(Header header) {
            seen |= header.type() == Header.GO_AWAY;
        }

        @Override
        public void body(ByteBuf in, int length, boolean last) {}
    }
}
