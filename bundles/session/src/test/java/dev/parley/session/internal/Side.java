package dev.parley.session.internal;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.session.SessionState;
import dev.parley.spi.session.SessionControl;
import dev.parley.spi.store.Retention;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeJournals;
import dev.parley.testkit.FakeLinks;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletionStage;

/** One of two endpoints: its component, and what its application saw. */
final class Side {
    static final PeerApplication CHAT = new PeerApplication(
            ApplicationId.parse("7a3c1f60-1111-4222-8333-444455556666"),
            "Chat",
            "1.0",
            "",
            ByteBuffer.allocate(0),
            PeerScope.ALL);

    final HandDrivenExecution time;
    final FakeIdentity identity;
    final FakeLinks links;
    final List<String> seen = new ArrayList<>();
    final List<String> members = new ArrayList<>();
    final List<SessionState> states = new ArrayList<>();
    final FakeJournals journals;
    SessionsComponent sessions;
    boolean keeps;
    SessionControl control;
    Session session;
    CloseReason closed;

    Side(HandDrivenExecution time, long seed) {
        this.time = time;
        identity = new FakeIdentity(seed);
        links = new FakeLinks(time, identity.remote());
        journals = new FakeJournals(time.serial("journals"), time.clock(), Retention.DEFAULT);
        start();
    }

    void start() {
        sessions = new SessionsComponent(time, links, identity, identity, identity, identity, identity);
        links.speak(new SessionProtocol(sessions));
        links.speak(new BytesProtocol(sessions));
        if (keeps) {
            sessions.bindJournals(journals);
        }
    }

    /** It has a disk from now on. */
    void keep() {
        keeps = true;
        sessions.bindJournals(journals);
    }

    void create(UUID id, boolean founder) {
        control = founder ? sessions.create(new SessionId(id), CHAT) : sessions.join(new SessionId(id), CHAT);
        attach(control.session());
    }

    /** Looks at a session that is there. */
    void attach(Session there) {
        session = there;
        session.onState(change -> {
            states.add(change.to());
            change.reason().ifPresent(reason -> closed = reason);
        });
        session.onMember(event -> members.add(event.getClass().getSimpleName()));
    }

    /** Says who the other one is. */
    void admit(Side other, boolean connects) {
        control.admit(member(other), connects);
    }

    Member member(Side other) {
        return control.member(
                other.identity.remote(), other.identity.card().card().displayName(), false);
    }

    /** Listens as most applications do. */
    void listen() {
        session.onMessage(message -> seen.add(text(message.body())));
    }

    /** Nobody hears anything of it any more. */
    void cutOff(List<Side> others) {
        others.stream().filter(other -> other != this).forEach(other -> links.cut(other.links));
    }

    /** Keeps a line. */
    CompletionStage<Sent> write(String text) {
        return session.send(Delivery.DURABLE, bytes(text));
    }

    CompletionStage<Sent> say(String text) {
        return session.send(Delivery.EPHEMERAL, bytes(text));
    }

    Member other() {
        return session.members().stream()
                .filter(member -> !member.equals(session.self()))
                .findFirst()
                .orElseThrow();
    }

    /** Another one, as this one's session shows it. */
    Member find(Side other) {
        return session.members().stream()
                .filter(member -> member.peer().equals(other.identity.peer()))
                .findFirst()
                .orElseThrow();
    }

    static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
