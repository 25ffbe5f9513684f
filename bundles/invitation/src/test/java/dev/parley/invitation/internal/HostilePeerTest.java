package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.IncomingState;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationPrompt;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.Bytes;
import dev.parley.api.session.SessionId;
import dev.parley.invitation.internal.proto.Step;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** A peer that says anything at any time: streams fail, and nothing else does. */
class HostilePeerTest {
    private static final int STREAMS = 35_000; // of three messages each
    private static final List<StepKind> KINDS = java.util.stream.Stream.of(StepKind.values())
            .filter(kind -> kind != StepKind.UNRECOGNIZED)
            .toList();
    private static final List<Decision> DECISIONS = List.of(Decision.values());

    private final World world = new World(8);
    private final FakePeer bad = world.peer();
    private final FakePeer good = world.peer(Decision.UNDECIDED, new Allowance(3, 6, 30));
    private final FakePeer friend = world.peer();
    private final Random random = new Random(8);

    private static final class Sink implements StreamReader {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onEnd(Optional<Throwable> failure) {}
    }

    private Stream open() {
        return open(bad);
    }

    private Stream open(FakePeer from) {
        FakeLink link = (FakeLink) from.links.find(good.identity.endpoint()).orElseGet(() -> world.link(from, good));
        Stream stream = link.open(Steps.PROTOCOL);
        stream.read(Runnable::run, new Sink());
        return stream;
    }

    private Step step(InvitationId id) {
        return step(id, KINDS.get(random.nextInt(KINDS.size())));
    }

    private Step step(InvitationId id, StepKind kind) {
        return kind == StepKind.OFFER
                ? Steps.offer(
                        id,
                        new SessionId(id.value()),
                        new InvitationRequest(
                                FakePeer.CHAT,
                                List.of(good.target()),
                                "",
                                Bytes.NONE,
                                InvitationRequest.DEFAULT_DEADLINE),
                        1 + random.nextInt(1_000_000_000))
                : Steps.of(id, kind);
    }

    private InvitationId one(int of) {
        return new InvitationId(new UUID(9, random.nextInt(of)));
    }

    @Test
    void stepsInAnyOrderHarmNobodyElse() {
        good.acquainted.add(bad.identity.peer());
        good.invitations.bindPolicy(invitation -> DECISIONS.get(random.nextInt(DECISIONS.size())), Map.of());
        OutgoingInvitation other = good.invite(friend.target(), Duration.ofHours(1));
        world.run();
        for (int i = 0; i < STREAMS; i++) {
            Stream stream = open();
            InvitationId id = one(2_000);
            for (int steps = 0; steps < 3; steps++) {
                InvitationId about = random.nextInt(20) == 0 ? one(2_000) : id;
                send(stream, steps == 0 && random.nextBoolean() ? step(about, StepKind.OFFER) : step(about));
                if (random.nextBoolean()) {
                    world.run();
                }
            }
            if (random.nextInt(4) == 0) {
                stream.end();
            }
            if (random.nextInt(8) == 0) {
                world.advance(Duration.ofMillis(random.nextInt(200)));
            }
            if (i % 500 == 499) {
                bad.links.find(good.identity.endpoint()).orElseThrow().close("enough");
                world.run();
                world.violations.clear();
            }
        }
        assertTrue(World.waits(other), "the friend's invitation is as it was");
        friend.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(other));
        assertEquals(1, friend.launches.size());
        long confirmed = good.events.stream()
                .filter(event ->
                        event instanceof InvitationEvent.Changed changed && changed.state() == IncomingState.ACCEPTED)
                .count();
        assertTrue(confirmed > 100, confirmed + " were confirmed");
        assertEquals(good.sessions.size(), good.launches.size(), "one launch a session");
        assertTrue(good.launches.size() <= confirmed + 1, "and none without an acceptance");
        world.advance(Duration.ofMinutes(3));
        assertEquals(List.of(), good.invitations.incoming());
        assertEquals(0, good.links.holds());
    }

    /** An id is only its inviter's: another one with the same is another invitation, with its own question and answer. */
    @Test
    void twoInvitersMayUseOneId() {
        List<IncomingInvitation> shown = new ArrayList<>();
        good.invitations.bindPrompt(
                new InvitationPrompt() {
                    @Override
                    public void ask(IncomingInvitation invitation) {
                        shown.add(invitation);
                    }

                    @Override
                    public void withdraw(IncomingInvitation invitation) {
                        shown.remove(invitation);
                    }
                },
                Map.of());
        InvitationId id = one(1);
        Stream one = open();
        Stream other = open(friend);
        Messages.send(one, step(id, StepKind.OFFER));
        Messages.send(other, step(id, StepKind.OFFER));
        world.run();
        assertEquals(2, shown.size());
        IncomingInvitation friends = shown.get(1);
        assertEquals(friend.identity.peer(), friends.from().peer());
        Messages.send(one, step(id, StepKind.CANCEL));
        world.run();
        assertEquals(List.of(friends), shown, "the question of the other is taken away, this one stays");
        assertEquals(IncomingState.OPEN, friends.state());
        Messages.send(other, step(id, StepKind.CANCEL));
        world.run();
        assertEquals(List.of(), shown);
    }

    /** A stream that nobody needs any more is ended when the invitation is over, however many were opened for it. */
    @Test
    void noStreamIsLeftOver() {
        int[] ended = {0};
        InvitationId id = one(1);
        for (int i = 0; i < 10; i++) {
            Stream stream = world.link(bad, good).open(Steps.PROTOCOL);
            stream.read(Runnable::run, new StreamReader() {
                @Override
                public void onBytes(ByteBuffer bytes) {}

                @Override
                public void onEnd(Optional<Throwable> failure) {
                    ended[0]++;
                }
            });
            Messages.send(stream, step(id, StepKind.OFFER));
        }
        world.run();
        assertEquals(1, good.invitations.incoming().size());
        assertEquals(1, good.links.holds());
        world.advance(Duration.ofMinutes(1));
        assertEquals(10, ended[0]);
        assertEquals(0, good.links.holds());
    }

    private void send(Stream stream, Step step) {
        if (random.nextInt(10) == 0) {
            stream.write(ByteBuffer.wrap(StepsTest.mutated(step.toByteArray(), random)));
        } else {
            Messages.send(stream, step);
        }
    }

    /** Answers to an invitation that no honest side gives: no launch without a yes, and one at most. */
    @Test
    void answersInAnyOrderEndTheInvitationAtMost() {
        int launched = 0;
        for (int i = 0; i < 2_000; i++) {
            world.breakLink(bad, good);
            int before = good.launches.size();
            InvitationId[] id = new InvitationId[1];
            bad.opened = stream -> {
                stream.read(Runnable::run, new Sink());
                for (int steps = 0; steps < 6; steps++) {
                    Messages.send(stream, step(id[0]));
                }
            };
            OutgoingInvitation sent = good.invite(bad);
            id[0] = sent.id();
            world.advance(Duration.ofSeconds(1));
            sent.cancel();
            world.advance(Duration.ofMinutes(7));
            assertTrue(!World.waits(sent));
            int more = good.launches.size() - before;
            assertEquals(isAccepted(sent) ? 1 : 0, more);
            launched += more;
            world.violations.clear();
            good.events.clear();
        }
        assertTrue(launched > 100, launched + " were launched");
        assertEquals(0, good.links.holds());
    }

    private static boolean isAccepted(OutgoingInvitation sent) {
        try {
            return World.outcome(sent) instanceof InvitationOutcome.Accepted;
        } catch (RuntimeException undelivered) {
            return false;
        }
    }
}
