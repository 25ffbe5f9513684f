package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Three peers do anything in any order over links that break at any time; the promises of the design, section 9, hold. */
class InvitationModelTest {
    private static final int SEEDS = 2_500;
    private static final int ACTS = 40;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @Test
    void promisesHoldWhateverHappens() {
        int accepted = 0;
        int broken = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.go();
                run.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            accepted += run.accepted;
            broken += run.breaks;
        }
        assertTrue(accepted > SEEDS && broken > SEEDS, accepted + " accepted, " + broken + " breaks");
    }

    private record Sent(FakePeer from, FakePeer to, OutgoingInvitation invitation) {}

    private static final class Run {
        private final Random random;
        private final World world;
        private final List<FakePeer> peers = new ArrayList<>();
        private final List<Sent> sent = new ArrayList<>();
        private final List<CompletionStage<?>> answers = new ArrayList<>();
        private final Map<CompletionStage<Session>, SessionId> yes = new HashMap<>();
        private final boolean healsInTime;
        int accepted;
        int breaks;

        Run(int seed) {
            random = new Random(seed);
            world = new World(seed);
            world.latencyNanos = random.nextInt(3) * 40_000_000L;
            world.copies = 1 + random.nextInt(2);
            healsInTime = random.nextBoolean();
            for (int i = 0; i < 3; i++) {
                FakePeer peer = world.peer(Decision.UNDECIDED, new Allowance(3, 6, 30));
                peer.installed = true;
                peers.add(peer);
            }
            if (random.nextInt(8) == 0) {
                any(peers).launchFails = Optional.of("no paper");
            }
            world.onMessage = (number, link) -> {
                if (random.nextInt(12) == 0) {
                    breaks++;
                    link.close("cut");
                }
            };
        }

        private <T> T any(List<T> of) {
            return of.get(random.nextInt(of.size()));
        }

        void go() {
            for (int i = 0; i < ACTS; i++) {
                act();
                int pause = random.nextInt(4);
                if (pause > 0) {
                    world.advance(Duration.ofMillis(healsInTime ? 100L * pause : random.nextInt(5_000 * pause)));
                }
            }
            for (FakePeer one : peers) {
                peers.stream().filter(other -> other != one).forEach(other -> world.heal(one, other));
            }
            world.onMessage = (number, link) -> {};
            world.advance(DEADLINE.multipliedBy(2).plusMinutes(2));
        }

        private void act() {
            FakePeer one = any(peers);
            FakePeer other = any(peers.stream().filter(peer -> peer != one).toList());
            switch (random.nextInt(10)) {
                case 0, 1 -> sent.add(new Sent(one, other, one.invite(other.target(), DEADLINE)));
                case 2, 3, 4 ->
                    come(one).ifPresent(came -> {
                        CompletionStage<Session> answer = came.accept();
                        answers.add(answer);
                        session(came).ifPresent(session -> yes.put(answer, session));
                    });
                case 5 -> come(one).ifPresent(came -> answers.add(came.decline()));
                case 6 -> {
                    if (!sent.isEmpty() && random.nextInt(3) == 0) {
                        any(sent).invitation().cancel();
                    }
                }
                case 7 -> world.breakLink(one, other);
                case 8 -> world.cut(one, other);
                default -> world.heal(one, other);
            }
        }

        /** One that came in here, also one that is final. */
        private Optional<IncomingInvitation> come(FakePeer peer) {
            List<IncomingInvitation> all = received(peer);
            return all.isEmpty() ? Optional.empty() : Optional.of(any(all));
        }

        private static List<IncomingInvitation> received(FakePeer peer) {
            return peer.events.stream()
                    .filter(InvitationEvent.Received.class::isInstance)
                    .map(event -> ((InvitationEvent.Received) event).invitation())
                    .toList();
        }

        private Optional<SessionId> session(IncomingInvitation came) {
            return sent.stream()
                    .filter(one -> one.invitation().id().equals(came.id()))
                    .map(one -> one.invitation().session().id())
                    .findFirst();
        }

        void check() {
            assertEquals(List.of(), world.violations);
            sent.forEach(this::check);
            answers.forEach(answer -> assertTrue(World.isDone(answer)));
            yes.forEach((answer, session) -> {
                if (!answer.toCompletableFuture().isCompletedExceptionally()) {
                    assertEquals(session, World.now(answer).id());
                }
            });
            for (FakePeer peer : peers) {
                assertEquals(0, peer.links.holds());
                assertEquals(List.of(), peer.invitations.incoming());
                assertEquals(List.of(), peer.invitations.outgoing());
                long ids = received(peer).stream()
                        .map(IncomingInvitation::id)
                        .distinct()
                        .count();
                assertEquals(ids, received(peer).size(), "asked once each");
            }
        }

        private void check(Sent one) {
            SessionId session = one.invitation().session().id();
            int here = Collections.frequency(one.from().launchedIn, session);
            int there = Collections.frequency(one.to().launchedIn, session);
            assertTrue(!World.waits(one.invitation()));
            boolean yes = isAccepted(one.invitation());
            assertEquals(yes ? 1 : 0, here, "launched by the inviter");
            assertTrue(there <= here, "only the inviter's word launches");
            Optional<IncomingInvitation> came = received(one.to()).stream()
                    .filter(each -> each.id().equals(one.invitation().id()))
                    .findFirst();
            assertEquals(
                    there == 1,
                    came.filter(each -> each.state() == IncomingState.ACCEPTED).isPresent());
            if (yes && healsInTime) {
                assertEquals(1, there, "the confirmation arrives before 60 s after the deadline");
            }
            accepted += yes ? 1 : 0;
        }

        private static boolean isAccepted(OutgoingInvitation invitation) {
            try {
                return World.outcome(invitation) instanceof InvitationOutcome.Accepted;
            } catch (RuntimeException undelivered) {
                return false;
            }
        }
    }
}
