package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertSame;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerUnreachableException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which of several endings counts. */
class EndingTest {
    private static final List<Ending> BEST_FIRST = List.of(
            Ending.of(new InvitationOutcome.Accepted(null)),
            Ending.of(new InvitationOutcome.Declined()),
            Ending.of(new InvitationOutcome.Expired()),
            Ending.of(new InvitationOutcome.Refused("busy")),
            Ending.of(new InvitationOutcome.NotInstalled("Chat", "1.0", Optional.empty())),
            Ending.failed(new IdentityMismatchException("another")),
            Ending.failed(new PeerUnreachableException("nobody")),
            Ending.of(new InvitationOutcome.Cancelled()));

    @Test
    void row45_declinedRanksOverExpiredAndAcceptedOverAll() {
        for (int better = 0; better < BEST_FIRST.size(); better++) {
            for (int worse = better; worse < BEST_FIRST.size(); worse++) {
                assertSame(BEST_FIRST.get(better), Ending.best(List.of(BEST_FIRST.get(worse), BEST_FIRST.get(better))));
            }
        }
    }
}
