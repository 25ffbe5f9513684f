package dev.parley.tests.bench.peer;

import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.Session;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Begins sessions of two. */
record Inviting(Invitations invitations, Launches launches) {
    private static final long LIMIT_S = 120;
    private static final ApplicationId APPLICATION = ApplicationId.parse(BenchApplication.ID);

    /** Until both have launched. */
    Session invite(Whom whom) throws Exception {
        InvitationTarget target = new InvitationTarget.AtEndPoint(whom.peer(), whom.endpoint());
        InvitationRequest request = new InvitationRequest(
                APPLICATION, List.of(target), "", ByteBuffer.allocate(0), InvitationRequest.DEFAULT_DEADLINE);
        OutgoingInvitation invitation = invitations.invite(request);
        invitation.outcomes().get(target).toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        launches.next(); // ours
        return invitation.session();
    }
}
