package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Questions and answers. */
final class RequestTest {
    private static final Duration TIME = Duration.ofSeconds(5);

    private final TwoSides two = TwoSides.live(1);

    private CompletionStage<Message> ask(String question) {
        return two.left.session.request(two.left.other(), Side.bytes(question), TIME);
    }

    private static CompletionStage<ByteBuffer> echo(Message request) {
        return CompletableFuture.completedStage(Side.bytes("re: " + Side.text(request.body())));
    }

    private static String answer(CompletionStage<Message> stage) {
        assertTrue(stage.toCompletableFuture().isDone());
        return Side.text(stage.toCompletableFuture().join().body());
    }

    @Test
    void isAnswered() {
        List<Message> requests = new ArrayList<>();
        two.right.session.onRequest(request -> {
            requests.add(request);
            return echo(request);
        });
        CompletionStage<Message> first = ask("1");
        CompletionStage<Message> second = ask("2");
        two.pass(100);
        assertEquals("re: 1", answer(first));
        assertEquals("re: 2", answer(second));
        Message answer = second.toCompletableFuture().join();
        assertEquals(requests.get(1).id(), answer.inReplyTo().orElseThrow());
        assertEquals(two.left.other(), answer.from());
        assertTrue(answer.direct());
        assertEquals(List.of(), two.right.seen, "a request is no message");
        assertEquals(List.of(), two.left.seen, "an answer is no message");
    }

    @Test
    void timeRunsOut() {
        two.right.session.onRequest(request -> new CompletableFuture<>());
        CompletionStage<Message> stage = ask("1");
        two.pass(TIME.toMillis() - 1);
        assertFalse(stage.toCompletableFuture().isDone());
        two.pass(2);
        SessionTest.assertTyped("did not answer within 5000 ms", stage);
    }

    @Test
    void anAnswerThatIsLateIsDropped() {
        CompletableFuture<ByteBuffer> late = new CompletableFuture<>();
        two.right.session.onRequest(request -> late);
        CompletionStage<Message> stage = ask("1");
        two.pass(TIME.toMillis() + 1);
        late.complete(Side.bytes("late"));
        two.pass(100);
        SessionTest.assertTyped("did not answer", stage);
        assertEquals(List.of(), two.left.links.broken());
    }

    @Test
    void nobodyTakesRequests() {
        CompletionStage<Message> stage = ask("1");
        two.pass(100);
        SessionTest.assertTyped("takes no requests", stage);
    }

    @Test
    void theHandlerFails() {
        Subscription throwing = two.right.session.onRequest(request -> {
            throw new IllegalStateException("the test throws");
        });
        CompletionStage<Message> first = ask("1");
        two.pass(100);
        SessionTest.assertTyped("failed at the request", first);
        throwing.close();
        two.right.session.onRequest(
                request -> CompletableFuture.failedStage(new IllegalStateException("the test fails")));
        CompletionStage<Message> second = ask("2");
        two.pass(100);
        SessionTest.assertTyped("failed at the request", second);
    }

    @Test
    void anAnswerOfNothingIsAFailure() {
        two.right.session.onRequest(request -> null);
        CompletionStage<Message> first = ask("1");
        two.pass(100);
        SessionTest.assertTyped("failed at the request", first);
    }

    @Test
    void oneHandlerAtATime() {
        Subscription first = two.right.session.onRequest(RequestTest::echo);
        assertThrows(IllegalStateException.class, () -> two.right.session.onRequest(RequestTest::echo));
        first.close();
        two.right.session.onRequest(RequestTest::echo);
        CompletionStage<Message> stage = ask("1");
        two.pass(100);
        assertEquals("re: 1", answer(stage));
    }

    @Test
    void survivesACut() {
        two.right.session.onRequest(RequestTest::echo);
        CompletionStage<Message> stage = ask("1");
        two.pass(7);
        two.cut();
        two.pass(100);
        two.heal();
        two.pass(3000);
        assertEquals("re: 1", answer(stage));
    }

    @Test
    void theSessionEnds() {
        two.right.session.onRequest(request -> new CompletableFuture<>());
        Member other = two.left.other();
        CompletionStage<Message> stage = ask("1");
        two.pass(100);
        two.right.session.leave();
        two.pass(1000);
        SessionTest.assertTyped("left the session", stage);
        SessionTest.assertTyped("left the session", two.left.session.request(other, Side.bytes("2"), TIME));
    }

    @Test
    void onlyTheOtherOneIsAsked() {
        CompletionStage<Message> self = two.left.session.request(two.left.session.self(), Side.bytes("1"), TIME);
        two.pass(1);
        SessionTest.assertTyped("is not another member", self);
        assertThrows(
                IllegalArgumentException.class,
                () -> two.left.session.request(two.left.other(), Side.bytes("1"), Duration.ZERO));
    }

    @Test
    void evenAVeryLongTimeIsTaken() {
        two.right.session.onRequest(RequestTest::echo);
        CompletionStage<Message> stage =
                two.left.session.request(two.left.other(), Side.bytes("1"), Duration.ofSeconds(Long.MAX_VALUE));
        two.pass(100);
        assertEquals("re: 1", answer(stage));
    }

    @Test
    void comesBeforeWhatNobodyListensTo() {
        TwoSides quiet = new TwoSides(2);
        quiet.admit();
        quiet.left.control.launched();
        quiet.right.control.launched();
        quiet.right.session.onRequest(RequestTest::echo);
        quiet.pass(1000);
        quiet.left.say("nobody hears");
        CompletionStage<Message> stage = quiet.left.session.request(quiet.left.other(), Side.bytes("1"), TIME);
        quiet.pass(100);
        assertEquals("re: 1", answer(stage));
    }
}
