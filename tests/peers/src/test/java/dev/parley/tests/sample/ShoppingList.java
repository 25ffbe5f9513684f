package dev.parley.tests.sample;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import java.util.TreeSet;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ServiceScope;

/** Two people write one list. */
@Component(service = ApplicationInstance.class, scope = ServiceScope.PROTOTYPE)
@PeerApplicationComponent(id = "b1b63f0e-52f4-4f0e-9d35-0f5f4a3c6a01", name = "Shopping list", version = "1.0")
public final class ShoppingList implements ApplicationInstance {
    private final TreeSet<String> list = new TreeSet<>();
    private TextView view;

    @Override
    public void launched(LaunchInfo launch, Session session) {
        view = session.view(TextView.class)
                .orElseThrow(() -> new ApplicationException("The list needs a place to show text."));
        view.onLine(item -> {
            add(item);
            session.send(Delivery.EPHEMERAL, UTF_8.encode(item)).exceptionally(dropped -> {
                view.notice("only you see " + item + ": " + dropped.getMessage());
                return null;
            });
        });
        session.onMessage(message -> add(UTF_8.decode(message.body()).toString()));
    }

    private void add(String item) {
        list.add(item);
        view.notice(String.join(", ", list));
    }
}
