package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Message;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Sealed;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which keys members of a session use, and who can read what. */
class GroupKeysTest {
    private static List<Wire> wires(Circle circle, int from, Integer... to) {
        return Wire.of(circle.side(from), List.of(to).stream().map(circle::side).toList());
    }

    private static Sealed last(Wire wire) {
        return wire.sealed().get(wire.sealed().size() - 1);
    }

    private static KeySeal seal(Wire wire, Sealed message) {
        return wire.seals().stream()
                .filter(seal -> seal.getKey() == message.getKey())
                .findFirst()
                .orElseThrow();
    }

    private static String body(Optional<Frame> plain) {
        return plain.orElseThrow().getMessage().getBody().toStringUtf8();
    }

    private static void assertClosed(Wire given, Side reader, Side author, Sealed message) {
        ProtocolException refused = assertThrows(ProtocolException.class, () -> given.open(reader, author, message));
        assertTrue(refused.getMessage().contains("key was not given"), refused.getMessage());
    }

    @Test
    void theSameBytesGoToAllAndTheyAreNotThePlaintext() {
        Circle circle = new Circle(1, 4, 4, true);
        List<Wire> wires = wires(circle, 0, 1, 2, 3);
        circle.side(0).say("a spoken secret");
        circle.side(0).write("a written secret");
        circle.pass(1000);
        for (int i = 0; i < 3; i++) {
            assertEquals(2, wires.get(i).sealed().size());
            assertEquals(wires.get(0).sealed(), wires.get(i).sealed());
            assertEquals(2, wires.get(i).seals().size(), "one for each kind");
            assertNotEquals(0, wires.get(i).seals().get(0).getEpoch().size());
            assertFalse(wires.get(i).shows("secret"));
            assertTrue(circle.side(i + 1).seen.containsAll(List.of("a spoken secret", "a written secret")));
        }
        Set<Object> seals = new HashSet<>();
        wires.forEach(wire -> wire.seals().forEach(seal -> seals.add(seal.getSealed())));
        assertEquals(6, seals.size(), "each has a seal of its own");
    }

    @Test
    void whatIsForOneIsUnderAKeyOfItsOwn() {
        Circle circle = new Circle(2, 3, 3);
        List<Wire> wires = wires(circle, 0, 1, 2);
        circle.side(0).session.sendTo(circle.side(0).find(circle.side(2)), Delivery.EPHEMERAL, Side.bytes("a secret"));
        circle.side(0).session.sendTo(circle.side(0).find(circle.side(2)), Delivery.EPHEMERAL, Side.bytes("a secret"));
        circle.pass(100);
        assertEquals(List.of("a secret", "a secret"), circle.side(2).seen);
        assertEquals(List.of(), wires.get(0).sealed());
        assertEquals(1, wires.get(1).seals(KeyUse.TO_ONE).size(), "one for the stream");
        assertEquals(2, wires.get(1).sealed().size());
        assertNotEquals(
                wires.get(1).sealed().get(0).getContent(),
                wires.get(1).sealed().get(1).getContent());
        assertFalse(wires.get(1).shows("secret"));
    }

    @Test
    void inOneEpochThereIsOneKeyAndOneSealForEach() {
        Circle circle = new Circle(3, 3, 3);
        Wire wire = wires(circle, 0, 1).get(0);
        IntStream.range(0, 100).forEach(i -> sayAlone(circle, "line " + i));
        circle.pass(1000);
        assertEquals(1, wire.seals().size());
        assertEquals(
                IntStream.range(0, 100).boxed().toList(),
                wire.sealed().stream().map(Sealed::getIndex).toList());
        assertEquals(100, circle.side(1).seen.size());
    }

    /** One that may be dropped has a frame to itself. */
    private static void sayAlone(Circle circle, String line) {
        circle.side(0).session.send(Delivery.NEWEST, Side.bytes(line));
    }

    /** But for the first few, which do not wait for others to go with. */
    @Test
    void whatIsSaidAtOnceIsEncryptedOnce() {
        Circle circle = new Circle(3, 3, 3);
        List<Wire> wires = wires(circle, 0, 1, 2);
        List<String> lines = IntStream.range(0, 100).mapToObj(i -> "line " + i).toList();
        lines.forEach(circle.side(0)::say);
        circle.pass(1000);
        assertEquals(Sending.FEW + 1, wires.get(0).sealed().size());
        assertEquals(wires.get(0).sealed(), wires.get(1).sealed());
        assertEquals(lines, circle.side(1).seen);
        assertEquals(lines, circle.side(2).seen);
    }

    /** The one who lacks some of what was sent together gets all of it again, and takes each once. */
    @Test
    void whatWasEncryptedTogetherIsTakenOnceAfterACut() {
        Circle circle = new Circle(3, 3, 3);
        circle.side(0).say("before");
        circle.pass(1000);
        circle.cut(0, 1);
        List<String> lines = IntStream.range(0, 10).mapToObj(i -> "line " + i).toList();
        lines.forEach(circle.side(0)::say);
        circle.pass(1000);
        circle.heal(0, 1);
        circle.pass(10_000);
        assertEquals(Stream.concat(Stream.of("before"), lines.stream()).toList(), circle.side(1).seen);
        assertEquals(circle.side(1).seen, circle.side(2).seen);
    }

    @Test
    void aKeyIsForSoManyMessagesOnly() {
        Circle circle = new Circle(4, 3, 3);
        Wire wire = wires(circle, 0, 1).get(0);
        for (int i = 0; i < 25; i++) {
            IntStream.range(0, 100).forEach(line -> sayAlone(circle, "line"));
            circle.pass(200);
        }
        assertEquals(2500, circle.side(1).seen.size());
        assertEquals(2500, circle.side(2).seen.size());
        assertEquals(3, wire.seals().size());
        assertEquals(1, wire.seals().stream().map(KeySeal::getEpoch).distinct().count());
        assertEquals(
                Ratchet.MESSAGES - 1,
                wire.sealed().stream().mapToInt(Sealed::getIndex).max().orElseThrow());
    }

    @Test
    void afterARemovalTheNextMessageIsUnderAKeyThatTheRemovedOneWasNotGiven() {
        Circle circle = new Circle(5, 3, 3, true);
        List<Wire> wires = wires(circle, 0, 1, 2);
        circle.side(0).say("before");
        circle.side(0).write("written before");
        circle.pass(1000);
        assertEquals("before", body(wires.get(1).open(circle.side(2), circle.side(0), first(wires.get(0)))));

        circle.side(0).session.remove(circle.side(0).find(circle.side(2)));
        circle.side(0).say("without you");
        circle.side(0).write("nor this");
        circle.pass(2000);
        List<Sealed> after = wires.get(0).sealed();
        assertEquals(4, after.size());
        assertEquals(List.of("before", "written before", "without you", "nor this"), circle.side(1).seen);
        for (Sealed message : after.subList(2, 4)) {
            assertClosed(wires.get(1), circle.side(2), circle.side(0), message);
        }
        assertEquals(
                4, wires.get(0).seals().stream().map(KeySeal::getKey).distinct().count());
        assertEquals(
                2,
                wires.get(0).seals().stream().map(KeySeal::getEpoch).distinct().count());
    }

    private static Sealed first(Wire wire) {
        return wire.sealed().get(0);
    }

    @Test
    void whoHearsOfARemovalSendsNothingMoreUnderTheOldKey() {
        Circle circle = new Circle(6, 3, 3);
        List<Wire> wires = wires(circle, 1, 0, 2);
        circle.side(1).say("before");
        circle.pass(100);
        circle.side(0).session.remove(circle.side(0).find(circle.side(2)));
        circle.pass(2000);
        circle.side(1).say("without you");
        circle.pass(100);
        assertEquals(List.of("before", "without you"), circle.side(0).seen);
        assertClosed(wires.get(1), circle.side(2), circle.side(1), last(wires.get(0)));
    }

    @Test
    void whatWaitedForSomebodyWhenAnotherWasRemovedGoesToThemAlone() {
        Circle circle = new Circle(7, 3, 3, true);
        circle.cut(0, 1);
        circle.pass(100);
        List<Wire> wires = wires(circle, 0, 1, 2);
        circle.side(0).say("for you both");
        circle.side(0).write("written for you both");
        circle.pass(100);
        assertEquals(List.of("for you both", "written for you both"), circle.side(2).seen);
        circle.side(0).session.remove(circle.side(0).find(circle.side(2)));
        circle.pass(100);
        circle.heal(0, 1);
        circle.pass(20_000);
        assertTrue(circle.side(1).seen.containsAll(List.of("for you both", "written for you both")));
        assertFalse(wires.get(0).sealed().isEmpty());
        for (Sealed message : wires.get(0).sealed()) {
            assertEquals(KeyUse.TO_ONE, seal(wires.get(0), message).getUse());
            assertClosed(wires.get(1), circle.side(2), circle.side(0), message);
        }
    }

    /** Nobody removed it, but the one was removed by whose word it was in; its node need not say that it has heard. */
    @Test
    void whoFallsWithTheOneWhoInvitedThemIsSentNothingMore() {
        Circle circle = new Circle(18, 4, 3, true);
        Side creator = circle.side(0);
        for (int i : List.of(1, 2)) {
            creator.session.role(creator.find(circle.side(i)), MemberRole.MAY_INVITE);
        }
        circle.pass(1000);
        for (int i : List.of(0, 1, 3)) {
            circle.cut(i, 2);
        }
        circle.pass(1000);
        circle.invite(1, 3);
        circle.side(2).session.remove(circle.side(2).find(circle.side(1)));
        circle.pass(5000);
        creator.say("hello");
        creator.write("for all");
        circle.pass(1000);
        assertTrue(circle.side(3).seen.containsAll(List.of("hello", "for all")));
        Wire wire = wires(circle, 0, 3).get(0);
        circle.heal(0, 2);
        for (int i = 0; i < 70_000 && !creator.members.contains("Removed"); i++) {
            circle.pass(1);
        }
        creator.say("without you");
        creator.write("nor this");
        circle.pass(1000);
        assertTrue(circle.side(2).seen.containsAll(List.of("without you", "nor this")));
        assertEquals(List.of(), wire.sealed());
        assertEquals(List.of(), wire.frames.stream().filter(Frame::hasDurable).toList());
    }

    @Test
    void whoJoinsIsGivenNoKeyOfBefore() {
        Circle circle = new Circle(8, 3, 2);
        List<Wire> wires = wires(circle, 0, 1, 2);
        circle.side(0).say("before you came");
        circle.pass(100);
        circle.invite(0, 2);
        circle.side(0).say("welcome");
        circle.pass(100);
        assertEquals(List.of("welcome"), circle.side(2).seen);
        assertEquals(1, wires.get(1).seals(KeyUse.TO_ALL).size());
        assertClosed(wires.get(1), circle.side(2), circle.side(0), first(wires.get(0)));
        assertEquals(last(wires.get(0)), last(wires.get(1)));
    }

    @Test
    void whatIsSentBeforeSomebodyIsInGoesToThemAloneOnceTheyAre() {
        Circle circle = new Circle(9, 2, 1);
        circle.cut(0, 1);
        Wire wire = wires(circle, 0, 1).get(0);
        circle.side(0).admit(circle.side(1), true);
        circle.pass(10);
        circle.side(0).say("come in");
        circle.pass(10);
        circle.heal(0, 1);
        circle.side(1).create(circle.id, false);
        circle.side(1).listen();
        circle.side(1).control.launched();
        circle.side(1).admit(circle.side(0), false);
        circle.pass(20_000);
        assertEquals(List.of("come in"), circle.side(1).seen);
        assertEquals(
                List.of(KeyUse.TO_ONE),
                wire.seals().stream().map(KeySeal::getUse).toList());
    }

    @Test
    void joinsAloneMakeNoKeys() {
        Circle circle = new Circle(10, 6, 1);
        List<Wire> wires = wires(circle, 0, 1, 2, 3, 4, 5);
        for (int i = 1; i < 6; i++) {
            circle.invite(0, i);
        }
        wires.forEach(wire -> assertEquals(List.of(), wire.seals()));
        circle.side(0).say("all here");
        circle.pass(100);
        wires.forEach(wire -> assertEquals(1, wire.seals().size()));
    }

    @Test
    void overANewStreamTheSealComesAgain() {
        Circle circle = new Circle(11, 3, 3);
        List<Wire> wires = wires(circle, 0, 1, 2);
        circle.side(0).say("one");
        circle.pass(100);
        circle.cut(0, 1);
        circle.pass(100);
        circle.side(0).say("two");
        circle.pass(100);
        circle.heal(0, 1);
        circle.pass(20_000);
        circle.side(0).say("three");
        circle.pass(100);
        assertEquals(List.of("one", "two", "three"), circle.side(1).seen);
        assertEquals(2, wires.get(0).seals().size());
        assertEquals(wires.get(0).seals().get(0), wires.get(0).seals().get(1));
        assertEquals(1, wires.get(1).seals().size());
        assertEquals(wires.get(1).sealed(), wires.get(0).sealed());
    }

    @Test
    void afterARestartNoOldKeyIsUsed() {
        Circle circle = new Circle(12, 3, 3, true);
        Side side = circle.side(0);
        Wire wire = wires(circle, 0, 1).get(0);
        side.write("before");
        circle.pass(1000);
        Set<Long> before =
                new HashSet<>(wire.seals().stream().map(KeySeal::getKey).toList());
        side.sessions.deactivate();
        circle.pass(1000);
        side.start();
        circle.pass(1000);
        side.control = side.sessions.resumed().get(0).control();
        side.attach(side.control.session());
        side.control.launched();
        circle.pass(70_000);
        int sent = wire.sealed().size();
        side.write("after");
        side.say("after");
        circle.pass(1000);
        assertEquals(2, circle.side(1).seen.stream().filter("after"::equals).count());
        List<Sealed> after = wire.sealed().subList(sent, wire.sealed().size());
        assertEquals(2, after.size());
        after.forEach(message -> assertFalse(before.contains(message.getKey())));
    }

    @Test
    void whoComesBackFromARestartIsSealedToAgain() {
        Circle circle = new Circle(13, 3, 3, true);
        IntStream.range(0, 50).forEach(i -> circle.side(0).say("line"));
        circle.pass(1000);
        Side side = circle.side(1);
        side.sessions.deactivate();
        circle.pass(1000);
        side.start();
        circle.pass(1000);
        side.control = side.sessions.resumed().get(0).control();
        side.attach(side.control.session());
        side.listen();
        side.control.launched();
        circle.pass(70_000);
        circle.side(0).say("back again");
        circle.pass(1000);
        assertEquals("back again", side.seen.get(side.seen.size() - 1));
        assertEquals(List.of(), side.links.broken());
    }

    @Test
    void twoHalvesReadEachOtherAgain() {
        Circle circle = new Circle(14, 4, 4);
        Side creator = circle.side(0);
        for (int one : List.of(0, 1)) {
            for (int other : List.of(2, 3)) {
                circle.cut(one, other);
            }
        }
        circle.pass(100);
        creator.session.remove(creator.find(circle.side(1))); // the other half knows nothing of it
        circle.side(2).say("from before");
        circle.pass(5000);
        for (int other : List.of(2, 3)) {
            circle.heal(0, other);
        }
        circle.pass(20_000);
        creator.say("after");
        circle.pass(1000);
        circle.side(3).say("after too");
        circle.pass(1000);
        assertEquals(List.of("from before", "after too"), creator.seen);
        assertEquals(List.of("after", "after too"), circle.side(2).seen);
        circle.sides.forEach(side -> assertEquals(List.of(), side.links.broken()));
    }

    /** It is no member any more, so there is no key for it, while its last words are still on their way. */
    @Test
    void whoLeavesIsSentNothingMoreAndIsHeardToTheEnd() {
        Circle circle = new Circle(16, 3, 3);
        Member leaving = circle.side(0).find(circle.side(2));
        Wire wire = wires(circle, 0, 2).get(0);
        String line = "x".repeat(4000);
        IntStream.range(0, 600).forEach(i -> circle.side(2).say(line));
        circle.side(2).session.leave();
        circle.pass(12);
        circle.side(0).say("good bye");
        circle.side(0).session.sendTo(leaving, Delivery.EPHEMERAL, Side.bytes("good bye"));
        assertTrue(circle.side(0).session.members().contains(leaving), "it has not ended");
        circle.pass(5000);
        assertFalse(circle.side(0).session.members().contains(leaving));
        assertEquals(List.of(), wire.seals());
        for (int i : List.of(0, 1)) {
            assertEquals(600, circle.side(i).seen.stream().filter(line::equals).count(), "at " + i);
        }
        circle.sides.forEach(side -> assertEquals(List.of(), side.links.broken()));
    }

    @Test
    void theLargestMessageFits() {
        Circle circle = new Circle(15, 2, 2, true);
        String large = "x".repeat(Message.BODY_BYTES);
        circle.side(0).say(large);
        circle.pass(1000);
        circle.side(0).session.sendTo(circle.side(0).find(circle.side(1)), Delivery.EPHEMERAL, Side.bytes(large));
        circle.pass(1000);
        circle.side(0).write(large);
        circle.pass(5000);
        assertEquals(List.of(large, large, large), circle.side(1).seen);
    }
}
