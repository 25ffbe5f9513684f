package dev.parley.tests.peers;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.SessionState;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Two peers who see each other, with {@link Log} on both; nobody is invited yet. */
final class Pair implements AutoCloseable {
    final Peers peers;
    final TestPeer left;
    final TestPeer right;
    final ApplicationId application;
    final List<Log> leftLogs = new ArrayList<>();
    final List<Log> rightLogs = new ArrayList<>();

    Pair(long seed) {
        peers = new Peers(seed);
        left = peers.add("Left");
        right = peers.add("Right");
        application = left.install(Log.class, () -> made(leftLogs));
        right.install(Log.class, () -> made(rightLogs));
        left.signIn();
        right.signIn();
        peers.meet(left, right);
    }

    static Log made(List<Log> logs) {
        Log log = new Log();
        logs.add(log);
        return log;
    }

    /** Another session, launched on both sides. */
    Talk talk() {
        right.answer(Decision.ACCEPT);
        OutgoingInvitation invitation = left.invite(right, application, "");
        int before = rightLogs.size();
        peers.until(
                () -> invitation.session().state() == SessionState.LIVE && rightLogs.size() > before,
                "the session is live");
        peers.run();
        return new Talk(leftLogs.get(leftLogs.size() - 1), rightLogs.get(rightLogs.size() - 1));
    }

    /** The only target's outcome. */
    static CompletionStage<InvitationOutcome> outcome(OutgoingInvitation invitation) {
        return invitation.outcomes().values().iterator().next();
    }

    void pass(Duration time) {
        peers.advance(time);
    }

    @Override
    public void close() {
        peers.close();
    }

    /** Both ends of a session. */
    record Talk(Log left, Log right) {}
}
