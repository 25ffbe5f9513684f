package dev.parley.app.chat.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.Message;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Two people exchange lines of text. */
@Component(service = ApplicationInstance.class, scope = ServiceScope.PROTOTYPE)
@PeerApplicationComponent(
        id = "6d0f3a52-8f0e-4a7b-9c35-2f6f1c1d7e10",
        name = "Chat",
        version = "1.0",
        description = "Lines of text for two")
public final class Chat implements ApplicationInstance {
    private Session session;
    private TextView view;

    @Override
    public void launched(LaunchInfo launch, Session joined) {
        session = joined;
        view = joined.view(TextView.class)
                .orElseThrow(
                        () -> new ApplicationException(
                                "Chat needs a place to show text, and no user interface here has one. Start Parley with a console."));
        view.onLine(this::say);
        session.onMessage(this::hear);
        session.onMember(this::meet);
    }

    private void say(String line) {
        view.print(session.self(), line);
        session.send(Delivery.EPHEMERAL, StandardCharsets.UTF_8.encode(line)).whenComplete((sent, failure) -> {
            if (failure != null) {
                lost(line);
                return;
            }
            session.members().stream()
                    .filter(member -> !member.equals(session.self()))
                    .forEach(member -> sent.acknowledgedBy(member).exceptionally(dropped -> lost(line)));
        });
    }

    private Void lost(String line) {
        view.notice("this did not arrive: " + line);
        return null;
    }

    private void hear(Message message) {
        ByteBuffer body = message.body();
        view.print(
                message.from(), StandardCharsets.UTF_8.decode(body.duplicate()).toString());
    }

    private void meet(MemberEvent event) {
        if (event.member().equals(session.self())) {
            return;
        }
        String name = event.member().displayName();
        if (event instanceof MemberEvent.Joined) {
            view.notice(name + " is here");
        } else if (event instanceof MemberEvent.Away) {
            view.notice(name + " is away; what you write waits");
        } else if (event instanceof MemberEvent.Back) {
            view.notice(name + " is back");
        } else if (((MemberEvent.Left) event).reason().kind() != CloseReason.Kind.LEFT) {
            view.notice(name + " has left");
        }
    }
}
