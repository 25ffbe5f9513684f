package dev.parley.app.notice.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Message;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.nio.charset.StandardCharsets;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Who put up a notice, and who answers it, talk about it. */
@Component(service = ApplicationInstance.class, scope = ServiceScope.PROTOTYPE)
@PeerApplicationComponent(
        id = NoticeTalk.ID,
        name = "Notice",
        version = "1.0",
        description = "Notices for people near, with answers")
public final class NoticeTalk implements ApplicationInstance {
    static final String ID = "c0a2e9f4-63d1-4f0b-8d57-94b7a1e05c38";

    private Session session;
    private TextView view;

    @Override
    public void launched(LaunchInfo launch, Session joined) {
        session = joined;
        view = joined.view(TextView.class)
                .orElseThrow(
                        () -> new ApplicationException(
                                "An answer to a notice needs a place to show text, and no user interface here has one. Start Parley with a console."));
        if (launch.reason() == LaunchReason.INVITED) {
            view.notice(launch.inviter().displayName() + " answers: " + launch.message());
        }
        view.onLine(this::say);
        session.onMessage(this::hear);
    }

    private void say(String line) {
        session.send(Delivery.EPHEMERAL, StandardCharsets.UTF_8.encode(line)).whenComplete((sent, failure) -> {
            if (failure != null) {
                view.notice("this is not said: " + line + " (" + failure.getMessage() + ")");
            } else {
                view.print(session.self(), line);
            }
        });
    }

    private void hear(Message message) {
        view.print(
                message.from(),
                StandardCharsets.UTF_8.decode(message.body().duplicate()).toString());
    }
}
