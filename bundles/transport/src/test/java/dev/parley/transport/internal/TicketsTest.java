package dev.parley.transport.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.Recognition;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;

/** Who dials shows a ticket, and who is dialled judges it before saying who it is. */
class TicketsTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(1);
    private final FakeNetwork network = new FakeNetwork(execution, 1);
    private final Node host = new Node(execution, network, 1);
    private final Node guest = new Node(execution, network, 2);
    private final Door door = new Door();

    TicketsTest() {
        execution.run();
    }

    /** Lets in whoever has the name of the host on the ticket. */
    private static final class Door implements Recognition {
        final List<Optional<String>> shown = new ArrayList<>();
        boolean broken;

        @Override
        public boolean admits(Optional<String> ticket) {
            shown.add(ticket);
            if (broken) {
                throw new IllegalStateException("a test breaks it");
            }
            return ticket.filter(text -> text.startsWith("for")).isPresent();
        }

        @Override
        public String ticket(Optional<PeerName> peer, Optional<EndPointId> endpoint) {
            return peer.map(name -> "for" + name.shortForm()).orElse("noise");
        }

        @Override
        public byte[] tag(byte[] signingKey) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Optional<RemoteIdentity> recognise(byte[] signingKey, byte[] tag) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onRenewed(Runnable listener) {
            throw new UnsupportedOperationException();
        }
    }

    private ServiceReference<Recognition> lock() {
        ServiceReference<Recognition> there = host.services.add(door);
        host.links.bindRecognition(there);
        return there;
    }

    private void dial() {
        guest.meet(host);
        execution.advance(Duration.ofSeconds(1));
    }

    @Test
    void withoutAnybodyToJudgeEverybodyIsLetIn() {
        dial();
        assertTrue(guest.isLinkedTo(host));
    }

    @Test
    void whoHasNoTicketIsNotLetInAndThePersonHereIsTold() {
        lock();
        var dialled = guest.dial(host);
        execution.advance(Duration.ofSeconds(1));
        assertTrue(Node.failure(dialled) instanceof PeerUnreachableException);
        assertFalse(host.isLinkedTo(guest));
        assertEquals(List.of(Optional.empty()), door.shown);
        assertEquals(1, host.refused("not-a-contact").size());
        assertEquals(List.of(), host.refused("handshake"));
    }

    @Test
    void whoKnowsUsIsLetIn() {
        lock();
        guest.links.bindRecognition(guest.services.add(new Door()));
        dial();
        assertTrue(guest.isLinkedTo(host));
        assertEquals(List.of(Optional.of("for" + host.peer().shortForm())), door.shown);
    }

    @Test
    void whoDialsAnybodyShowsNoise() {
        lock();
        guest.links.bindRecognition(guest.services.add(new Door()));
        guest.meet(DialTarget.at(List.of(host.at(0))));
        execution.advance(Duration.ofSeconds(1));
        assertEquals(List.of(Optional.of("noise")), door.shown);
        assertFalse(guest.isLinkedTo(host));
    }

    @Test
    void whenItCannotBeJudgedNobodyIsLetInAndWhenNobodyJudgesEverybody() {
        ServiceReference<Recognition> there = lock();
        door.broken = true;
        guest.links.bindRecognition(guest.services.add(new Door()));
        dial();
        assertFalse(guest.isLinkedTo(host));
        host.links.unbindRecognition(there);
        assertEquals(0, host.services.uses(there));
        dial();
        assertTrue(guest.isLinkedTo(host));
    }
}
