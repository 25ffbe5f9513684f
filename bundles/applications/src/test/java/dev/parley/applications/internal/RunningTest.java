package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.Bytes;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeMember;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class RunningTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(3);
    private final FakeSession session = new FakeSession(execution);
    private final List<String> calls = new ArrayList<>();
    private final AtomicInteger over = new AtomicInteger();

    /** Makes instances that write down what is done with them. */
    private final class Source implements InstanceSource {
        private final String name;
        private ByteBuffer kept = Bytes.NONE;
        private Throwable atLaunch;
        private boolean gone;

        Source(String name) {
            this.name = name;
        }

        @Override
        public long bundle() {
            return 7;
        }

        @Override
        public Optional<ApplicationInstance> make() {
            return gone ? Optional.empty() : Optional.of(new Instance(this));
        }

        @Override
        public void release(ApplicationInstance instance) {
            calls.add(name + " released");
        }
    }

    private final class Instance implements ApplicationInstance {
        private final Source source;

        Instance(Source source) {
            this.source = source;
        }

        @Override
        public void launched(LaunchInfo launch, Session opened) throws Exception {
            if (source.atLaunch instanceof Exception e) {
                throw e;
            }
            if (source.atLaunch instanceof Error e) {
                throw e;
            }
            calls.add(source.name + " " + launch.reason() + " "
                    + launch.handedOver().map(ByteBuffer::remaining).orElse(-1));
            var unused = opened.executor().schedule(() -> calls.add(source.name + " timer"), 5, TimeUnit.SECONDS);
        }

        @Override
        public Optional<ByteBuffer> handOver() {
            return Optional.of(source.kept);
        }

        @Override
        public void closed(CloseReason reason) {
            calls.add(source.name + " closed");
            throw new IllegalStateException("at the end");
        }
    }

    private Running running(Source source) {
        LaunchInfo info = new LaunchInfo(
                LaunchReason.INVITER,
                new FakeMember(new FakeIdentity(1).remote(), "Ada"),
                true,
                "",
                Bytes.NONE,
                Optional.empty());
        return new Running("Board", source, info, session.session, ended -> over.incrementAndGet());
    }

    private Running started(Source source) {
        Running running = running(source);
        CompletableFuture<?> launch = running.start().toCompletableFuture();
        execution.run();
        assertTrue(launch.isDone());
        return running;
    }

    private String failure(Source source) {
        CompletableFuture<?> launch = running(source).start().toCompletableFuture();
        execution.run();
        return Assertions.assertThrows(CompletionException.class, launch::join)
                .getCause()
                .getMessage();
    }

    @Test
    void nothingRunsBeforeItsTurn() {
        var launch = running(new Source("one")).start().toCompletableFuture();
        assertFalse(launch.isDone());
        assertEquals(List.of(), calls);
    }

    @Test
    void whateverIsThrownIsAFailureOfTheLaunch() {
        for (Throwable thrown : List.of(
                new IllegalStateException("no board"), new LinkageError("no board"), new AssertionError("no board"))) {
            Source source = new Source("one");
            source.atLaunch = thrown;
            assertEquals("Board could not be launched: no board", failure(source));
        }
        assertEquals(3, over.get());
        assertEquals(List.of("one released", "one released", "one released"), calls);
    }

    @Test
    void withoutAMessageTheKindIsSaid() {
        Source source = new Source("one");
        source.atLaunch = new UnsupportedOperationException();
        assertEquals("Board could not be launched: UnsupportedOperationException", failure(source));
    }

    @Test
    void whereNoInstanceCanBeMadeItIsSaid() {
        Source source = new Source("one");
        source.gone = true;
        assertTrue(failure(source).contains("no instance"));
    }

    @Test
    void closedIsTheLastCallEvenWhenItThrows() {
        started(new Source("one"));
        session.close(CloseReason.Kind.LEFT);
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of("one INVITER -1", "one closed", "one released"), calls);
        assertEquals(1, over.get());
    }

    @Test
    void whatTheOldVersionScheduledIsNotDoneByIt() {
        Running running = started(new Source("one"));
        var away = running.vacate().toCompletableFuture();
        execution.run();
        assertTrue(away.isDone());
        running.succeed(new Source("two"));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of("one INVITER -1", "one released", "two UPDATED 0", "two timer"), calls);
        assertEquals(0, over.get());
    }

    @Test
    void tooMuchIsNotHandedOver() {
        Source source = new Source("one");
        source.kept = ByteBuffer.allocate(LaunchInfo.HAND_OVER_BYTES + 1);
        Running running = started(source);
        var unused = running.vacate();
        running.succeed(new Source("two"));
        execution.run();
        assertEquals("two UPDATED -1", calls.get(2));
    }

    @Test
    void aSessionThatClosesInBetweenEndsIt() {
        Running running = started(new Source("one"));
        AtomicInteger gone = new AtomicInteger();
        running.onGone(gone::incrementAndGet);
        var unused = running.vacate();
        execution.run();
        session.close(CloseReason.Kind.LEFT);
        execution.advance(Duration.ofMinutes(1));
        assertEquals(0, gone.get());
        assertEquals(1, over.get());
        running.succeed(new Source("two"));
        execution.run();
        assertEquals(List.of("one INVITER -1", "one released"), calls);
    }

    @Test
    void aNewVersionThatFailsIsGone() {
        Running running = started(new Source("one"));
        AtomicInteger gone = new AtomicInteger();
        running.onGone(gone::incrementAndGet);
        var unused = running.vacate();
        Source two = new Source("two");
        two.atLaunch = new IllegalStateException("no");
        running.succeed(two);
        execution.run();
        assertEquals(1, gone.get());
        assertEquals(1, over.get());
    }

    /** Who updates a bundle and then refreshes it stops the next version at once, and starts it again. */
    @Test
    void aNewVersionThatIsGoneAgainIsNotTheLast() {
        Running running = started(new Source("one"));
        AtomicInteger gone = new AtomicInteger();
        running.onGone(gone::incrementAndGet);
        var unused = running.vacate();
        Source two = new Source("two");
        two.gone = true;
        running.succeed(two);
        execution.advance(Duration.ofSeconds(9));
        running.succeed(new Source("three"));
        execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of("one INVITER -1", "one released", "three UPDATED 0", "three timer"), calls);
        assertEquals(0, gone.get());
    }

    @Test
    void whoAsksLateIsToldToo() {
        Running running = started(new Source("one"));
        var unused = running.dismiss();
        execution.run();
        AtomicInteger gone = new AtomicInteger();
        running.onGone(gone::incrementAndGet);
        assertEquals(1, gone.get());
    }
}
