package dev.parley.testkit;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.invitation.OutgoingInvitation;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.time.Duration;

/**
 * Two peers with one application, launched on both sides by an invitation that Ada sent and Ben accepted: what the author of an
 * application tests with.
 *
 * <pre>{@code
 * try (TwoPeers two = TwoPeers.launch(Chat.class)) {
 *     two.ada().type("Hello");
 *     assertEquals(List.of("Ada: Hello"), two.ben().view().said());
 * }
 * }</pre>
 *
 * <p>All goes over a network in this JVM, and happens only while a method of this class or of {@link TestPeer} runs.
 */
public final class TwoPeers implements AutoCloseable {
    private final Peers peers;
    private final TestPeer ada;
    private final TestPeer ben;
    private final Session adasSession;
    private final Session bensSession;

    private TwoPeers(Peers peers, Class<? extends ApplicationInstance> application) {
        this.peers = peers;
        ada = peers.add("Ada");
        ben = peers.add("Ben");
        ApplicationId id = ada.install(application);
        ben.install(application);
        ada.signIn();
        ben.signIn();
        peers.meet(ada, ben);
        OutgoingInvitation invitation = ada.invite(ben, id, "Join me");
        adasSession = invitation.session();
        peers.until(
                () -> adasSession.state() == SessionState.LIVE
                        && ben.sessions().stream().anyMatch(session -> session.state() == SessionState.LIVE),
                "the session is live on both sides");
        bensSession = ben.sessions().get(0);
        peers.run();
    }

    /** Two peers in a session, with the seed 1. */
    public static TwoPeers launch(Class<? extends ApplicationInstance> application) {
        return launch(application, 1);
    }

    /**
     * Two peers in a session.
     *
     * @param application a class with {@link dev.parley.api.application.PeerApplicationComponent}
     * @param seed for keys, delays and losses
     */
    public static TwoPeers launch(Class<? extends ApplicationInstance> application, long seed) {
        Peers peers = new Peers(seed);
        try {
            return new TwoPeers(peers, application);
        } catch (RuntimeException | Error e) {
            peers.close();
            throw e;
        }
    }

    /** Who invited. */
    public TestPeer ada() {
        return ada;
    }

    /** Who accepted. */
    public TestPeer ben() {
        return ben;
    }

    /** The session as Ada has it. */
    public Session adasSession() {
        return adasSession;
    }

    /** The session as Ben has it. */
    public Session bensSession() {
        return bensSession;
    }

    /** Clock, network, and room for more peers. */
    public Peers peers() {
        return peers;
    }

    /** Does all that is due now. */
    public void run() {
        peers.run();
    }

    /** Moves time on. */
    public void advance(Duration by) {
        peers.advance(by);
    }

    /** Breaks the link; nothing gets through until {@link #heal}. A session waits for that up to 60 s. */
    public void cut() {
        peers.cut(ada, ben);
    }

    /** Lets everything through again; it takes some seconds until the session is live. */
    public void heal() {
        peers.heal(ada, ben);
    }

    /** How long bytes are under way: evenly between the two. */
    public void delay(Duration least, Duration most) {
        peers.network().delay(least, most);
    }

    /**
     * What is lost on the way.
     *
     * @param late chance of each frame to come 200 ms later
     * @param broken chance of each frame to break the link instead
     */
    public void loss(double late, double broken) {
        peers.network().loss(late, broken);
    }

    @Override
    public void close() {
        peers.close();
    }
}
