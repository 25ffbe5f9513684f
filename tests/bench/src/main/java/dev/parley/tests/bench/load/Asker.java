package dev.parley.tests.bench.load;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The asking side: the loads themselves, the same whatever carries them. One thread, but for {@link #roundTripsBeside}. */
public final class Asker {
    /** Bytes of a small message. */
    public static final int SMALL = 256;

    /** Bytes of a large one. */
    public static final int LARGE = 65_536;

    private static final long LIMIT_S = 120;
    private static final int CHECK_EVERY = 16;
    private static final int LEAST = 5;

    /** A take that a busy machine holds up ends with fewer values. */
    private static final long MOST_NANOS = 1_500_000_000;

    private final Party party;
    private final InetSocketAddress address;
    private final String who;
    private final BlockingQueue<byte[]> answers = new ArrayBlockingQueue<>(256);
    private final List<Wire> idle = new ArrayList<>();
    private Wire staying;

    public Asker(Party party, InetSocketAddress address, String who) {
        this.party = party;
        this.address = address;
        this.who = who;
    }

    /** Microseconds from before a dial to the first reply, on a fresh connection each. */
    public double[] dials(int count) throws Exception {
        byte[] question = message(Answerer.ECHO, SMALL);
        double[] micros = new double[count];
        long end = System.nanoTime() + MOST_NANOS;
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            if (begun > end && i >= LEAST) {
                return Arrays.copyOf(micros, i);
            }
            Wire wire = party.dial(address, who, question, this::answered);
            take();
            micros[i] = (System.nanoTime() - begun) / 1e3;
            wire.close();
        }
        return micros;
    }

    /** Opens the connection that stays. */
    public void stay() throws Exception {
        staying = party.stay(address, who, message(Answerer.ECHO, SMALL), this::answered);
        take();
    }

    /** Microseconds of a question and its answer, one after the other. */
    public double[] roundTrips(int count) throws Exception {
        byte[] question = message(Answerer.ECHO, SMALL);
        double[] micros = new double[count];
        long end = System.nanoTime() + MOST_NANOS;
        for (int i = 0; i < count; i++) {
            long begun = System.nanoTime();
            if (begun > end && i >= LEAST) {
                return Arrays.copyOf(micros, i);
            }
            staying.send(question);
            take();
            micros[i] = (System.nanoTime() - begun) / 1e3;
        }
        return micros;
    }

    /** The same while another flow of the connection carries as much as it can. */
    public double[] roundTripsBeside(int count) throws Exception {
        Wire bulk = party.beside(staying, this::answered);
        byte[] load = message(Answerer.COUNT, LARGE);
        Thread saturating = new Thread(
                () -> {
                    try {
                        while (!Thread.currentThread().isInterrupted()) {
                            if (bulk.send(load)) {
                                bulk.awaitRoom();
                            }
                        }
                    } catch (InterruptedException done) {
                        Thread.currentThread().interrupt();
                    }
                },
                "saturating");
        saturating.setDaemon(true);
        saturating.start();
        try {
            return roundTrips(count);
        } finally {
            saturating.interrupt();
            saturating.join();
            howMany(bulk);
            if (bulk != staying) {
                bulk.close();
            }
        }
    }

    /** Messages a second, from the first to the other side's word that all have come. */
    public double oneWay(int size, long millis) throws Exception {
        byte[] load = message(Answerer.COUNT, size);
        long sent = 0;
        long begun = System.nanoTime();
        long end = begun + TimeUnit.MILLISECONDS.toNanos(millis);
        do {
            for (int i = 0; i < CHECK_EVERY; i++) {
                if (staying.send(load)) {
                    staying.awaitRoom();
                }
            }
            sent += CHECK_EVERY;
        } while (System.nanoTime() < end);
        long came = howMany(staying);
        double seconds = (System.nanoTime() - begun) / 1e9;
        if (came != sent) {
            throw new IllegalStateException("sent " + sent + ", " + came + " came");
        }
        return sent / seconds;
    }

    /** Opens connections that then do nothing, after one question each. */
    public void idle(int count) throws Exception {
        byte[] question = message(Answerer.ECHO, SMALL);
        for (int i = 0; i < count; i++) {
            idle.add(party.dial(address, who, question, this::answered));
            take();
        }
    }

    /** Closes all that was opened. */
    public void close() throws InterruptedException {
        for (Wire wire : idle) {
            wire.close();
        }
        idle.clear();
        if (staying != null) {
            staying.close();
            staying = null;
        }
    }

    private long howMany(Wire wire) throws Exception {
        wire.send(new byte[] {Answerer.HOW_MANY});
        return ByteBuffer.wrap(take(), 1, Long.BYTES).getLong();
    }

    private void answered(Wire from, byte[] message) {
        answers.add(message);
    }

    private byte[] take() throws InterruptedException, TimeoutException {
        byte[] answer = answers.poll(LIMIT_S, TimeUnit.SECONDS);
        if (answer == null) {
            throw new TimeoutException("no answer within " + LIMIT_S + " s");
        }
        return answer;
    }

    private static byte[] message(byte kind, int size) {
        byte[] message = new byte[size];
        for (int i = 0; i < size; i++) {
            message[i] = (byte) (i * 31);
        }
        message[0] = kind;
        return message;
    }
}
