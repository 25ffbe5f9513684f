package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.contacts.ContactException;
import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.invitation.internal.proto.StepKind;
import dev.parley.spi.link.StreamReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/**
 * Defects of the original (seed 1.17) that could come back here. The others: 4 and 5 in {@code api}, 7 and 13 in {@code contacts}, 8, 11, 12
 * and 14 in {@code presence}, 10 in {@code applications}.
 */
class OldDefectsTest {
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final World world = new World(17);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();

    private OutgoingInvitation invite() {
        OutgoingInvitation sent = ada.invite(ben.contact(), DEADLINE);
        world.run();
        return sent;
    }

    private List<FakePeer> three() {
        List<FakePeer> all = List.of(ben, world.device(ben), world.device(ben));
        ada.befriend(ben);
        ada.cards.told(ben, all.toArray(FakePeer[]::new));
        return all;
    }

    /** Who invited a contact as a whole lost message and data; who invited one endpoint did not. */
    @Test
    void defect1_messageAndDataReachEachEndpointOfAContact() {
        List<FakePeer> all = three();
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3});
        OutgoingInvitation sent = ada.invitations.invite(
                new InvitationRequest(FakePeer.CHAT, List.of(ben.contact()), "come", data, DEADLINE));
        world.run();
        for (FakePeer endpoint : all) {
            assertEquals("come", endpoint.only().message());
        }
        all.get(2).only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals("come", all.get(2).launches.get(0).message());
        assertEquals(data, all.get(2).launches.get(0).data());
    }

    /** Only the endpoint that was asked last could answer. */
    @Test
    void defect2_anyOfSeveralEndpointsCanAnswer() {
        for (int answering = 0; answering < 3; answering++) {
            List<FakePeer> all = three();
            OutgoingInvitation sent = invite();
            all.get(answering).only().accept();
            world.run();
            InvitationOutcome.Accepted yes = assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
            assertEquals(all.get(answering).identity.endpoint(), yes.member().endpoint());
        }
    }

    /** An answer was read although a timeout has none. */
    @Test
    void defect3_aTimeoutNeedsNoAnswer() {
        three();
        OutgoingInvitation sent = invite();
        world.advance(DEADLINE);
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(sent));
    }

    /** Asking a peer without endpoints never ended, and blocked what was asked after it. */
    @Test
    void defect6_aContactWithoutEndpointsEndsAndBlocksNothing() {
        FakePeer nowhere = world.peer();
        ada.befriend(nowhere);
        world.cut(ada, nowhere);
        OutgoingInvitation first = ada.invite(nowhere.contact(), DEADLINE);
        OutgoingInvitation second = ada.invite(nowhere.contact(), DEADLINE.multipliedBy(2));
        three();
        OutgoingInvitation other = invite();
        ben.only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(other));
        world.advance(DEADLINE);
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(first));
        assertTrue(World.waits(second));
        world.advance(DEADLINE);
        assertInstanceOf(InvitationOutcome.Expired.class, World.outcome(second));
    }

    /** Errors of some endpoints were lost, or became "invite failed": here each kind of end is a type of its own. */
    @Test
    void defect9_anErrorAtOneEndpointIsNeitherLostNorInTheWay() {
        List<FakePeer> all = three();
        FakePeer impostor = world.impostor(all.get(0));
        OutgoingInvitation sent = invite();
        assertTrue(World.waits(sent));
        all.get(1).only().accept();
        world.run();
        assertInstanceOf(InvitationOutcome.Accepted.class, World.outcome(sent));
        assertEquals(List.of(), impostor.events);

        world.impostor(all.get(1));
        world.impostor(all.get(2));
        List.copyOf(ada.links.all()).forEach(link -> link.close("gone"));
        OutgoingInvitation second = invite();
        assertThrows(IdentityMismatchException.class, () -> World.outcome(second));
    }

    @Test
    void row61_eachKindOfFailureIsATypeOfItsOwn() {
        OutgoingInvitation unknown = invite();
        assertThrows(ContactException.Unknown.class, () -> World.outcome(unknown));
        FakePeer broken = world.peer();
        broken.opened = stream -> {
            Messages.send(stream, Steps.of(new InvitationId(new UUID(0, 1)), StepKind.ACCEPT));
            stream.read(Runnable::run, new Deaf());
        };
        OutgoingInvitation sent = ada.invite(broken);
        world.run();
        assertThrows(ProtocolException.class, () -> World.outcome(sent));
    }

    /** Takes no notice of what comes. */
    private static final class Deaf implements StreamReader {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onEnd(Optional<Throwable> failure) {}
    }
}
