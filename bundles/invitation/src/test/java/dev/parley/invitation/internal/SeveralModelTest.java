package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.session.SessionId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** One inviter, contacts with several endpoints and people near, who do anything in any order over links that break at any time. */
class SeveralModelTest {
    private static final int SEEDS = 800;
    private static final int ACTS = 30;
    private static final Duration DEADLINE = Duration.ofMinutes(2);

    @Test
    void whoAcceptsJoinsAndEveryTargetEndsWhateverHappens() {
        int accepted = 0;
        int together = 0;
        for (int seed = 0; seed < SEEDS; seed++) {
            Run run = new Run(seed);
            try {
                run.go();
                run.check();
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + ": " + e.getMessage(), e);
            }
            accepted += run.accepted;
            together += run.together;
        }
        assertTrue(accepted > SEEDS / 2 && together > SEEDS / 8, accepted + " accepted, " + together + " times two");
    }

    private static final class Run {
        private final Random random;
        private final World world;
        private final FakePeer ada;
        private final List<FakePeer> others;
        private final List<InvitationTarget> targets;
        private final List<OutgoingInvitation> sent = new ArrayList<>();
        int accepted;
        int together;

        Run(int seed) {
            random = new Random(seed);
            world = new World(seed);
            world.latencyNanos = random.nextInt(3) * 40_000_000L;
            world.copies = 1 + random.nextInt(2);
            ada = world.peer();
            FakePeer ben = world.peer();
            FakePeer eve = world.peer();
            FakePeer laptop = world.device(ben);
            others = List.of(ben, laptop, eve);
            others.forEach(other -> other.acquainted.add(ada.identity.peer()));
            eve.installed = random.nextInt(6) > 0;
            ada.befriend(ben);
            ada.cards.told(ben, ben, laptop);
            targets = List.of(ben.contact(), eve.target());
            world.onMessage = (number, link) -> {
                if (random.nextInt(14) == 0) {
                    link.close("cut");
                }
            };
        }

        void go() {
            for (int i = 0; i < ACTS; i++) {
                act();
                world.advance(Duration.ofMillis(random.nextInt(3_000)));
            }
            others.forEach(other -> world.heal(ada, other));
            world.onMessage = (number, link) -> {};
            world.advance(DEADLINE.multipliedBy(2).plusMinutes(2));
        }

        private void act() {
            FakePeer other = others.get(random.nextInt(others.size()));
            switch (random.nextInt(9)) {
                case 0, 1 -> sent.add(ada.invite(targets.subList(random.nextInt(2), 2), DEADLINE));
                case 2, 3 -> came(other).ifPresent(IncomingInvitation::accept);
                case 4 -> came(other).ifPresent(IncomingInvitation::decline);
                case 5 -> {
                    if (!sent.isEmpty() && random.nextInt(4) == 0) {
                        sent.get(random.nextInt(sent.size())).cancel();
                    }
                }
                case 6 -> world.breakLink(ada, other);
                case 7 -> world.cut(ada, other);
                default -> world.heal(ada, other);
            }
        }

        private Optional<IncomingInvitation> came(FakePeer peer) {
            List<IncomingInvitation> all = peer.events.stream()
                    .filter(InvitationEvent.Received.class::isInstance)
                    .map(event -> ((InvitationEvent.Received) event).invitation())
                    .toList();
            return all.isEmpty() ? Optional.empty() : Optional.of(all.get(random.nextInt(all.size())));
        }

        void check() {
            assertEquals(List.of(), world.violations);
            sent.forEach(this::check);
            assertEquals(List.of(), ada.invitations.outgoing());
            for (FakePeer peer : world.peers) {
                assertEquals(0, peer.links.holds());
                assertEquals(List.of(), peer.invitations.incoming());
            }
        }

        private void check(OutgoingInvitation one) {
            SessionId session = one.session().id();
            List<InvitationOutcome> outcomes = new ArrayList<>();
            for (int i = 0; i < one.request().to().size(); i++) {
                outcome(one, i).ifPresent(outcomes::add);
            }
            long yes = outcomes.stream()
                    .filter(InvitationOutcome.Accepted.class::isInstance)
                    .count();
            int there = others.stream()
                    .mapToInt(other -> Collections.frequency(other.launchedIn, session))
                    .sum();
            assertEquals(Math.min(1, yes), Collections.frequency(ada.launchedIn, session), "launched by the inviter");
            assertTrue(there <= yes, "only the inviter's word launches, and each target once");
            assertEquals(one.request().to().size(), ended(one), "each target ends once");
            accepted += (int) yes;
            together += yes > 1 ? 1 : 0;
        }

        private long ended(OutgoingInvitation one) {
            return ada.events.stream()
                    .filter(event -> event instanceof InvitationEvent.Ended ended && ended.invitation() == one)
                    .count();
        }

        /** Empty when it could not be delivered. */
        private static Optional<InvitationOutcome> outcome(OutgoingInvitation one, int target) {
            assertTrue(World.isDone(one.outcomes().get(one.request().to().get(target))));
            try {
                return Optional.of(World.outcome(one, target));
            } catch (RuntimeException undelivered) {
                return Optional.empty();
            }
        }
    }
}
