package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionState;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Sessions of more than two. */
class GroupTest {
    private static Set<PeerName> people(Session session) {
        return session.members().stream().map(Member::peer).collect(Collectors.toCollection(TreeSet::new));
    }

    private static void assertTogether(Circle circle, int count) {
        Set<PeerName> everybody = people(circle.side(0).session);
        assertEquals(count, everybody.size());
        for (int i = 0; i < count; i++) {
            Session session = circle.side(i).session;
            assertEquals(everybody, people(session), "at " + i);
            assertEquals(SessionState.LIVE, session.state(), "at " + i);
            assertTrue(session.members().stream().allMatch(Member::present), "at " + i);
            assertTrue(session.members().stream().allMatch(m -> m.displayName().startsWith("Person")), "at " + i);
            assertEquals(i == 0, session.self().role() == MemberRole.CREATOR, "at " + i);
        }
    }

    @Test
    void allWhoAcceptAreInOneSessionAndLinkedWithEachOther() {
        assertTogether(new Circle(1, 5, 5), 5);
    }

    @Test
    void whatOneSaysAllHearInOrder() {
        Circle circle = new Circle(2, 4, 4);
        List<CompletionStage<Sent>> sent = IntStream.range(0, 300)
                .mapToObj(i -> circle.side(1).say("line " + i))
                .toList();
        circle.pass(2000);
        List<String> said = IntStream.range(0, 300).mapToObj(i -> "line " + i).toList();
        for (int i : List.of(0, 2, 3)) {
            assertEquals(said, circle.side(i).seen, "at " + i);
        }
        assertEquals(List.of(), circle.side(1).seen);
        Sent last = sent.get(299).toCompletableFuture().join();
        for (Member member : circle.side(1).session.members()) {
            if (!member.equals(circle.side(1).session.self())) {
                assertTrue(last.acknowledgedBy(member).toCompletableFuture().isDone(), member.toString());
            }
        }
    }

    @Test
    void whatIsForOneAloneReachesNobodyElse() {
        Circle circle = new Circle(3, 3, 3);
        Session session = circle.side(0).session;
        session.sendTo(circle.side(0).find(circle.side(2)), Delivery.EPHEMERAL, Side.bytes("psst"));
        circle.pass(100);
        assertEquals(List.of("psst"), circle.side(2).seen);
        assertEquals(List.of(), circle.side(1).seen);
    }

    @Test
    void twoRequestsWithTheSameNumberAreTwo() {
        Circle circle = new Circle(4, 3, 3);
        for (int i : List.of(1, 2)) {
            ByteBuffer answer = Side.bytes("from " + i);
            circle.side(i).session.onRequest(request -> CompletableFuture.completedStage(answer));
        }
        Side asking = circle.side(0);
        var one =
                asking.session.request(asking.find(circle.side(1)), Side.bytes("?"), TwoSides.DELAY.multipliedBy(100));
        var two =
                asking.session.request(asking.find(circle.side(2)), Side.bytes("?"), TwoSides.DELAY.multipliedBy(100));
        circle.pass(100);
        assertEquals("from 1", Side.text(one.toCompletableFuture().join().body()));
        assertEquals("from 2", Side.text(two.toCompletableFuture().join().body()));
    }

    @Test
    void oneWhoLeavesIsMissedByAllAndTheRestGoesOn() {
        Circle circle = new Circle(5, 4, 4);
        circle.side(3).session.leave();
        circle.pass(2000);
        assertEquals(CloseReason.Kind.LEFT, circle.side(3).closed.kind());
        for (int i = 0; i < 3; i++) {
            assertEquals(
                    "Left", circle.side(i).members.get(circle.side(i).members.size() - 1));
            assertNull(circle.side(i).closed);
        }
        assertTogether(circle, 3);
    }

    @Test
    void allThatWasSaidBeforeLeavingIsHeardByAll() {
        Circle circle = new Circle(6, 4, 4);
        IntStream.range(0, 600).forEach(i -> circle.side(0).say("line " + i));
        circle.side(0).session.leave();
        circle.pass(3000);
        for (int i = 1; i < 4; i++) {
            assertEquals(600, circle.side(i).seen.size(), "at " + i);
            assertEquals(3, people(circle.side(i).session).size());
        }
    }

    @Test
    void theCreatorMayLeaveAndTheSessionGoesOn() {
        Circle circle = new Circle(7, 3, 3);
        circle.side(0).session.leave();
        circle.pass(2000);
        circle.side(1).say("still here");
        circle.pass(100);
        assertEquals(List.of("still here"), circle.side(2).seen);
        assertEquals(2, people(circle.side(1).session).size());
    }

    @Test
    void theLastOneIsLeftAloneAndTheSessionIsOver() {
        Circle circle = new Circle(8, 3, 3);
        circle.side(0).session.leave();
        circle.pass(2000);
        circle.side(2).session.leave();
        circle.pass(2000);
        assertEquals(CloseReason.Kind.OTHER_LEFT, circle.side(1).closed.kind());
    }

    @Test
    void oneWhoIsRemovedHearsSoAndNothingMore() {
        Circle circle = new Circle(9, 4, 4);
        CompletionStage<Void> removed =
                circle.side(0).session.remove(circle.side(0).find(circle.side(2)));
        circle.pass(1);
        assertTrue(removed.toCompletableFuture().isDone());
        circle.side(0).say("without you");
        circle.pass(2000);
        circle.side(1).say("me neither");
        circle.pass(2000);
        assertEquals(CloseReason.Kind.REMOVED, circle.side(2).closed.kind());
        assertEquals(List.of(), circle.side(2).seen);
        assertEquals(List.of("without you", "me neither"), circle.side(3).seen);
        for (int i : List.of(0, 1, 3)) {
            assertEquals(
                    "Removed", circle.side(i).members.get(circle.side(i).members.size() - 1), "at " + i);
            assertEquals(3, people(circle.side(i).session).size());
        }
    }

    @Test
    void onlyWhoMayRemovesAndGivesRoles() {
        Circle circle = new Circle(10, 3, 3);
        Side plain = circle.side(1);
        assertRefused(circle, plain.session.remove(plain.find(circle.side(2))));
        assertRefused(circle, plain.session.role(plain.find(circle.side(2)), MemberRole.MAY_INVITE));
        assertTrue(plain.control.closedTo(1).isPresent());

        Side creator = circle.side(0);
        creator.session.role(creator.find(plain), MemberRole.MAY_INVITE);
        circle.pass(100);
        assertEquals(MemberRole.MAY_INVITE, circle.side(2).find(plain).role());
        assertEquals(
                "RoleChanged", circle.side(2).members.get(circle.side(2).members.size() - 1));
        assertEquals(Optional.empty(), plain.control.closedTo(1));
        assertRefused(circle, plain.session.remove(plain.find(creator)));
        assertRefused(circle, plain.session.role(plain.find(circle.side(2)), MemberRole.MAY_INVITE));
        plain.session.remove(plain.find(circle.side(2)));
        circle.pass(2000);
        assertEquals(CloseReason.Kind.REMOVED, circle.side(2).closed.kind());
    }

    private static void assertRefused(Circle circle, CompletionStage<Void> change) {
        circle.pass(1);
        Throwable why =
                change.toCompletableFuture().handle((done, failure) -> failure).join();
        assertEquals(SessionException.class, why.getClass());
    }

    @Test
    void oneWhoMayInvitesWhileTheCreatorIsAway() {
        Circle circle = new Circle(11, 4, 3);
        Side creator = circle.side(0);
        creator.session.role(creator.find(circle.side(1)), MemberRole.MAY_INVITE);
        circle.pass(100);
        for (int i = 1; i < 4; i++) {
            circle.cut(0, i);
        }
        circle.pass(1000);
        circle.invite(1, 3);
        circle.side(3).say("new here");
        circle.pass(100);
        assertEquals(List.of("new here"), circle.side(2).seen);
        assertEquals(List.of(), creator.seen);
        for (int i = 1; i < 4; i++) {
            circle.heal(0, i);
        }
        circle.pass(20_000);
        assertTogether(circle, 4);
        circle.side(3).say("hello");
        circle.pass(100);
        assertTrue(creator.seen.contains("hello"));
    }

    @Test
    void oneWhoWasInvitedByOneWhoWasRemovedMeanwhileIsNotIn() {
        Circle circle = new Circle(12, 4, 3);
        Side creator = circle.side(0);
        creator.session.role(creator.find(circle.side(1)), MemberRole.MAY_INVITE);
        circle.pass(100);
        circle.cut(0, 1);
        circle.cut(0, 3);
        circle.cut(1, 2);
        circle.cut(2, 3);
        circle.pass(1000);
        creator.session.remove(creator.find(circle.side(1)));
        circle.invite(1, 3);
        assertEquals(4, people(circle.side(3).session).size(), "it does not know better");
        circle.heal(0, 1);
        circle.heal(0, 3);
        circle.heal(1, 2);
        circle.heal(2, 3);
        circle.pass(30_000);
        assertEquals(CloseReason.Kind.REMOVED, circle.side(1).closed.kind());
        assertEquals(CloseReason.Kind.REMOVED, circle.side(3).closed.kind());
        assertEquals(2, people(creator.session).size());
        assertEquals(people(creator.session), people(circle.side(2).session));
        assertFalse(people(creator.session).contains(circle.side(3).identity.peer()));
    }

    @Test
    void aGroupThatIsHalvedGoesOnInBothHalvesAndMerges() {
        Circle circle = new Circle(13, 4, 4);
        for (int one : List.of(0, 1)) {
            for (int other : List.of(2, 3)) {
                circle.cut(one, other);
            }
        }
        circle.pass(1000);
        circle.side(0).say("left half");
        circle.side(2).say("right half");
        circle.pass(100);
        assertEquals(List.of("left half"), circle.side(1).seen);
        assertEquals(List.of("right half"), circle.side(3).seen);
        for (int one : List.of(0, 1)) {
            for (int other : List.of(2, 3)) {
                circle.heal(one, other);
            }
        }
        circle.pass(20_000);
        assertTogether(circle, 4);
        assertEquals(List.of("left half", "right half"), circle.side(1).seen);
        assertEquals(List.of("right half", "left half"), circle.side(3).seen);
    }

    @Test
    void oneWhoDoesNotKeepUpSlowsNobody() {
        Circle circle = new Circle(14, 3, 2);
        circle.side(2).create(circle.id, false); // takes nothing: its application is not launched
        circle.side(0).admit(circle.side(2), true);
        circle.side(2).admit(circle.side(0), false);
        circle.pass(1000);
        List<CompletionStage<Sent>> sent = IntStream.range(0, 1000)
                .mapToObj(i -> circle.side(0).say("line " + i))
                .toList();
        circle.pass(Session.PATIENCE_MS + 2000);
        assertEquals(1000, circle.side(1).seen.size());
        Sent last = sent.get(999).toCompletableFuture().join();
        CompletableFuture<Void> missed =
                last.acknowledgedBy(circle.side(0).find(circle.side(2))).toCompletableFuture();
        assertTrue(missed.isCompletedExceptionally(), "it went without the slow one");
        circle.side(2).listen();
        circle.side(2).control.launched();
        circle.pass(2000);
        circle.side(0).say("all again");
        circle.pass(100);
        assertEquals("all again", circle.side(2).seen.get(circle.side(2).seen.size() - 1));
    }

    @Test
    void oneWhoseNodeLostTheSessionIsGoneAndTheRestGoesOn() {
        Circle circle = new Circle(15, 3, 3);
        circle.cut(0, 2);
        circle.cut(1, 2);
        circle.side(2).sessions.deactivate();
        circle.pass(100);
        circle.side(2).start();
        circle.heal(0, 2);
        circle.heal(1, 2);
        circle.pass(20_000);
        for (int i : List.of(0, 1)) {
            assertEquals(
                    "Left", circle.side(i).members.get(circle.side(i).members.size() - 1), "at " + i);
            assertNull(circle.side(i).closed);
        }
        circle.side(0).say("only us");
        circle.pass(100);
        assertEquals(List.of("only us"), circle.side(1).seen);
    }

    @Test
    void thereIsRoomForSixteen() {
        Circle circle = new Circle(16, 17, 16);
        assertTogether(circle, 16);
        assertTrue(circle.side(0).control.closedTo(1).orElseThrow().contains("16"));
    }

    @Test
    void whoIsNotInvitedIsNotLetIn() {
        Circle circle = new Circle(17, 3, 2);
        Side stranger = circle.side(2);
        stranger.create(circle.id, false);
        stranger.admit(circle.side(0), true);
        circle.pass(10_000);
        assertEquals(2, people(circle.side(0).session).size());
        assertEquals(SessionState.ALONE, stranger.session.state());
    }
}
