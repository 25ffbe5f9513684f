package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageSubscription;
import dev.parley.api.session.Position;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.MessageReference;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Messages that lie in the journal of every member. */
class DurableTest {
    private static Circle circle(long seed, int count, int members) {
        return new Circle(seed, count, members, true);
    }

    private static List<String> lines(String who, int count) {
        return IntStream.range(0, count).mapToObj(i -> who + " " + i).toList();
    }

    private static void write(Circle circle, int side, int count) {
        lines("of " + side, count).forEach(line -> circle.side(side).write(line));
    }

    private static List<String> of(Circle circle, int reader, int author) {
        return circle.side(reader).seen.stream()
                .filter(line -> line.startsWith("of " + author))
                .toList();
    }

    @Test
    void whatIsWrittenComesToAllItsAuthorIncludedInItsOrder() {
        Circle circle = circle(1, 3, 3);
        for (int author = 0; author < 3; author++) {
            write(circle, author, 300);
        }
        circle.pass(5000);
        for (int reader = 0; reader < 3; reader++) {
            for (int author = 0; author < 3; author++) {
                assertEquals(lines("of " + author, 300), of(circle, reader, author), reader + " reads " + author);
            }
            assertEquals(900, circle.side(reader).seen.size());
        }
    }

    @Test
    void sendingIsDoneWhenItIsOnDiskAndNotBefore() {
        Circle circle = circle(2, 2, 2);
        circle.side(0).journals.hold(true);
        CompletableFuture<Sent> sent = circle.side(0).write("heavy").toCompletableFuture();
        circle.pass(1000);
        assertFalse(sent.isDone());
        assertEquals(List.of(), circle.side(1).seen);
        circle.side(0).journals.hold(false);
        circle.pass(1000);
        assertTrue(sent.isDone());
        assertEquals(List.of("heavy"), circle.side(1).seen);
        Member other = circle.side(0).find(circle.side(1));
        assertTrue(sent.join().acknowledgedBy(other).toCompletableFuture().isDone());
        assertEquals(1, sent.join().id().sequence());
    }

    @Test
    void aFullDiskIsAFailureAndNothingIsLost() {
        Circle circle = circle(3, 2, 2);
        circle.side(0).write("before");
        circle.pass(100);
        circle.side(0).journals.full(true);
        CompletionStage<Sent> refused = circle.side(0).write("no room");
        circle.pass(100);
        SessionTest.assertTyped("is not kept", refused);
        circle.side(0).journals.full(false);
        circle.side(0).write("after");
        circle.pass(1000);
        assertEquals(List.of("before", "after"), circle.side(1).seen);
    }

    @Test
    void aReceiverWhoseDiskIsFullGetsItOnceThereIsRoom() {
        Circle circle = circle(4, 2, 2);
        circle.side(1).journals.full(true);
        write(circle, 0, 10);
        circle.pass(1000);
        assertEquals(List.of(), circle.side(1).seen);
        circle.side(1).journals.full(false);
        circle.side(0).write("of 0 10");
        circle.pass(10_000);
        assertEquals(lines("of 0", 11), circle.side(1).seen);
    }

    @Test
    void oneWhoWasAwayGetsItFromItsAuthor() {
        Circle circle = circle(5, 3, 3);
        circle.cut(0, 2);
        circle.cut(1, 2);
        circle.pass(1000);
        write(circle, 0, 1000);
        circle.pass(600_000);
        assertEquals(List.of(), circle.side(2).seen);
        circle.heal(0, 2);
        circle.heal(1, 2);
        circle.pass(70_000);
        assertEquals(lines("of 0", 1000), circle.side(2).seen);
    }

    @Test
    void oneWhoWasAwayGetsItFromOthersWhenItsAuthorIsAway() {
        Circle circle = circle(6, 4, 4);
        for (int i : List.of(0, 1, 2)) {
            circle.cut(i, 3);
        }
        circle.pass(1000);
        write(circle, 0, 3000);
        circle.pass(10_000);
        for (int i : List.of(1, 2, 3)) {
            circle.side(0).links.cut(circle.side(i).links);
        }
        circle.heal(1, 3);
        circle.heal(2, 3);
        circle.pass(70_000);
        assertEquals(lines("of 0", 3000), circle.side(3).seen);
    }

    @Test
    void twoHalvesThatBothGoOnHaveEqualLogsInTheEnd() {
        Circle circle = circle(7, 4, 4);
        for (int one : List.of(0, 1)) {
            for (int other : List.of(2, 3)) {
                circle.cut(one, other);
            }
        }
        circle.pass(1000);
        for (int i = 0; i < 4; i++) {
            write(circle, i, 200);
        }
        circle.pass(120_000);
        assertEquals(400, circle.side(0).seen.size());
        for (int one : List.of(0, 1)) {
            for (int other : List.of(2, 3)) {
                circle.heal(one, other);
            }
        }
        circle.pass(70_000);
        for (int reader = 0; reader < 4; reader++) {
            for (int author = 0; author < 4; author++) {
                assertEquals(lines("of " + author, 200), of(circle, reader, author), reader + " reads " + author);
            }
        }
    }

    @Test
    void whoComesLaterGetsWhatWasWrittenBefore() {
        Circle circle = circle(8, 3, 2);
        write(circle, 0, 50);
        write(circle, 1, 50);
        circle.pass(1000);
        circle.invite(0, 2);
        circle.pass(10_000);
        assertEquals(lines("of 0", 50), of(circle, 2, 0));
        assertEquals(lines("of 1", 50), of(circle, 2, 1));
    }

    @Test
    void aMessageOfTheLargestSize() {
        Circle circle = circle(9, 2, 2);
        String large = "x".repeat(Message.BODY_BYTES);
        circle.side(0).write(large);
        circle.side(0).write("small");
        circle.pass(5000);
        assertEquals(List.of(large, "small"), circle.side(1).seen);
    }

    @Test
    void oneReadsFromWhereItSays() {
        Circle circle = circle(10, 2, 2);
        write(circle, 0, 5);
        circle.pass(1000);
        List<String> all = new ArrayList<>();
        List<String> later = new ArrayList<>();
        List<Position> positions = new ArrayList<>();
        circle.side(1).session.onMessage(Position.BEGINNING, message -> {
            all.add(Side.text(message.body()));
            positions.add(message.position().orElseThrow());
        });
        circle.side(1).session.onMessage(Position.END, message -> later.add(Side.text(message.body())));
        circle.pass(100);
        assertEquals(lines("of 0", 5), all);
        assertEquals(List.of(), later);
        List<String> some = new ArrayList<>();
        circle.side(1).session.onMessage(positions.get(3), message -> some.add(Side.text(message.body())));
        circle.side(0).write("of 0 5");
        circle.pass(100);
        assertEquals(List.of("of 0 3", "of 0 4", "of 0 5"), some);
        assertEquals(List.of("of 0 5"), later);
    }

    @Test
    void aListenerThatIsClosedHearsNothingMore() {
        Circle circle = circle(11, 2, 2);
        List<String> heard = new ArrayList<>();
        MessageSubscription subscription =
                circle.side(1).session.onMessage(message -> heard.add(Side.text(message.body())));
        circle.side(0).write("one");
        circle.pass(100);
        subscription.close();
        circle.side(0).write("two");
        circle.pass(100);
        assertEquals(List.of("one"), heard);
    }

    @Test
    void withoutAJournalNothingIsKeptAndItIsSaid() {
        TwoSides two = TwoSides.live(1);
        CompletionStage<Sent> sent = two.left.write("in vain");
        two.pass(10);
        SessionTest.assertTyped("There is no journal here", sent);
    }

    @Test
    void aSessionGoesOnAfterARestart() {
        Circle circle = circle(12, 3, 3);
        write(circle, 0, 20);
        write(circle, 1, 20);
        circle.pass(1000);
        Side left = circle.side(2);
        left.sessions.deactivate();
        circle.pass(1000);
        assertEquals("Away", circle.side(0).members.get(circle.side(0).members.size() - 1));
        lines("of 0 later", 20).forEach(line -> circle.side(0).write(line));
        circle.pass(1000);

        left.start();
        circle.pass(1000);
        assertEquals(1, left.sessions.resumed().size());
        left.seen.clear();
        left.control = left.sessions.resumed().get(0).control();
        left.attach(left.control.session());
        left.session.onMessage(Position.BEGINNING, message -> left.seen.add(Side.text(message.body())));
        left.control.launched();
        circle.pass(70_000);
        assertEquals(60, left.seen.size());
        assertEquals(circle.id, left.session.id().value());
        assertEquals(Side.CHAT.id(), left.session.application().id());
        left.write("of 2 again");
        circle.pass(1000);
        assertEquals("of 2 again", circle.side(0).seen.get(circle.side(0).seen.size() - 1));
        assertEquals("Back", circle.side(0).members.get(circle.side(0).members.size() - 1));
    }

    /** The last one hears the answer first; what it answers comes by asking, as its author is cut off. */
    private static List<String> seenWhenTheAnswerComesFirst(Delivery answer) {
        Circle circle = circle(27, 3, 3);
        circle.cut(0, 2);
        circle.pass(5000);
        circle.side(0).write("question");
        circle.pass(20);
        circle.side(1).session.send(answer, Side.bytes("answer"));
        circle.side(1).session.send(answer, Side.bytes("more"));
        circle.pass(10_000);
        assertEquals(List.of("question", "answer", "more"), circle.side(1).seen);
        return circle.side(2).seen;
    }

    @Test
    void anAnswerComesAfterWhatItAnswers() {
        assertEquals(List.of("question", "answer", "more"), seenWhenTheAnswerComesFirst(Delivery.CAUSAL));
    }

    /** Otherwise the test above shows nothing. */
    @Test
    void withoutThatItMayComeBefore() {
        assertEquals(List.of("answer", "more", "question"), seenWhenTheAnswerComesFirst(Delivery.DURABLE));
    }

    @Test
    void whatComesAfterSomethingThatNobodyHasHoldsUpItsAuthorOnly() {
        Circle circle = circle(28, 4, 4);
        circle.cut(0, 2);
        circle.cut(0, 3);
        circle.pass(5000);
        circle.side(0).write("question");
        circle.pass(20);
        circle.side(1).session.send(Delivery.CAUSAL, Side.bytes("answer"));
        circle.side(1).cutOff(circle.sides);
        circle.pass(5000);
        circle.side(2).write("others go on");
        circle.pass(5000);
        assertEquals(List.of("others go on"), circle.side(3).seen);
        circle.heal(0, 2);
        circle.heal(0, 3);
        circle.heal(1, 2);
        circle.pass(70_000);
        assertEquals(List.of("others go on", "question", "answer"), circle.side(3).seen);
    }

    /** Links of strangers are closed soon, and before they have carried much. Two whom a third one invited never said yes to each other. */
    @Test
    void membersAreNoStrangersAlsoAfterARestart() {
        Circle circle = circle(30, 3, 3);
        circle.pass(1000);
        for (int again = 0; again < 2; again++) {
            FakeIdentity one = circle.side(1).identity;
            FakeIdentity other = circle.side(2).identity;
            assertTrue(one.accepted(other.peer()) && other.accepted(one.peer()));
            one.forget(other.peer());
            assertFalse(one.accepted(other.peer()));
            circle.cut(1, 2);
            circle.pass(5000);
            circle.heal(1, 2);
            circle.pass(70_000);
        }
    }

    /** A part that waits, and then one that begins alike and has more: as it comes from its author, and as it was asked for. */
    @Test
    void whatComesAgainInALongerPartWhileItWaitsIsNotLost() {
        Circle circle = circle(29, 3, 3);
        circle.side(1).cutOff(circle.sides);
        circle.pass(5000);
        MessageReference question = MessageReference.newBuilder()
                .setAuthor(
                        ByteString.copyFrom(circle.side(1).identity.endpoint().bytes()))
                .setSequence(1)
                .build();
        tell(circle, 2, 0, List.of(question), "answer");
        tell(circle, 2, 0, List.of(question), "answer", "and more");
        circle.side(1).write("question");
        circle.pass(1000);
        assertEquals(List.of(), circle.side(0).seen);
        circle.heal(0, 1);
        circle.pass(70_000);
        assertEquals(List.of("question", "answer", "and more"), circle.side(0).seen);
    }

    @Test
    void whatWasSaidIsReadPageByPage() {
        Circle circle = circle(25, 2, 2);
        circle.side(0).session.send(Delivery.DURABLE, ByteBuffer.allocate(200_000));
        circle.side(0).session.send(Delivery.DURABLE, ByteBuffer.allocate(200_001));
        circle.side(1).write("last");
        circle.pass(1000);
        List<Integer> sizes = new ArrayList<>();
        List<Integer> pages = new ArrayList<>();
        Position next = Position.BEGINNING;
        for (List<Message> page = history(circle, next); !page.isEmpty(); page = history(circle, next)) {
            page.forEach(message -> sizes.add(message.body().remaining()));
            pages.add(page.size());
            next = new Position(
                    page.get(page.size() - 1).position().orElseThrow().value() + 1);
        }
        assertEquals(Set.of(200_000, 200_001, 4), Set.copyOf(sizes));
        assertEquals(3, sizes.size());
        assertTrue(pages.size() > 1, pages::toString);
        assertEquals(List.of(), history(circle, Position.END));
    }

    private static List<Message> history(Circle circle, Position from) {
        CompletableFuture<List<Message>> page =
                circle.side(1).session.history(from).toCompletableFuture();
        circle.pass(1);
        return page.getNow(null);
    }

    @Test
    void withoutAJournalThereIsNoHistory() {
        Circle circle = new Circle(26, 2, 2);
        CompletableFuture<List<Message>> page =
                circle.side(1).session.history(Position.BEGINNING).toCompletableFuture();
        circle.pass(1);
        assertTrue(page.isCompletedExceptionally());
    }

    @Test
    void whatWasNotCommittedComesAgainMarked() {
        Circle circle = circle(13, 2, 2);
        List<Message> first = new ArrayList<>();
        MessageSubscription subscription = circle.side(1).session.onMessage(first::add);
        write(circle, 0, 5);
        circle.pass(1000);
        CompletableFuture<Void> committed =
                subscription.commit(first.get(2).position().orElseThrow()).toCompletableFuture();
        circle.pass(100);
        assertTrue(committed.isDone());
        Side right = circle.side(1);
        right.sessions.deactivate();
        circle.pass(1000);
        right.start();
        circle.pass(1000);
        right.control = right.sessions.resumed().get(0).control();
        right.attach(right.control.session());
        List<Message> again = new ArrayList<>();
        right.session.onMessage(again::add);
        right.control.launched();
        circle.side(0).write("of 0 5");
        circle.pass(70_000);
        assertEquals(
                List.of("of 0 3", "of 0 4", "of 0 5"),
                again.stream().map(message -> Side.text(message.body())).toList());
        assertEquals(
                List.of(true, true, false),
                again.stream().map(Message::redelivered).toList());
    }

    @Test
    void whatWasConfirmedIsThereAfterACrashAndNothingTwice() {
        for (int seed = 20; seed < 40; seed++) {
            Circle circle = circle(seed, 3, 3);
            write(circle, 0, 40);
            List<CompletionStage<Sent>> sent = lines("of 1", 40).stream()
                    .map(line -> circle.side(1).write(line))
                    .toList();
            circle.pass(seed - 20);
            Side crashed = circle.side(1);
            long confirmed = sent.stream()
                    .filter(one -> one.toCompletableFuture().isDone())
                    .count();
            crashed.journals.crash();
            crashed.cutOff(circle.sides);
            circle.pass(1000);
            crashed.start();
            crashed.links.heal(circle.side(0).links);
            crashed.links.heal(circle.side(2).links);
            circle.pass(1000);
            crashed.control = crashed.sessions.resumed().get(0).control();
            crashed.attach(crashed.control.session());
            crashed.seen.clear();
            crashed.session.onMessage(Position.BEGINNING, message -> crashed.seen.add(Side.text(message.body())));
            crashed.control.launched();
            circle.pass(70_000);
            for (int reader = 0; reader < 3; reader++) {
                List<String> read = of(circle, reader, 1);
                assertTrue(read.size() >= confirmed, seed + ": confirmed and lost");
                assertEquals(lines("of 1", read.size()), read, seed + ": at " + reader);
                assertEquals(lines("of 0", 40), of(circle, reader, 0), seed + ": at " + reader);
            }
        }
    }

    @Test
    void whoLeavesKeepsNothingAndGoesOnNumberingWhenItComesBack() {
        Circle circle = circle(14, 3, 3);
        write(circle, 2, 5);
        circle.pass(1000);
        circle.side(2).session.leave();
        circle.pass(3000);
        assertEquals(CloseReason.Kind.LEFT, circle.side(2).closed.kind());
        assertEquals(
                Optional.empty(),
                circle.side(2).sessions.control(circle.side(0).session.id()));
        CompletableFuture<Integer> journals =
                circle.side(2).journals.all().thenApply(java.util.Set::size).toCompletableFuture();
        circle.pass(10);
        assertEquals(0, journals.join());
        circle.side(2).seen.clear();
        circle.invite(0, 2);
        circle.pass(5000);
        CompletableFuture<Sent> sent = circle.side(2).write("of 2 5").toCompletableFuture();
        circle.pass(1000);
        assertEquals(6, sent.join().id().sequence());
        assertEquals(lines("of 2", 6), of(circle, 0, 2));
        assertEquals(lines("of 2", 6), of(circle, 1, 2));
    }

    @Test
    void oneWhoDoesNotTakeThemSlowsNobodyAndGetsAllInTheEnd() {
        Circle circle = circle(15, 3, 3);
        circle.side(2).journals.hold(true);
        write(circle, 0, 5000);
        circle.pass(20_000);
        assertEquals(5000, circle.side(1).seen.size());
        circle.side(2).journals.hold(false);
        circle.pass(20_000);
        assertEquals(lines("of 0", 5000), circle.side(2).seen);
    }

    @Test
    void oneWhoIsRemovedGetsNothingMore() {
        Circle circle = circle(16, 3, 3);
        circle.side(0).session.remove(circle.side(0).find(circle.side(2)));
        circle.side(0).write("without you");
        circle.pass(5000);
        assertEquals(CloseReason.Kind.REMOVED, circle.side(2).closed.kind());
        assertEquals(List.of(), circle.side(2).seen);
        assertEquals(List.of("without you"), circle.side(1).seen);
        assertNull(circle.side(1).closed);
    }

    @Test
    void whatIsForOneAloneLiesInNoJournal() {
        Circle circle = circle(17, 2, 2);
        Session session = circle.side(0).session;
        Member other = circle.side(0).find(circle.side(1));
        org.junit.jupiter.api.Assertions.assertThrows(
                IllegalArgumentException.class, () -> session.sendTo(other, Delivery.DURABLE, Side.bytes("psst")));
    }

    /** Its acknowledgement failed a task. */
    @Test
    void oneWhoWasAwayWhenItWasWrittenAcknowledgesItToo() {
        Circle circle = circle(18, 3, 3);
        circle.cut(0, 1);
        circle.pass(100);
        CompletableFuture<Sent> sent = circle.side(0).write("of 0 0").toCompletableFuture();
        circle.pass(100);
        List<Throwable> failures = new ArrayList<>();
        Thread thread = Thread.currentThread();
        Thread.UncaughtExceptionHandler before = thread.getUncaughtExceptionHandler();
        thread.setUncaughtExceptionHandler((t, failure) -> failures.add(failure));
        try {
            circle.heal(0, 1);
            circle.pass(20_000);
        } finally {
            thread.setUncaughtExceptionHandler(before);
        }
        assertEquals(List.of(), failures);
        assertEquals(List.of("of 0 0"), circle.side(1).seen);
        Member there = circle.side(0).find(circle.side(2));
        assertTrue(sent.join().acknowledgedBy(there).toCompletableFuture().isDone());
    }

    /** It counts its openings anew; they were refused until there were as many as before. */
    @Test
    void whoStartsAgainAndAgainIsJoinedAtTheFirstTry() {
        Circle circle = circle(26, 2, 2);
        Side right = circle.side(1);
        circle.pass(1000);
        for (int i = 0; i < 6; i++) {
            right.sessions.deactivate();
            circle.pass(200);
            right.start();
            circle.pass(60);
            assertTrue(circle.side(0).other().present(), "after start " + i);
        }
    }

    /** What was said before the restart was numbered by another start; its numbers broke three streams, and ended the session. */
    @Test
    void whoStartsAgainHearsAndIsHeard() {
        Circle circle = circle(19, 2, 2);
        circle.side(0).say("one");
        circle.side(1).say("two");
        circle.pass(1000);
        Side right = circle.side(1);
        right.sessions.deactivate();
        circle.pass(1000);
        right.start();
        circle.pass(10_000);
        right.control = right.sessions.resumed().get(0).control();
        right.attach(right.control.session());
        right.listen();
        right.control.launched();
        circle.side(0).say("three");
        right.say("four");
        circle.pass(10_000);
        assertEquals(List.of("one", "three"), right.seen);
        assertEquals(List.of("two", "four"), circle.side(0).seen);
        assertEquals(List.of(), circle.side(0).links.broken());
        assertEquals(List.of(), right.links.broken());
        assertNull(circle.side(0).closed);
    }

    /** What an author says to one of the others alone. */
    private static void tell(Circle circle, int author, int whom, String... lines) {
        tell(circle, author, whom, List.of(), lines);
    }

    private static void tell(Circle circle, int author, int whom, List<MessageReference> after, String... lines) {
        Side liar = circle.side(author);
        Side side = circle.side(whom);
        SessionId id = side.session.id();
        DurableCodec codec = new DurableCodec(id, liar.identity);
        DurablePart.Builder part = DurablePart.newBuilder();
        ByteString tip = DurableCodec.NOTHING;
        for (int i = 0; i < lines.length; i++) {
            DurableEntry entry = DurableEntry.newBuilder()
                    .setAuthor(ByteString.copyFrom(liar.identity.endpoint().bytes()))
                    .setSequence(i + 1)
                    .setPrevious(tip)
                    .addAllAfter(i == 0 ? after : List.of())
                    .setBody(ByteString.copyFromUtf8(lines[i]))
                    .build();
            tip = codec.hash(entry);
            part.addEntries(entry.toBuilder().setSignature(codec.sign(liar.identity.signer(), tip)));
        }
        SessionCore core = side.sessions.find(id, liar.identity.remote()).orElseThrow();
        core.run(() -> core.ready().stream()
                .filter(partner -> partner.member().identity().equals(liar.identity.remote()))
                .forEach(partner -> core.durable(
                        partner, Frame.newBuilder().setDurable(part).build())));
    }

    @Test
    void aLiarsTwoSayingsPartNobodyElse() {
        Circle circle = circle(20, 3, 3);
        tell(circle, 2, 0, "of 2 is true");
        tell(circle, 2, 1, "of 2 is false", "of 2 and more");
        circle.side(2).cutOff(circle.sides);
        circle.pass(60_000);
        assertEquals(List.of("of 2 is true"), circle.side(0).seen);
        assertEquals(List.of("of 2 is false", "of 2 and more"), circle.side(1).seen);
        assertEquals(List.of(), circle.side(0).links.broken());
        assertEquals(List.of(), circle.side(1).links.broken());
        circle.side(1).write("of 1 0");
        circle.pass(1000);
        assertEquals(List.of("of 1 0"), of(circle, 0, 1));
    }
}
