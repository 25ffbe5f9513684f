package dev.parley.app.chat.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.MemberEvent;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Message;
import dev.parley.api.session.Position;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** People exchange lines of text. */
@Component(service = ApplicationInstance.class, scope = ServiceScope.PROTOTYPE)
@PeerApplicationComponent(
        id = "6d0f3a52-8f0e-4a7b-9c35-2f6f1c1d7e10",
        name = "Chat",
        version = "1.0",
        description = "Lines of text")
public final class Chat implements ApplicationInstance {
    /** Whoever is here left or stopped, and knows it. */
    private static final Set<CloseReason.Kind> QUIET = Set.of(CloseReason.Kind.LEFT, CloseReason.Kind.SIGNED_OUT);

    private Session session;
    private TextView view;
    private Position next = Position.BEGINNING;

    @Override
    public void launched(LaunchInfo launch, Session joined) {
        session = joined;
        view = joined.view(TextView.class)
                .orElseThrow(
                        () -> new ApplicationException(
                                "Chat needs a place to show text, and no user interface here has one. Start Parley with a console."));
        view.onLine(this::say);
        next = launch.handedOver().map(bytes -> new Position(bytes.getLong())).orElse(Position.BEGINNING);
        session.onMessage(next, this::hear);
        session.onMember(this::meet);
    }

    /** Where the next version goes on: what stands on the screen is not shown again. */
    @Override
    public Optional<ByteBuffer> handOver() {
        return Optional.of(ByteBuffer.allocate(Long.BYTES).putLong(next.value()).flip());
    }

    private void say(String line) {
        session.send(Delivery.CAUSAL, StandardCharsets.UTF_8.encode(line)).whenComplete((sent, failure) -> {
            if (failure != null) {
                view.notice("this is not said: " + line + " (" + failure.getMessage() + ")");
            }
        });
    }

    private void hear(Message message) {
        message.position().ifPresent(position -> next = new Position(position.value() + 1));
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
            view.notice(name + " is away; what is said waits for them");
        } else if (event instanceof MemberEvent.Back) {
            view.notice(name + " is back");
        } else if (event instanceof MemberEvent.Removed) {
            view.notice(name + " was removed");
        } else if (event instanceof MemberEvent.RoleChanged) {
            view.notice(name
                    + (event.member().role() == MemberRole.MAY_INVITE
                            ? " may invite others now"
                            : " may not invite others now"));
        } else if (!QUIET.contains(((MemberEvent.Left) event).reason().kind())) {
            view.notice(name + " has left");
        }
    }
}
