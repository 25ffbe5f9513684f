package dev.parley.tests.bench.members;

import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import dev.parley.api.session.MessageSubscription;
import dev.parley.api.session.Position;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.AddressSource;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.session.SessionFactory;
import dev.parley.tests.bench.node.Node;
import dev.parley.tests.bench.peer.Whom;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.osgi.framework.Bundle;

/** A peer that is a member of a session, with its own keys, links and journal. One thread, but for {@link #session}. */
final class BenchMember {
    private static final long LIMIT_S = 120;
    private static final long LOOK_MS = 2;
    private static final PeerApplication APPLICATION =
            new PeerApplication(new ApplicationId(new UUID(0, 5)), "Bench", "1.0", "", Bytes.NONE, PeerScope.NEAR_ME);

    private final Node node;
    private final Bundle sessions;
    private final KnownAddresses addresses = new KnownAddresses();
    private final Identity identity;
    private final Links links;
    private final Consumer<Message> listener;
    private volatile Session session;
    private volatile Position last = Position.BEGINNING;
    private MessageSubscription reading;

    /** @param listener of all that others say in the session, and of its own durable messages */
    BenchMember(Node node, String home, String provider, Consumer<Message> listener) throws Exception {
        this.node = node;
        this.listener = listener;
        node.register(AddressSource.class, addresses);
        node.configure("dev.parley.transport.tls", Map.of("provider", provider));
        node.configure("dev.parley.store.journal", Map.of("home", home));
        node.start();
        node.start("dev.parley.store.journal");
        sessions = node.start("dev.parley.session");
        identity = node.await(Identity.class);
        links = node.await(Links.class);
        node.await(SessionFactory.class);
        node.await(PeerCollaboration.class)
                .signIn(PeerScope.NEAR_ME)
                .ready()
                .toCompletableFuture()
                .get(LIMIT_S, TimeUnit.SECONDS);
    }

    Whom me() {
        return new Whom(
                identity.peer(),
                identity.endpoint(),
                links.listening().orElseThrow().port());
    }

    /** Says yes to somebody, and knows where they are. */
    void know(Whom whom) throws InterruptedException {
        addresses.add(whom);
        node.await(Acquaintances.class).accept(whom.peer());
    }

    /** Makes a session of these, who wait for it. */
    void create(SessionId id, List<Whom> others) throws InterruptedException {
        SessionControl control = node.await(SessionFactory.class).create(id, APPLICATION);
        others.forEach(other -> admit(control, other, true));
        launched(control);
    }

    /** Is a member of it, as soon as its creator comes. */
    void join(SessionId id, Whom creator) throws InterruptedException {
        SessionControl control = node.await(SessionFactory.class).join(id, APPLICATION);
        admit(control, creator, false);
        launched(control);
    }

    private static void admit(SessionControl control, Whom other, boolean connects) {
        Member member = control.member(new RemoteIdentity(other.peer(), other.endpoint()), "somebody", false);
        control.admit(member, connects);
    }

    private void launched(SessionControl control) {
        session = control.session();
        reading = session.onMessage(message -> {
            message.position().ifPresent(position -> last = position);
            listener.accept(message);
        });
        control.launched();
    }

    Session session() {
        return session;
    }

    /** Waits until there are so many members, all of them linked. */
    void ready(int count) throws Exception {
        await(
                "there are not " + count + " members",
                () -> session.members().size() == count
                        && session.members().stream().allMatch(Member::present)
                        && session.state() == SessionState.LIVE);
    }

    /** Is done with all that came, and stops what sessions are made of: the others are told that this one is away. */
    void away() throws Exception {
        reading.commit(last).toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
        sessions.stop();
    }

    /** Starts it again, and goes on with the session as its journal has it. */
    void back(SessionId id) throws Exception {
        sessions.start();
        SessionFactory factory = node.await(SessionFactory.class);
        await("the session did not go on", () -> factory.control(id).isPresent());
        launched(factory.control(id).orElseThrow());
    }

    private static void await(String otherwise, BooleanSupplier condition)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_S);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > end) {
                throw new TimeoutException(otherwise);
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_MS);
        }
    }

    /** The link to another member, which a session of both needs, too. */
    Link link(Whom whom) throws Exception {
        return links.dial(
                        new DialTarget(Optional.of(whom.peer()), Optional.of(whom.endpoint()), List.of(whom.address())))
                .toCompletableFuture()
                .get(LIMIT_S, TimeUnit.SECONDS);
    }
}
