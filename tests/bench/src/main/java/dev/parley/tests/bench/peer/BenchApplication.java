package dev.parley.tests.bench.peer;

import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.application.PeerApplicationComponent;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Session;
import java.util.concurrent.CompletableFuture;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** Notes when it was launched; who was invited gives back what comes to them alone. */
@Component(service = ApplicationInstance.class, scope = ServiceScope.PROTOTYPE)
@PeerApplicationComponent(id = BenchApplication.ID, name = "Bench", version = "1.0")
public final class BenchApplication implements ApplicationInstance {
    static final String ID = "b3b4a6de-4f0a-4a41-9d35-7b1e2d9c4e55";
    private final Launches launches;

    @Activate
    public BenchApplication(@Reference Launches launches) {
        this.launches = launches;
    }

    @Override
    public void launched(LaunchInfo launch, Session session) {
        launches.add(System.nanoTime());
        if (launch.reason() == LaunchReason.INVITED) {
            session.onMessage(message -> session.sendTo(message.from(), Delivery.EPHEMERAL, message.body()));
            session.onRequest(message -> CompletableFuture.completedStage(message.body()));
        }
    }
}
