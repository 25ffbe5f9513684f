package dev.parley.tests.bench.load;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;

/** The loads of one who tells many, the same whatever carries them. One thread. */
public final class Casts {
    private static final int SIZE = 256;
    private static final int AT_ONCE = 256;
    private static final long LIMIT_S = 120;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Speaker speaker;

    public Casts(Speaker speaker) {
        this.speaker = speaker;
    }

    /** By name. */
    public Map<String, Remote.Command> commands() {
        return Map.of(
                "burst", words -> burst(words, Telling.TOLD),
                "noise", words -> burst(words, Telling.NOISE),
                "paced", this::paced);
    }

    /** As fast as it goes, for so many milliseconds, or so many messages: when it began, and how many there were. */
    private String burst(List<String> words, byte kind) throws Exception {
        long most = Long.parseLong(words.get(1));
        Hands hands = new Hands();
        long begun = System.nanoTime();
        long end = begun + TimeUnit.MILLISECONDS.toNanos(Long.parseLong(words.get(0)));
        long count = 0;
        while (count < most && System.nanoTime() < end) {
            hands.give(Telling.message(kind, SIZE, System.nanoTime()));
            count++;
        }
        hands.empty();
        return begun + " " + count;
    }

    /** So many, so many a second: for how many microseconds each was in hand. */
    private String paced(List<String> words) throws Exception {
        int count = Integer.parseInt(words.get(0));
        long every = TimeUnit.SECONDS.toNanos(1) / Long.parseLong(words.get(1));
        double[] micros = new double[count];
        Hands hands = new Hands();
        long begun = System.nanoTime();
        for (int i = 0; i < count; i++) {
            int index = i;
            long due = begun + i * every;
            for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
                LockSupport.parkNanos(left);
            }
            hands.give(
                    Telling.message(Telling.TOLD, SIZE, System.nanoTime()),
                    sent -> micros[index] = (System.nanoTime() - sent) / NANOS_PER_MICRO);
        }
        hands.empty();
        return Remote.words(Arrays.copyOf(micros, count));
    }

    /** What has not left: at most so many, so that who cannot keep up is waited for. */
    private final class Hands {
        private final Semaphore room = new Semaphore(AT_ONCE);
        private final AtomicReference<Throwable> failed = new AtomicReference<>();

        void give(byte[] message) throws Exception {
            give(message, sent -> {});
        }

        void give(byte[] message, LongConsumer left) throws Exception {
            take(1);
            long sent = Telling.sentAt(message);
            speaker.say(message).whenComplete((done, failure) -> {
                left.accept(sent);
                if (failure != null) {
                    failed.compareAndSet(null, failure);
                }
                room.release();
            });
        }

        void empty() throws Exception {
            take(AT_ONCE);
        }

        private void take(int permits) throws Exception {
            if (!room.tryAcquire(permits, LIMIT_S, TimeUnit.SECONDS)) {
                throw new TimeoutException("what was sent did not leave within " + LIMIT_S + " s");
            }
            if (failed.get() != null) {
                throw new IllegalStateException("a message was not sent", failed.get());
            }
        }
    }
}
