package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Signs of life, and what happens without any. */
class WatchTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node ann = new Node(execution, network, 1);
    private final Node ben = new Node(execution, network, 2);

    WatchTest() {
        execution.run();
        network.delay(Duration.ofMillis(3), Duration.ofMillis(3));
    }

    /** When both have it. */
    private void link() {
        ann.meet(ben);
        pass(18);
        assertTrue(ann.isLinkedTo(ben) && ben.isLinkedTo(ann));
    }

    private void befriend() {
        ann.accept(ben);
        ben.accept(ann);
    }

    private void pass(long millis) {
        execution.advance(Duration.ofMillis(millis));
    }

    @Test
    void everyFifteenSecondsASignOfLifeIsAskedFor() {
        befriend();
        link();
        pass(14_900);
        assertEquals(Optional.empty(), ann.linkTo(ben).info().roundTrip());
        pass(200);
        assertEquals(Optional.of(Duration.ofMillis(6)), ann.linkTo(ben).info().roundTrip());
        network.delay(Duration.ofMillis(10), Duration.ofMillis(10));
        pass(15_000);
        assertEquals(Optional.of(Duration.ofMillis(20)), ann.linkTo(ben).info().roundTrip());
    }

    @Test
    void aLinkIsDeadAfterTwoMisses() {
        befriend();
        link();
        network.cut(ann.transport, ben.transport);
        pass(44_900); // asked at 15 s and at 30 s
        assertTrue(ann.isLinkedTo(ben));
        pass(200);
        assertFalse(ann.isLinkedTo(ben));
        assertFalse(ben.isLinkedTo(ann));
        assertEquals(List.of("it went silent"), ann.closings());
    }

    @Test
    void oneMissIsForgivenHoweverOften() {
        befriend();
        link();
        for (int i = 0; i < 5; i++) {
            network.cut(ann.transport, ben.transport);
            pass(29_000);
            network.heal(ann.transport, ben.transport);
            pass(5_000);
        }
        assertTrue(ann.isLinkedTo(ben));
    }

    @Test
    void aLinkOnWhichNothingGoesOnCloses() {
        befriend();
        link();
        pass(299_900);
        assertTrue(ann.isLinkedTo(ben), "keep-alives do not count, but do not close it either");
        pass(200);
        assertFalse(ann.isLinkedTo(ben));
        assertEquals(List.of("nothing is going on"), ann.closings());
        assertEquals(0, ann.transport.connections() + ben.transport.connections());
    }

    @Test
    void aLinkThatIsOverIsHeldByNoTimer() {
        befriend();
        link();
        assertTrue(execution.waiting() > 0);
        assertTrue(ann.monitor.cut(ann.linkTo(ben).remote().endpoint()));
        pass(20_000); // what a dial and a goodbye remember for a while
        assertEquals(0, execution.waiting());
    }

    @Test
    void whatIsSentAndReceivedGoesOn() {
        befriend();
        link();
        Stream stream = ann.linkTo(ben).open(Speaker.TALK);
        for (int i = 0; i < 10; i++) {
            pass(200_000);
            stream.write(Kept.bytes("."));
        }
        pass(100);
        assertTrue(ann.isLinkedTo(ben));
        assertEquals("..........", ben.talk.heard.get(0).text());
    }

    @Test
    void aHoldKeepsALinkUntilTheLastIsClosed() {
        link();
        Link.Hold one = ann.linkTo(ben).hold("one");
        Link.Hold other = ann.linkTo(ben).hold("other");
        Link.Hold there = ben.linkTo(ann).hold("there");
        pass(12_000);
        one.close();
        one.close();
        pass(12_000);
        assertTrue(ann.isLinkedTo(ben));
        other.close();
        pass(4_900);
        assertTrue(ann.isLinkedTo(ben), "the time begins when the hold ends");
        pass(200);
        assertFalse(ann.isLinkedTo(ben));
        there.close();
    }

    @Test
    void aStrangersLinkClosesFiveSecondsAfterTheCard() {
        link();
        ann.say(ben, "my card");
        pass(4_900);
        assertTrue(ben.isLinkedTo(ann));
        pass(200);
        assertFalse(ben.isLinkedTo(ann));
    }

    @Test
    void aStrangerWhoTricklesKeepsNoLinkOpen() {
        ann.accept(ben); // of the two, only ann is a stranger
        link();
        Stream stream = ann.linkTo(ben).open(Speaker.TALK);
        for (int i = 0; i < 5; i++) {
            stream.write(Kept.bytes("."));
            pass(1_000);
        }
        pass(100);
        assertFalse(ann.isLinkedTo(ben));
        assertEquals(List.of("nothing is going on"), ben.closings());
    }

    @Test
    void aYesGivesAStrangersLinkTheTimeOfOthers() {
        link();
        befriend();
        pass(6_000);
        assertTrue(ann.isLinkedTo(ben));
        assertTrue(ben.monitor.links().get(0).accepted());
        pass(295_000);
        assertFalse(ann.isLinkedTo(ben));
    }

    @Test
    void aYesInTheMiddleOfTheGreetingCounts() {
        for (int when = 0; when <= 18; when += 3) {
            ann.identity.forget(ben.peer());
            ben.identity.forget(ann.peer());
            ann.meet(ben);
            pass(when);
            befriend();
            pass(50);
            assertTrue(ann.linkTo(ben).info().accepted(), "accepted after " + when + " ms");
            assertTrue(ben.linkTo(ann).info().accepted(), "accepted after " + when + " ms");
            ann.linkTo(ben).close("enough");
            pass(50);
        }
    }

    @Test
    void aClosedLinkSaysWhyAndOpensNothing() {
        link();
        LinkImpl here = ann.linkTo(ben);
        LinkImpl there = ben.linkTo(ann);
        Kept kept = ann.say(ben, "hello");
        pass(10);
        here.close("enough \u001b of it");
        here.close("again");
        assertEquals(Optional.of("enough \uFFFD of it"), here.closed());
        LinkClosedException why = assertThrows(LinkClosedException.class, () -> here.open(Speaker.TALK));
        assertTrue(why.getMessage().contains("enough"), why.getMessage());
        pass(50);
        assertEquals(List.of("enough \uFFFD of it"), ann.closings());
        assertEquals(Optional.of("the other side closed it: enough \uFFFD of it"), there.closed());
        assertTrue(kept.isOver());
        assertTrue(ben.talk.heard.get(0).isOver());
        assertEquals(List.of(), ann.links.all());
    }

    @Test
    void aLinkThatIsCutIsToldOnBothSides() {
        link();
        assertTrue(ann.monitor.cut(ben.identity.endpoint()));
        assertFalse(ann.monitor.cut(ben.identity.endpoint()));
        pass(50);
        assertEquals(List.of("it was cut here"), ann.closings());
        assertEquals(1, ben.closings().size());
    }

    @Test
    void theClockOfDayMayJump() {
        befriend();
        link();
        execution.jumpClock(Duration.ofDays(30));
        pass(60_000);
        assertTrue(ann.isLinkedTo(ben));
    }
}
