package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.LinkClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** One ping at a time, whoever waits. */
final class PingsTest {
    private long now;
    private final List<Header> sent = new ArrayList<>();
    private final Pings pings = new Pings(() -> now, sent::add);

    private CompletableFuture<Duration> ask() {
        CompletableFuture<Duration> answer = new CompletableFuture<>();
        pings.ask(answer);
        return answer;
    }

    @Test
    void whoAsksMeanwhileSharesTheAnswer() {
        CompletableFuture<Duration> one = ask();
        CompletableFuture<Duration> two = ask();
        assertEquals(1, sent.size());
        now = 5_000;
        pings.answered(sent.get(0).length());
        assertEquals(Duration.ofNanos(5_000), one.join());
        assertEquals(Duration.ofNanos(5_000), two.join());
    }

    @Test
    void anAnswerToAnotherQuestionCountsForNothing() {
        pings.answered(1); // none was asked
        CompletableFuture<Duration> answer = ask();
        pings.answered(sent.get(0).length() + 1);
        assertFalse(answer.isDone());
        pings.answered(sent.get(0).length());
        assertTrue(answer.isDone());
        CompletableFuture<Duration> next = ask();
        pings.answered(sent.get(0).length()); // the first answer, replayed
        assertFalse(next.isDone());
    }

    @Test
    void theShortestRoundTripIsKept() {
        assertEquals(Long.MAX_VALUE, pings.shortest());
        for (long took : new long[] {300, 100, 200}) {
            pings.measure();
            now += took;
            pings.answered(sent.get(sent.size() - 1).length());
        }
        assertEquals(100, pings.shortest());
    }

    @Test
    void whoeverWaitsIsToldThatTheConnectionIsOver() {
        CompletableFuture<Duration> answer = ask();
        pings.fail(new LinkClosedException("over"));
        Waiting.failure(LinkClosedException.class, answer);
        pings.measure();
        assertEquals(1, sent.size());
    }
}
