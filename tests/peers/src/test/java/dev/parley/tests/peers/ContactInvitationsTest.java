package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.IncomingInvitation;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.api.invitation.InvitationOutcome;
import dev.parley.api.invitation.InvitationPolicy.Decision;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.invitation.Invitations;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.session.SessionState;
import dev.parley.spi.link.Links;
import dev.parley.spi.store.RecordStore;
import dev.parley.testkit.FakeStore;
import dev.parley.testkit.Peers;
import dev.parley.testkit.TestPeer;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;

/** Invitations to contacts, between the real bundles. */
class ContactInvitationsTest {
    private static final Duration WEEK = InvitationRequest.LONGEST_DEADLINE_FOR_CONTACTS;

    private final Peers peers = new Peers(21);
    private final TestPeer ada = peers.add("Ada");
    private final List<Log> adasLogs = new ArrayList<>();
    private final ApplicationId log = ada.install(Log.class, () -> Pair.made(adasLogs));
    private final Friends friends = Friends.of(ada);

    @AfterEach
    void close() {
        peers.close();
    }

    private TestPeer withLog(TestPeer peer, List<Log> logs) {
        peer.install(Log.class, () -> Pair.made(logs));
        peer.answer(Decision.ASK);
        return peer;
    }

    private OutgoingInvitation invite(InvitationTarget target, ByteBuffer data, Duration deadline) {
        return ada.service(Invitations.class)
                .invite(new InvitationRequest(log, List.of(target), "come", data, deadline));
    }

    private static InvitationTarget contact(TestPeer who) {
        return new InvitationTarget.Contact(who.peer());
    }

    @Test
    void row45_threeEndpointsOfOneIdentityRingAndTheFirstYesCounts() {
        List<Log> logs = new ArrayList<>();
        TestPeer desk = withLog(peers.add("Ben"), logs);
        List<TestPeer> bens = List.of(desk, withLog(peers.addDevice(desk), logs), withLog(peers.addDevice(desk), logs));
        friends.add(desk, false);
        ada.signIn();
        bens.forEach(ben -> {
            ben.signIn();
            peers.meet(ada, ben);
        });
        assertEquals(1, bens.stream().map(TestPeer::peer).distinct().count());

        OutgoingInvitation sent = invite(contact(desk), Bytes.NONE, InvitationRequest.DEFAULT_DEADLINE);
        peers.until(() -> bens.stream().allMatch(ben -> ben.asked().size() == 1), "it rings at all three");
        bens.get(2).asked().get(0).accept();
        peers.until(() -> sent.session().state() == SessionState.LIVE, "the session is live");
        peers.until(() -> bens.stream().allMatch(ben -> ben.asked().isEmpty()), "the others are withdrawn");
        InvitationOutcome.Accepted yes =
                assertInstanceOf(InvitationOutcome.Accepted.class, peers.await(Pair.outcome(sent)));
        assertEquals(bens.get(2).endpoint(), yes.member().endpoint());
        assertEquals(1, logs.size());
        assertEquals(
                List.of(0, 0, 1),
                bens.stream().map(ben -> ben.sessions().size()).toList());
    }

    @Test
    void row36_anImpostorWithNameAndAddressIsRefusedAndGetsNothing() {
        peers.configure("dev.parley.transport", Map.of("port", 7_000L));
        TestPeer ben = withLog(peers.add("Ben"), new ArrayList<>());
        friends.add(ben, true);
        ada.signIn();
        ben.signIn();
        peers.meet(ada, ben);
        ben.unplug();
        ada.service(Links.class).all().forEach(link -> link.close("the power went"));
        TestPeer impostor = withLog(peers.add("Ben"), new ArrayList<>());
        impostor.signIn();
        peers.run();

        OutgoingInvitation sent = invite(contact(ben), Bytes.NONE, InvitationRequest.DEFAULT_DEADLINE);
        assertInstanceOf(IdentityMismatchException.class, peers.failure(Pair.outcome(sent)));
        peers.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), impostor.asked());
        assertEquals(List.of(), adasLogs);
    }

    @Test
    void whoIsNotThereGetsItWhenTheyCome() {
        List<Log> logs = new ArrayList<>();
        TestPeer ben = withLog(peers.add("Ben"), logs);
        friends.add(ben, false);
        ada.signIn();
        OutgoingInvitation sent = invite(contact(ben), Bytes.NONE, WEEK);
        peers.advance(Duration.ofMinutes(10));
        assertEquals(Set.of(contact(ben)), sent.waiting());
        ben.signIn();
        peers.until(() -> !ben.asked().isEmpty(), "it is delivered");
        assertEquals(Set.of(), sent.waiting());
        ben.asked().get(0).accept();
        peers.until(() -> sent.session().state() == SessionState.LIVE, "the session is live");
        assertEquals(1, logs.size());
    }

    @Test
    void whatWaitsSurvivesThatTheInviterIsStartedAnew() {
        FakeStore store = new FakeStore(peers.time().serial("store"));
        ada.context()
                .registerService(
                        RecordStore.class,
                        store,
                        FrameworkUtil.asDictionary(Map.of(Constants.SERVICE_RANKING, Integer.MAX_VALUE)));
        List<Log> logs = new ArrayList<>();
        TestPeer ben = withLog(peers.add("Ben"), logs);
        friends.add(ben, false);
        ada.signIn();
        OutgoingInvitation before = invite(contact(ben), Bytes.NONE, WEEK);
        peers.run();
        ada.stop("dev.parley.invitation");
        peers.advance(Duration.ofMinutes(10));
        ada.start("dev.parley.invitation");
        OutgoingInvitation sent = ada.service(Invitations.class).outgoing().get(0);
        assertEquals(before.id(), sent.id());
        ben.signIn();
        peers.until(() -> !ben.asked().isEmpty(), "it is delivered");
        IncomingInvitation came = ben.asked().get(0);
        assertTrue(came.remaining().compareTo(WEEK.minusMinutes(10)) <= 0, came.remaining()::toString);
        came.accept();
        peers.until(() -> sent.session().state() == SessionState.LIVE, "the session is live");
        assertEquals(1, logs.size());
        assertEquals(Map.of(), store.table("waiting"));
    }

    @Test
    void aBlockedPeerSeesItsInvitationExpire() {
        TestPeer ben = withLog(peers.add("Ben"), new ArrayList<>());
        Friends.of(ben).block(ada);
        ada.signIn();
        ben.signIn();
        peers.meet(ada, ben);
        List<InvitationEvent> events = new ArrayList<>();
        ben.service(Invitations.class).onChange(events::add);
        OutgoingInvitation sent = ada.invite(ben, log, "come");
        peers.advance(InvitationRequest.DEFAULT_DEADLINE.minusSeconds(1));
        assertFalse(Pair.outcome(sent).toCompletableFuture().isDone());
        assertEquals(new InvitationOutcome.Expired(), peers.await(Pair.outcome(sent)));
        assertEquals(List.of(), ben.asked());
        assertEquals(List.of(), events);
    }

    /** The original lost message and data on the paths to an endpoint that were not asynchronous (seed 1.17, 1). */
    @Test
    void row40_messageAndDataArriveBitExactOnEveryPath() {
        List<Log> logs = new ArrayList<>();
        TestPeer ben = withLog(peers.add("Ben"), logs);
        friends.add(ben, false);
        ada.signIn();
        ben.signIn();
        peers.meet(ada, ben);
        byte[] data = new byte[PeerApplication.DATA_BYTES];
        new Random(1).nextBytes(data);
        for (InvitationTarget target : List.of(
                contact(ben),
                new InvitationTarget.AtEndPoint(ben.peer(), ben.endpoint()),
                new InvitationTarget.NearMe(ada.sees(ben).orElseThrow().instance()))) {
            int before = logs.size();
            OutgoingInvitation sent = invite(target, ByteBuffer.wrap(data), InvitationRequest.DEFAULT_DEADLINE);
            peers.until(() -> !ben.asked().isEmpty(), "Ben is asked");
            ben.asked().get(0).accept();
            peers.until(() -> sent.session().state() == SessionState.LIVE, "the session is live");
            Log launched = logs.get(before);
            assertEquals("come", launched.launch.message());
            assertEquals(ByteBuffer.wrap(data), launched.launch.data());
            assertEquals(ByteBuffer.wrap(data), adasLogs.get(before).launch.data());
        }
    }
}
