package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.transport.Channel;
import dev.parley.spi.transport.Connection;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

/** A thousand bad inputs over real links, while another link goes on. */
final class LoopbackFuzzTest extends LeakFree {
    private static final int LINKS = 250;
    private static final int INPUTS_EACH = 4;

    @Test
    void theOtherLinkLives() {
        LinkedBlockingQueue<Recorder> hosts = new LinkedBlockingQueue<>();
        try (Pair pair = new Pair(() -> {
                    Recorder recorder = Recorder.echo();
                    hosts.add(recorder);
                    return recorder;
                });
                BareTls bad = BareTls.right(TlsProvider.AUTO)) {
            Connection alive = pair.connect();
            Channel channel = alive.open(false);
            Recorder living = Waiting.next(hosts);
            int broken = 0;
            for (int seed = 0; seed < LINKS; seed++) {
                broken += run(bad, pair, hosts, seed) ? 1 : 0;
                pair.nextAccepted();
            }
            assertTrue(broken > LINKS / 10, broken + " links ended for what came");
            CompletableFuture<byte[]> echo = Recorder.all(channel);
            channel.write(ByteBuffer.wrap(new byte[] {1, 2, 3}));
            channel.end();
            assertArrayEquals(new byte[] {1, 2, 3}, Waiting.on(echo));
            assertTrue(!living.closed.isDone());
        }
    }

    /** Whether it ended for breaking the protocol; otherwise it ended because the other side did. */
    private static boolean run(BareTls bad, Pair pair, LinkedBlockingQueue<Recorder> hosts, int seed) {
        Inputs inputs = new Inputs(new Random(seed));
        io.netty.channel.Channel socket = Waiting.on(bad.dial(pair.address()));
        Recorder host = Waiting.next(hosts);
        for (int i = 0; i < INPUTS_EACH; i++) {
            BareTls.send(socket, inputs.next());
        }
        Sockets.close(socket);
        Optional<Throwable> cause = Waiting.on(host.closed);
        assertTrue(cause.isEmpty() || cause.get() instanceof ParleyException, () -> "seed " + seed + ": " + cause);
        return cause.filter(ProtocolException.class::isInstance).isPresent();
    }
}
