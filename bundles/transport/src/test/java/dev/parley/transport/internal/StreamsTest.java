package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.CardConflictException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.FakeTransport;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

class StreamsTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node ann = new Node(execution, network, 1);
    private final Node ben = new Node(execution, network, 2);

    StreamsTest() {
        ann.accept(ben);
        ben.accept(ann);
        execution.run();
        network.delay(Duration.ofMillis(2), Duration.ofMillis(2));
        ann.meet(ben);
        pass(50);
    }

    private void pass(long millis) {
        execution.advance(Duration.ofMillis(millis));
    }

    private Kept open(String protocol, String text) {
        return Node.say(ann.linkTo(ben), ProtocolId.parse(protocol), text);
    }

    private ServiceReference<ProtocolHandler> speak(ProtocolHandler handler) {
        ServiceReference<ProtocolHandler> reference = ben.services.add(handler);
        ben.links.bindHandler(reference);
        return reference;
    }

    /** The stream is over for a reason, one event was told, and another stream goes on. */
    private void onlyThisOneEnded(Kept kept, Kept alive, String why) {
        pass(20);
        assertTrue(kept.isOver());
        ProtocolException typed = assertInstanceOf(ProtocolException.class, kept.failure());
        assertTrue(typed.getMessage().contains(why), typed.getMessage());
        assertEquals(1, ben.refused("protocol").size());
        assertFalse(alive.isOver());
        assertEquals(1, ann.monitor.links().get(0).streams());
        assertEquals(1, ben.monitor.links().get(0).streams());
    }

    @Test
    void headerAndFirstBytesTravelTogether() {
        Stream stream = ann.linkTo(ben).open(Speaker.TALK);
        Kept answer = new Kept();
        stream.read(Runnable::run, answer);
        stream.write(Kept.bytes("one "));
        stream.write(Kept.bytes("two"));
        pass(2);
        assertEquals("one two", ben.talk.heard.get(0).text());
        Stream there = ben.talk.streams.get(0);
        assertEquals(Speaker.TALK, there.protocol());
        assertEquals(ben.linkTo(ann), there.link());
        there.write(Kept.bytes("three"));
        there.end();
        stream.end();
        pass(10);
        assertEquals("three", answer.text());
        assertTrue(answer.endedInOrder());
        assertTrue(ben.talk.heard.get(0).endedInOrder());
        assertEquals(0, ann.monitor.links().get(0).streams());
        assertEquals(7, ann.monitor.links().get(0).bytesOut());
        assertEquals(5, ann.monitor.links().get(0).bytesIn());
        assertEquals(7, ben.monitor.links().get(0).bytesIn());
    }

    @Test
    void aProtocolThatIsNotSpoken() {
        Kept alive = ann.say(ben, "alive");
        onlyThisOneEnded(open("parley.sing/1", "la"), alive, "The other side does not speak parley.sing/1.");
    }

    @Test
    void aVersionThatIsNotSpokenNamesBoth() {
        Kept alive = ann.say(ben, "alive");
        speak(new Speaker("parley.talk/3"));
        onlyThisOneEnded(
                open("parley.talk/2", "hi"),
                alive,
                "does not speak parley.talk/2; it speaks parley.talk/1, parley.talk/3.");
    }

    @Test
    void aHandlerThatThrows() {
        Kept alive = ann.say(ben, "alive");
        speak(new Speaker("parley.sing/1") {
            @Override
            public void opened(Stream stream) {
                throw new IllegalStateException("a secret");
            }
        });
        Kept kept = open("parley.sing/1", "la");
        onlyThisOneEnded(kept, alive, "The other side could not serve parley.sing/1.");
        assertFalse(kept.failure().getMessage().contains("secret"));
    }

    @Test
    void aHandlerThatDoesNotSayWhatItSpeaksHarmsNoOther() {
        ben.links.unbindHandler(ben.talking);
        speak(new ProtocolHandler() {
            @Override
            public ProtocolId protocol() {
                throw new IllegalStateException("this one is broken");
            }

            @Override
            public void opened(Stream stream) {
                throw new AssertionError("nobody asked for it");
            }
        });
        Speaker other = new Speaker("parley.talk/1");
        speak(other);
        ann.say(ben, "hi");
        pass(10);
        assertEquals("hi", other.heard.get(0).text());
    }

    @Test
    void aReaderThatThrowsAtOnceHarmsItsStreamOnly() {
        readersThatThrow(0);
    }

    @Test
    void aReaderThatThrowsLaterHarmsItsStreamOnly() {
        readersThatThrow(1);
    }

    private void readersThatThrow(int after) {
        Kept alive = ann.say(ben, "alive");
        ScheduledExecutorService readers = execution.serial("readers");
        List<Integer> calls = new ArrayList<>();
        speak(new Speaker("parley.sing/1") {
            @Override
            public void opened(Stream stream) {
                stream.read(readers, new StreamReader() {
                    @Override
                    public void onBytes(ByteBuffer bytes) {
                        calls.add(bytes.remaining());
                        if (calls.size() > after) {
                            throw new IllegalStateException("this reader is broken");
                        }
                    }

                    @Override
                    public void onEnd(Optional<Throwable> failure) {
                        calls.add(-1);
                    }
                });
            }
        });
        Stream stream = ann.linkTo(ben).open(ProtocolId.parse("parley.sing/1"));
        Kept kept = new Kept();
        stream.read(Runnable::run, kept);
        for (int i = 0; i < 3; i++) {
            stream.write(Kept.bytes("la"));
            pass(10);
        }
        assertTrue(kept.isOver());
        assertEquals(after + 1, calls.stream().filter(call -> call > 0).count(), "nothing more is delivered");
        assertFalse(alive.isOver());
        assertEquals(1, ben.monitor.links().get(0).streams());
    }

    @Test
    void aStreamThatIsFailedTellsWhyAndIsOneEvent() {
        Kept alive = ann.say(ben, "alive");
        Kept kept = ann.say(ben, "bad");
        pass(10);
        Stream there = ben.talk.streams.get(1);
        there.fail(new ProtocolException("that was not polite"));
        there.fail(new ProtocolException("nor was that"));
        onlyThisOneEnded(kept, alive, "that was not polite");
        assertTrue(ben.talk.heard.get(1).isOver());
    }

    /** As loud as another key at an address. */
    @Test
    void twoCardsOfOneNumberAreAnEventOfTheirOwnKind() {
        Kept kept = ann.say(ben, "bad");
        pass(10);
        ben.talk.streams.get(0).fail(new CardConflictException("ann has two different cards"));
        pass(10);
        assertTrue(kept.isOver());
        assertEquals(1, ben.refused("card-conflict").size());
        assertEquals(
                "ann has two different cards",
                ben.refused("card-conflict").get(0).detail());
        assertEquals(List.of(), ben.refused("protocol"));
    }

    @Test
    void theReasonIsThereBeforeTheEndWhateverOvertakesWhat() {
        Kept kept = ann.say(ben, "bad");
        pass(10);
        Stream there = ben.talk.streams.get(0);
        there.fail(new ProtocolException("that was not polite"));
        there.reset(); // as a handler does that is told of its end
        assertInstanceOf(
                LinkClosedException.class,
                Node.failure(there.write(Kept.bytes("more")).toCompletableFuture()));
        pass(3);
        assertFalse(kept.isOver(), "the reason has come, the end has not set out");
        pass(3);
        assertEquals("that was not polite", kept.failure().getMessage());
    }

    @Test
    void whoOpenedItFailsItJustSo() {
        Stream stream = ann.linkTo(ben).open(Speaker.TALK);
        stream.write(Kept.bytes("hi"));
        pass(10);
        stream.fail(new ProtocolException("the answer is wrong"));
        pass(10);
        assertEquals("the answer is wrong", ben.talk.heard.get(0).failure().getMessage());
        assertEquals(1, ann.refused("protocol").size());
        assertEquals(0, ben.monitor.links().get(0).streams());
    }

    @Test
    void aStreamThatIsResetEndsBothWays() {
        Stream stream = ann.linkTo(ben).open(Speaker.TALK);
        stream.write(Kept.bytes("hi"));
        pass(10);
        stream.reset();
        stream.reset();
        pass(10);
        assertInstanceOf(LinkClosedException.class, ben.talk.heard.get(0).failure());
        assertTrue(Node.failure(stream.write(Kept.bytes("more")).toCompletableFuture()) instanceof LinkClosedException);
        assertEquals(List.of(), ben.refused("protocol"), "that is nobody's fault");
    }

    @Test
    void aProtocolThatComesIsSpokenAndOneThatGoesEnds() {
        Speaker singer = new Speaker("parley.sing/1");
        ServiceReference<ProtocolHandler> reference = speak(singer);
        Kept alive = ann.say(ben, "alive");
        Kept kept = open("parley.sing/1", "la");
        pass(10);
        assertEquals("la", singer.heard.get(0).text());
        assertEquals(1, ben.services.uses(reference));
        ben.links.unbindHandler(reference);
        pass(10);
        assertEquals(0, ben.services.uses(reference));
        assertFalse(kept.isOver(), "there is a second for last words");
        pass(1_000);
        assertTrue(kept.failure().getMessage().contains("stopped speaking parley.sing/1"));
        assertTrue(singer.heard.get(0).isOver());
        assertFalse(alive.isOver());
        Kept late = open("parley.sing/1", "la");
        pass(10);
        assertTrue(late.failure().getMessage().contains("does not speak parley.sing/1"));
        speak(singer);
        Kept again = open("parley.sing/1", "again");
        pass(10);
        assertFalse(again.isOver());
        assertEquals("again", singer.heard.get(1).text());
    }

    @Test
    void aServiceThatWentBeforeItWasUnboundIsNotSpoken() {
        Speaker singer = new Speaker("parley.sing/1");
        ServiceReference<ProtocolHandler> reference = speak(singer);
        ben.services.remove(reference);
        Kept kept = open("parley.sing/1", "la");
        pass(10);
        assertTrue(kept.failure().getMessage().contains("does not speak parley.sing/1"));
    }

    @Test
    void aServiceIsFetchedAtItsFirstStream() {
        Speaker singer = new Speaker("parley.sing/1");
        ServiceReference<ProtocolHandler> reference = speak(singer);
        assertEquals(0, ben.services.uses(reference));
        open("parley.sing/1", "la");
        open("parley.sing/1", "la");
        pass(10);
        assertEquals(1, ben.services.uses(reference));
    }

    @Test
    void whoDoesNotReadCostsAWindowAndHoldsTheWriterUp() {
        Speaker deaf = new Speaker("parley.sing/1").deaf();
        speak(deaf);
        Kept alive = ann.say(ben, "alive");
        Stream stream = ann.linkTo(ben).open(ProtocolId.parse("parley.sing/1"));
        int written = 0;
        CompletableFuture<Void> room = CompletableFuture.completedFuture(null);
        while (room.isDone() && written < 10 * FakeTransport.WINDOW) {
            room = stream.write(ByteBuffer.allocate(8 * 1024)).toCompletableFuture();
            written += 8 * 1024;
            pass(10);
        }
        assertFalse(room.isDone());
        assertTrue(written <= FakeTransport.WINDOW + 3 * 8 * 1024, "written " + written);
        assertFalse(alive.isOver());
        ann.say(ben, "and others go on");
        Kept late = new Kept();
        deaf.streams.get(0).read(Runnable::run, late);
        pass(20);
        assertTrue(room.isDone());
        assertEquals(written, late.size());
        assertEquals("and others go on", ben.talk.heard.get(1).text());
    }

    @Test
    void whatComesBeforeSomebodyReadsIsNotLost() {
        Speaker deaf = new Speaker("parley.sing/1").deaf();
        speak(deaf);
        Stream stream = ann.linkTo(ben).open(ProtocolId.parse("parley.sing/1"));
        for (int i = 0; i < 50; i++) {
            stream.write(Kept.bytes(i + " "));
            pass(i % 3);
        }
        stream.end();
        pass(10);
        Kept late = new Kept();
        deaf.streams.get(0).read(execution.serial("readers"), late);
        pass(10);
        assertTrue(late.text().startsWith("0 1 2 ") && late.text().endsWith("48 49 "), late.text());
        assertTrue(late.endedInOrder());
    }

    @Test
    void sixtyFourStreamsAndNoMore() {
        List<Stream> open = new ArrayList<>();
        LinkClosedException why = assertThrows(LinkClosedException.class, () -> {
            for (int i = 0; i < 100; i++) {
                Stream stream = ann.linkTo(ben).open(Speaker.TALK);
                stream.write(Kept.bytes("."));
                open.add(stream);
            }
        });
        assertTrue(why.getMessage().contains("64"), why.getMessage());
        assertEquals(63, open.size(), "and the control stream");
        pass(10);
        assertTrue(ben.talk.heard.stream().noneMatch(Kept::isOver));
        open.get(0).reset();
        pass(10);
        assertFalse(ann.say(ben, "room again").isOver());
    }

    @Test
    void aBrokenConnectionEndsItsStreamsTyped() {
        Kept kept = ann.say(ben, "hi");
        pass(10);
        network.breakConnections(ann.transport, ben.transport);
        pass(10);
        assertInstanceOf(LinkClosedException.class, kept.failure());
        assertTrue(ben.talk.heard.get(0).isOver());
        assertEquals(List.of(), ben.refused("protocol"));
        assertEquals(List.of(), ann.refused("protocol"));
        assertEquals(List.of(), ann.links.all());
    }
}
