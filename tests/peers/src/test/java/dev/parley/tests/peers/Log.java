package dev.parley.tests.peers;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Member;
import dev.parley.api.session.Sent;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Writes down what happens to it. */
@PeerApplicationComponent(id = "3d1a7c52-9f0e-4a7b-9c35-2f6f1c1d7e11", name = "Log", version = "1.2")
final class Log implements ApplicationInstance {
    final List<String> heard = new ArrayList<>();
    final List<SessionState> states = new ArrayList<>();
    final List<CloseReason> closed = new ArrayList<>();
    LaunchInfo launch;
    Session session;

    @Override
    public void launched(LaunchInfo info, Session joined) {
        launch = info;
        session = joined;
        joined.onMessage(message -> heard.add(text(message.body())));
        joined.onState(change -> states.add(change.to()));
    }

    @Override
    public void closed(CloseReason reason) {
        closed.add(reason);
    }

    CompletionStage<Sent> say(String line) {
        return session.send(Delivery.EPHEMERAL, bytes(line));
    }

    Member other() {
        return session.members().stream()
                .filter(member -> !member.equals(session.self()))
                .findFirst()
                .orElseThrow();
    }

    static ByteBuffer bytes(String text) {
        return StandardCharsets.UTF_8.encode(text);
    }

    static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
}
