package dev.parley.tests.bench.members;

import dev.parley.api.session.Delivery;
import dev.parley.api.session.Session;
import dev.parley.tests.bench.load.Remote;
import dev.parley.tests.bench.load.Telling;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** All members of a process talk for a while: each says so much a second, most of it ephemeral. */
final class Talk {
    private static final int SIZE = 256;
    private static final int EPHEMERAL_PER_S = 10;
    private static final long LIMIT_S = 120;

    private final List<BenchMember> members;

    Talk(List<BenchMember> members) {
        this.members = members;
    }

    Map<String, Remote.Command> commands() {
        return Map.of("talk", this::talk);
    }

    /** For so many seconds: how many ephemeral and how many durable ones each has said. */
    private String talk(List<String> words) throws Exception {
        int seconds = Integer.parseInt(words.get(0));
        long begun = System.nanoTime();
        for (int i = 0; i < seconds * EPHEMERAL_PER_S; i++) {
            long due = begun + TimeUnit.SECONDS.toNanos(1) / EPHEMERAL_PER_S * i;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            round(Delivery.EPHEMERAL);
            if (i % EPHEMERAL_PER_S == 0) {
                round(Delivery.DURABLE);
            }
        }
        return seconds * EPHEMERAL_PER_S + " " + seconds;
    }

    /** Each says one, and waits until it may say the next. */
    private void round(Delivery delivery) throws Exception {
        CompletableFuture<?>[] all = members.stream()
                .map(BenchMember::session)
                .map(session -> say(session, delivery))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(all).get(LIMIT_S, TimeUnit.SECONDS);
    }

    private static CompletableFuture<?> say(Session session, Delivery delivery) {
        byte[] body = Telling.message(Telling.TOLD, SIZE, System.nanoTime());
        return session.send(delivery, ByteBuffer.wrap(body)).toCompletableFuture();
    }
}
