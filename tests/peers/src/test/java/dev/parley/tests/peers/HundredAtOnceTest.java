package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.parley.api.discovery.PeopleNearMe;
import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.spi.link.Links;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** One person invites a hundred at once; each answers for itself. */
class HundredAtOnceTest {
    private static final int HOW_MANY = 100;

    /** What the others do, one after another. */
    private enum Kind {
        ACCEPTS,
        DECLINES,
        LACKS_IT,
        NEVER_ANSWERS,
        ACCEPTS_WHEN_ASKED
    }

    private record Guest(Kind kind, TestPeer peer, List<Log> logs, OutgoingInvitation invitation) {}

    @Test
    void row44_eachOfAHundredGetsItsOwnAnswer() {
        try (Peers peers = new Peers(7)) {
            List<Log> hostLogs = new ArrayList<>();
            TestPeer host = peers.addApart("Host");
            ApplicationId application = host.install(Log.class, () -> Pair.made(hostLogs));
            host.signIn();
            List<TestPeer> people = new ArrayList<>();
            List<List<Log>> logs = new ArrayList<>();
            for (int i = 0; i < HOW_MANY; i++) {
                TestPeer peer = peers.addApart("Guest " + i);
                List<Log> own = new ArrayList<>();
                if (kind(i) != Kind.LACKS_IT) {
                    peer.install(Log.class, () -> Pair.made(own));
                }
                peer.answer(
                        kind(i) == Kind.ACCEPTS
                                ? Decision.ACCEPT
                                : kind(i) == Kind.DECLINES ? Decision.DECLINE : Decision.ASK);
                people.add(peer.signIn());
                logs.add(own);
                int port = peer.service(Links.class).listening().orElseThrow().port();
                peers.await(host.service(PeopleNearMe.class).addAddress("127.0.0.1", port, Optional.of(peer.peer())));
            }

            List<Guest> guests = new ArrayList<>();
            for (int i = 0; i < HOW_MANY; i++) {
                guests.add(new Guest(
                        kind(i), people.get(i), logs.get(i), host.invite(people.get(i), application, "number " + i)));
            }
            peers.run();
            guests.stream()
                    .filter(guest -> guest.kind == Kind.ACCEPTS_WHEN_ASKED)
                    .forEach(guest -> {
                        IncomingInvitation asked = guest.peer.asked().get(0);
                        assertEquals(guest.invitation.request().message(), asked.message());
                        var unused = asked.accept();
                    });
            peers.advance(InvitationRequest.DEFAULT_DEADLINE.plusSeconds(61));

            guests.forEach(HundredAtOnceTest::check);
            assertEquals(2 * HOW_MANY / Kind.values().length, hostLogs.size());
        }
    }

    private static Kind kind(int number) {
        return Kind.values()[number % Kind.values().length];
    }

    private static void check(Guest guest) {
        String name = guest.peer.displayName();
        InvitationOutcome outcome =
                Pair.outcome(guest.invitation).toCompletableFuture().join();
        switch (guest.kind) {
            case ACCEPTS, ACCEPTS_WHEN_ASKED -> {
                InvitationOutcome.Accepted accepted = (InvitationOutcome.Accepted) outcome;
                assertEquals(guest.peer.peer(), accepted.member().peer(), name);
                assertEquals(
                        guest.invitation.request().message(),
                        guest.logs.get(0).launch.message(),
                        name);
                assertEquals(
                        guest.invitation.session().id(),
                        guest.logs.get(0).session.id(),
                        name);
            }
            case DECLINES -> assertEquals(new InvitationOutcome.Declined(), outcome, name);
            case LACKS_IT ->
                assertEquals(new InvitationOutcome.NotInstalled("Log", "1.2", Optional.empty()), outcome, name);
            case NEVER_ANSWERS -> assertEquals(new InvitationOutcome.Expired(), outcome, name);
        }
        boolean launches = outcome instanceof InvitationOutcome.Accepted;
        assertEquals(launches ? 1 : 0, guest.logs.size(), name);
    }
}
