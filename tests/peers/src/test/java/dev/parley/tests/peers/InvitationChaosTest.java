package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Links break while somebody is invited and says yes: both sides launch once, or neither does. */
class InvitationChaosTest {
    private static final int SEEDS_A_PAIR = 50;
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @ParameterizedTest
    @ValueSource(longs = {1000, 1050, 1100, 1150})
    void oneLaunchAnAcceptance(long first) {
        int accepted = 0;
        try (Pair pair = new Pair(first)) {
            for (long seed = first; seed < first + SEEDS_A_PAIR; seed++) {
                accepted += invite(pair, seed) ? 1 : 0;
            }
        }
        assertTrue(accepted > SEEDS_A_PAIR / 4, "only " + accepted + " came as far as a yes");
    }

    private static boolean invite(Pair pair, long seed) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
        String name = "seed " + seed;
        pair.leftLogs.clear();
        pair.rightLogs.clear();
        pair.right.answer(random.nextBoolean() ? Decision.ACCEPT : Decision.ASK);
        pair.peers.network().delay(Duration.ZERO, Duration.ofMillis(random.nextInt(1, 100)));
        pair.peers.network().loss(0.1, random.nextDouble(0.25));
        OutgoingInvitation invitation = pair.left
                .service(Invitations.class)
                .invite(new InvitationRequest(
                        pair.application,
                        List.of(new InvitationTarget.AtEndPoint(pair.right.peer(), pair.right.endpoint())),
                        name,
                        Bytes.NONE,
                        DEADLINE));
        for (int i = random.nextInt(30); i > 0; i--) {
            if (random.nextInt(8) == 0) {
                pair.peers.breakLinks(pair.left, pair.right);
            }
            pair.pass(Duration.ofMillis(random.nextInt(200)));
            pair.right.asked().forEach(asked -> asked.accept().exceptionally(tooLate -> null));
        }
        pair.peers.network().delay(Duration.ZERO, Duration.ZERO);
        pair.peers.network().loss(0, 0);
        pair.pass(DEADLINE.plusSeconds(61));

        CompletableFuture<InvitationOutcome> outcome = Pair.outcome(invitation).toCompletableFuture();
        assertTrue(outcome.isDone(), name);
        int launches =
                !outcome.isCompletedExceptionally() && outcome.join() instanceof InvitationOutcome.Accepted ? 1 : 0;
        assertEquals(launches, pair.leftLogs.size(), () -> name + " left, " + outcome);
        assertEquals(launches, pair.rightLogs.size(), () -> name + " right, " + outcome);
        assertEquals(List.of(), pair.right.service(Invitations.class).incoming(), name);
        pair.peers.await(invitation.session().leave());
        pair.pass(Duration.ofSeconds(30));
        return launches == 1;
    }
}
