package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.transport.Channel;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.FakeTransport;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.transport.internal.proto.Farewell;
import dev.parley.transport.internal.proto.LinkFrame;
import dev.parley.transport.internal.proto.StreamError;
import dev.parley.wire.frame.Messages;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What breaks a protocol ends its stream, or its link when it is the control stream, with one event; every other link lives. */
class HostileTest {
    private static final int INPUTS = 1000;

    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node victim = new Node(execution, network, 1);
    private final Node friend = new Node(execution, network, 2);
    private final FakeIdentity rogueIdentity = new FakeIdentity(3);
    private final FakeTransport rogueNode = network.node(rogueIdentity.remote());
    private final Kept alive;

    HostileTest() {
        victim.accept(friend);
        friend.accept(victim);
        execution.run();
        friend.meet(victim);
        execution.run();
        alive = friend.say(victim, "alive");
        execution.run();
    }

    private Rogue rogue() {
        execution.advance(Duration.ofSeconds(1)); // within the rate of handshakes, and of events
        return new Rogue(execution, rogueNode, victim);
    }

    private int events() {
        return victim.refused("protocol").size();
    }

    private static byte[] array(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    private boolean isLinked() {
        return victim.links.find(rogueIdentity.endpoint()).isPresent();
    }

    private void othersLive() {
        assertFalse(alive.isOver());
        assertTrue(victim.isLinkedTo(friend));
        friend.linkTo(victim).activity().touch();
        victim.linkTo(friend).activity().touch();
    }

    @Test
    void aGreetingOfGarbageEndsItsLinkOnly() {
        byte[] good = array(
                Messages.encode(LinkFrame.newBuilder().setHello(Rogue.hello()).build()));
        Garbage garbage = new Garbage(1);
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Rogue rogue = rogue();
            int before = events();
            rogue.say(ByteBuffer.wrap(garbage.of(good)));
            int told = events() - before;
            assertTrue(told <= 1, "input " + i);
            if (told == 1) {
                execution.advance(Duration.ofMillis(1));
                assertTrue(rogue.over, "input " + i);
                assertFalse(isLinked(), "input " + i);
                refused++;
            }
            othersLive();
            rogue.leave();
            assertEquals(1, victim.links.all().size(), "input " + i);
            assertEquals(1, victim.transport.connections(), "input " + i);
        }
        assertTrue(refused > INPUTS / 4 && refused < INPUTS, "refused " + refused);
    }

    @Test
    void aHeaderOfGarbageEndsItsStreamOnly() {
        victim.identity.accept(rogueIdentity.peer());
        Rogue rogue = rogue().linked();
        assertTrue(isLinked());
        byte[] good = array(HeaderReader.encode(Speaker.TALK, 7));
        Garbage garbage = new Garbage(2);
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            execution.advance(Duration.ofSeconds(1));
            int before = events();
            Channel channel = rogue.open(ByteBuffer.wrap(garbage.of(good)));
            Kept kept = new Kept();
            channel.read(Runnable::run, kept);
            channel.end();
            execution.run();
            int told = events() - before;
            assertTrue(told <= 1, "input " + i);
            assertEquals(told == 1, kept.isOver(), "input " + i);
            refused += told;
            channel.reset();
            execution.run();
            assertEquals(
                    0,
                    victim.links
                            .find(rogueIdentity.endpoint())
                            .orElseThrow()
                            .info()
                            .streams(),
                    "input " + i);
            othersLive();
        }
        assertTrue(refused > INPUTS / 4 && refused < INPUTS, "refused " + refused);
        assertFalse(rogue.over);
    }

    @Test
    void aControlFrameOfGarbageEndsItsLinkOnly() {
        byte[] good = array(Messages.encode(LinkFrame.newBuilder()
                .setStreamError(StreamError.newBuilder()
                        .setNumber(1)
                        .setOpenedByYou(true)
                        .setDetail("no"))
                .build()));
        Garbage garbage = new Garbage(3);
        int refused = 0;
        for (int i = 0; i < INPUTS; i++) {
            Rogue rogue = rogue().linked();
            assertTrue(isLinked(), "input " + i);
            int before = events();
            rogue.say(ByteBuffer.wrap(garbage.of(good)));
            assertEquals(events() - before, rogue.over ? 1 : 0, "input " + i);
            refused += events() - before;
            othersLive();
            rogue.leave();
            assertEquals(1, victim.links.all().size(), "input " + i);
        }
        assertTrue(refused > INPUTS / 4 && refused < INPUTS, "refused " + refused);
        assertEquals(
                victim.changes.stream()
                        .filter(LinkChange.Closed.class::isInstance)
                        .count(),
                INPUTS,
                "each link came and went");
    }

    @Test
    void aSecondHello() {
        Rogue rogue = rogue().linked().linked();
        assertTrue(rogue.over);
        assertTrue(victim.refused("protocol").get(0).detail().contains("hello twice"));
        othersLive();
    }

    @Test
    void aSecondControlStream() {
        Rogue rogue = rogue().linked();
        Kept kept = new Kept();
        rogue.open(HeaderReader.encode(Control.PROTOCOL, 0)).read(Runnable::run, kept);
        execution.run();
        assertTrue(kept.isOver());
        assertFalse(rogue.over, "only that stream ends");
        assertTrue(victim.refused("protocol").get(0).detail().contains("second control stream"));
    }

    @Test
    void aStreamBeforeTheHello() {
        Rogue rogue = rogue();
        Kept kept = new Kept();
        rogue.open(HeaderReader.encode(Speaker.TALK, 1)).read(Runnable::run, kept);
        execution.run();
        assertTrue(kept.isOver());
        assertTrue(victim.refused("protocol").get(0).detail().contains("before the hello"));
        assertEquals(1, victim.talk.heard.size(), "nobody served it");
        rogue.linked();
        assertTrue(isLinked());
    }

    @Test
    void twoStreamsOfOneNumber() {
        Rogue rogue = rogue().linked();
        Kept first = new Kept();
        Kept second = new Kept();
        rogue.open(HeaderReader.encode(Speaker.TALK, 1)).read(Runnable::run, first);
        rogue.open(HeaderReader.encode(Speaker.TALK, 1)).read(Runnable::run, second);
        execution.run();
        assertFalse(first.isOver());
        assertTrue(second.isOver());
        assertTrue(victim.refused("protocol").get(0).detail().contains("have the number 1"));
    }

    @Test
    void aFrameThatIsTooLong() {
        Rogue rogue = rogue();
        rogue.say(ByteBuffer.wrap(new byte[] {(byte) 0x81, 0x20})); // 4097
        assertTrue(rogue.over);
        assertTrue(victim.refused("protocol").get(0).detail().contains("at most 4096"));
    }

    @Test
    void anotherVersionOfTheLinkHearsOursAndIsNamed() {
        Rogue rogue = rogue();
        rogue.say(Messages.encode(LinkFrame.newBuilder()
                .setHello(Rogue.hello().toBuilder().clearVersions().addVersions(9))
                .build()));
        execution.advance(Duration.ofSeconds(2));
        assertTrue(rogue.over);
        assertTrue(victim.refused("protocol").get(0).detail().contains("parley.link/[9]; this one speaks 1"));
        assertTrue(rogue.control.text().contains("parley"), "it heard our hello, and so our versions");
    }

    @Test
    void anErrorOfAStreamThatIsNone() {
        Rogue rogue = rogue().linked();
        for (boolean ours : new boolean[] {true, false}) {
            rogue.say(Messages.encode(LinkFrame.newBuilder()
                    .setStreamError(StreamError.newBuilder().setNumber(99).setOpenedByYou(ours))
                    .build()));
        }
        assertFalse(rogue.over);
        assertEquals(List.of(), victim.refused("protocol"));
    }

    @Test
    void whoSaysFarewellAndStaysIsShownOut() {
        Rogue rogue = rogue().linked();
        rogue.say(Messages.encode(LinkFrame.newBuilder()
                .setFarewell(Farewell.newBuilder().setReason("bye\u001b[31m"))
                .build()));
        assertFalse(isLinked());
        execution.advance(Duration.ofSeconds(2));
        assertTrue(rogue.over);
        assertEquals(List.of("the other side closed it: bye\uFFFD[31m"), victim.closings());
    }

    @Test
    void whoSendsControlFramesWithoutEndIsShownOut() {
        Rogue rogue = rogue().linked();
        ByteBuffer frame = Messages.encode(LinkFrame.newBuilder()
                .setStreamError(StreamError.newBuilder().setDetail("x".repeat(4000)))
                .build());
        int sent = 0;
        while (!rogue.over && sent < 1000) {
            rogue.say(frame.duplicate());
            sent++;
        }
        assertTrue(sent < 20, "sent " + sent);
        assertEquals(1, victim.refused("strangers").size());
    }

    @Test
    void aFrameOfALaterVersionIsIgnored() {
        Rogue rogue = rogue().linked();
        rogue.say(ByteBuffer.wrap(new byte[] {4, (byte) 0x82, 0x7d, 1, 1}));
        assertFalse(rogue.over);
        assertTrue(isLinked());
    }

    @Test
    void aDiallerDoesNotTakeAnAnswerToAnotherHello() {
        assertEquals(Greeting.ID_BYTES, Rogue.hello().getLinkId().size());
        FakeTransport trap = network.node(new FakeIdentity(9).remote());
        execution.run();
        Trap acceptor =
                new Trap(ByteString.copyFrom(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16}));
        var listener = trap.listen(new InetSocketAddress(0), acceptor)
                .toCompletableFuture()
                .join();
        var dial = victim.dial(DialTarget.at(List.of(new InetSocketAddress(
                trap.addresses().get(0), listener.address().getPort()))));
        execution.advance(Duration.ofSeconds(3));
        String why = Node.failure(dial).getMessage();
        assertTrue(why.contains("an answer to another one"), why);
    }
}
