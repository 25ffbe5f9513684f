package dev.parley.tests.bench.members;

import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What a hostile member can send beside what it may: streams of a session with bytes that mean nothing, opened again and again. */
final class Garbage {
    private static final ProtocolId SESSION = new ProtocolId("parley.session", 1);
    private static final int AT_ONCE = 8;
    private static final int SIZE = 4096;
    private static final long LOOK_MS = 5;

    private final Link link;
    private final Random random = new Random(5);

    Garbage(Link link) {
        this.link = link;
    }

    /** For so long, as fast as the other side ends them. @return how many */
    long send(long millis) throws InterruptedException {
        Semaphore room = new Semaphore(AT_ONCE);
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        long count = 0;
        while (System.nanoTime() < end) {
            if (room.tryAcquire(LOOK_MS, TimeUnit.MILLISECONDS)) {
                try {
                    open(room);
                    count++;
                } catch (LinkClosedException full) {
                    room.release();
                    TimeUnit.MILLISECONDS.sleep(LOOK_MS);
                }
            }
        }
        return count;
    }

    private void open(Semaphore room) {
        byte[] bytes = new byte[SIZE];
        random.nextBytes(bytes);
        Stream stream = link.open(SESSION);
        stream.read(Runnable::run, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer answer) {
                // whatever it says
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                stream.reset();
                room.release();
            }
        });
        var unused = stream.write(ByteBuffer.wrap(bytes));
    }
}
