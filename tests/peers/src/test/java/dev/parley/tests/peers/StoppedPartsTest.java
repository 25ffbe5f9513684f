package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.SessionState;
import dev.parley.testkit.TestPeer;
import dev.parley.tests.peers.Pair.Talk;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A bundle is stopped in the middle, and started again: what each side is told, and that all works as before. */
class StoppedPartsTest {
    private final Pair pair = new Pair(9);

    @AfterEach
    void close() {
        pair.close();
    }

    private static List<CloseReason.Kind> closed(Log log) {
        return log.closed.stream().map(CloseReason::kind).toList();
    }

    private void worksAgain() {
        pair.peers.meet(pair.left, pair.right);
        Talk talk = pair.talk();
        pair.peers.await(talk.left()
                .say("again")
                .thenCompose(sent -> sent.acknowledgedBy(talk.left().other())));
        assertEquals(List.of("again"), talk.right().heard);
    }

    @Test
    void theTransportGoesAndComesBack() {
        Talk talk = pair.talk();
        pair.right.unplug();
        var waiting = talk.left()
                .say("are you there?")
                .thenCompose(sent -> sent.acknowledgedBy(talk.left().other()));
        pair.pass(Duration.ofSeconds(1));
        pair.right.plug();
        pair.pass(Duration.ofSeconds(50));
        pair.peers.await(waiting);
        assertEquals(List.of("are you there?"), talk.right().heard);
        assertEquals(SessionState.LIVE, talk.left().session.state());
        assertEquals(SessionState.LIVE, talk.right().session.state());
    }

    @Test
    void theSessionBundleStops() {
        Talk talk = pair.talk();
        pair.right.stop("dev.parley.session");
        pair.pass(Duration.ofSeconds(5));
        assertEquals(List.of(CloseReason.Kind.SIGNED_OUT), closed(talk.right()));
        assertEquals(SessionState.REACHING, talk.left().session.state());
        onlyTheCardsStreamIsLeft();
        pair.right.start("dev.parley.session");
        goesOn(talk.left());
        worksAgain();
    }

    @Test
    void theSessionBundleOfWhoeverInvitedStops() {
        Talk talk = pair.talk();
        pair.left.stop("dev.parley.session");
        pair.pass(Duration.ofSeconds(5));
        assertEquals(SessionState.REACHING, talk.right().session.state());
        onlyTheCardsStreamIsLeft();
        pair.left.start("dev.parley.session");
        goesOn(talk.right());
        worksAgain();
    }

    /** The session lies in the journal of whoever stopped, and goes on from there. */
    private void goesOn(Log other) {
        pair.pass(Duration.ofSeconds(70));
        assertEquals(SessionState.LIVE, other.session.state());
        assertEquals(List.of(), closed(other));
    }

    /** A stream that stays would hold the classes of the bundle that stopped. */
    private void onlyTheCardsStreamIsLeft() {
        for (TestPeer peer : List.of(pair.left, pair.right)) {
            assertEquals(
                    List.of(1),
                    peer.service(LinkMonitor.class).links().stream()
                            .map(LinkInfo::streams)
                            .toList());
        }
    }

    @Test
    void theBundleOfLinksStops() {
        Talk talk = pair.talk();
        pair.right.stop("dev.parley.transport");
        pair.pass(Duration.ofSeconds(5));
        pair.right.start("dev.parley.transport");
        pair.right.signIn();
        goesOn(talk.left());
        worksAgain();
    }

    @Test
    void theInvitationBundleStopsWhileAPersonThinks() {
        pair.right.answer(Decision.ASK);
        OutgoingInvitation invitation = pair.left.invite(pair.right, pair.application, "");
        pair.peers.until(() -> !pair.right.asked().isEmpty(), "asked");
        IncomingInvitation question = pair.right.asked().get(0);
        pair.right.stop("dev.parley.invitation");
        assertEquals(List.of(), pair.right.asked(), "nobody can answer any more");
        assertEquals(IncomingState.EXPIRED, question.state());
        pair.pass(Duration.ofMinutes(7));
        CompletableFuture<InvitationOutcome> outcome = Pair.outcome(invitation).toCompletableFuture();
        assertTrue(outcome.isDone(), "the inviter has an answer");
        assertTrue(pair.rightLogs.isEmpty() && pair.leftLogs.isEmpty(), "nothing was launched");
        pair.right.start("dev.parley.invitation");
        worksAgain();
    }

    @Test
    void theApplicationsBundleStops() {
        Talk talk = pair.talk();
        pair.right.stop("dev.parley.applications");
        pair.pass(Duration.ofSeconds(15));
        assertEquals(1, talk.left().closed.size(), () -> "told once: " + talk.left().closed);
        pair.right.start("dev.parley.applications");
        worksAgain();
    }

    @Test
    void thePersonSignsOutWhileAllIsGoingOn() {
        Talk talk = pair.talk();
        pair.right.answer(Decision.ASK);
        OutgoingInvitation open = pair.left.invite(pair.right, pair.application, "");
        OutgoingInvitation own = pair.right.invite(pair.left, pair.application, "");
        pair.peers.network().delay(Duration.ofMillis(50), Duration.ofMillis(50));
        talk.left().say("under way");
        talk.right().say("under way");
        pair.right.signOut();
        pair.pass(Duration.ofMinutes(7));

        assertEquals(List.of(), closed(talk.right()), "it goes on when they sign in again");
        assertEquals(List.of(), closed(talk.left()), "it waits for the other one, who may come back");
        assertTrue(Pair.outcome(open).toCompletableFuture().isDone(), "the inviter has an answer");
        assertTrue(Pair.outcome(own).toCompletableFuture().isDone(), "own invitations end");
        assertEquals(1, pair.right.sessions().size(), "own invitations took theirs along");
        pair.peers.network().delay(Duration.ZERO, Duration.ZERO);
        pair.right.signIn();
        goesOn(talk.left());
        worksAgain();
    }
}
