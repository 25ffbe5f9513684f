package dev.parley.tests.bench.peer;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Session;
import dev.parley.tests.bench.load.Asker;
import dev.parley.tests.bench.load.Remote;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What a peer can be told about a session of two, whose other member gives back what comes. On the thread of {@link Remote}. */
final class SessionCommands {
    private static final long LIMIT_S = 120;
    private static final double NANOS_PER_MICRO = 1e3;

    private final Inviting inviting;
    private final BlockingQueue<ByteBuffer> answers = new LinkedBlockingQueue<>();
    private final ByteBuffer body = ByteBuffer.allocate(Asker.SMALL);
    private Session session;
    private Member other;

    SessionCommands(Inviting inviting) {
        this.inviting = inviting;
    }

    Map<String, Remote.Command> commands() {
        return Map.of(
                "session", this::begin,
                "sessiontrips", words -> trips(words, this::echo),
                "requests", words -> trips(words, this::request));
    }

    private String begin(List<String> words) throws Exception {
        session = inviting.invite(Whom.parse(words.get(0)));
        session.onMessage(message -> answers.add(message.body()));
        CompletableFuture<Member> joined = new CompletableFuture<>();
        session.onMember(event -> {
            if (event instanceof MemberEvent.Joined && !event.member().equals(session.self())) {
                joined.complete(event.member());
            }
        });
        other = joined.get(LIMIT_S, TimeUnit.SECONDS);
        return "";
    }

    /** A question and its answer. */
    private interface Trip {
        void run() throws Exception;
    }

    /** Microseconds of each of so many, one after the other. */
    private String trips(List<String> words, Trip trip) throws Exception {
        double[] micros = new double[Integer.parseInt(words.get(0))];
        for (int i = 0; i < micros.length; i++) {
            long begun = System.nanoTime();
            trip.run();
            micros[i] = (System.nanoTime() - begun) / NANOS_PER_MICRO;
        }
        return Remote.words(micros);
    }

    private void echo() throws InterruptedException, TimeoutException {
        var unused = session.sendTo(other, Delivery.EPHEMERAL, body);
        if (answers.poll(LIMIT_S, TimeUnit.SECONDS) == null) {
            throw new TimeoutException("nothing came back");
        }
    }

    private void request() throws Exception {
        session.request(other, body, Duration.ofSeconds(LIMIT_S))
                .toCompletableFuture()
                .get(LIMIT_S, TimeUnit.SECONDS);
    }
}
