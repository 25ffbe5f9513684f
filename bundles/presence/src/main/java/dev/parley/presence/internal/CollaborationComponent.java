package dev.parley.presence.internal;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.collaboration.Me;
import dev.parley.api.collaboration.PeerCollaboration;
import dev.parley.api.collaboration.SignIn;
import dev.parley.api.collaboration.Visibility;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Subscription;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One bundle's view of the one core: its leases and listeners end when it lets the service go, or stops. */
@Component(scope = ServiceScope.BUNDLE)
public final class CollaborationComponent implements PeerCollaboration {
    private final PresenceCore core;
    private final Set<SignIn> leases = ConcurrentHashMap.newKeySet();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param presence the core */
    @Activate
    public CollaborationComponent(@Reference PresenceComponent presence) {
        this(presence.core());
    }

    CollaborationComponent(PresenceCore core) {
        this.core = core;
    }

    @Deactivate
    void stop() {
        stopped = true;
        leases.forEach(SignIn::close);
        subscriptions.forEach(Subscription::close);
    }

    @Override
    public SignIn signIn(PeerScope scope) {
        SignIn lease = core.signIn(scope, leases::remove);
        leases.add(lease);
        if (stopped) { // meanwhile, and perhaps after the others were closed
            lease.close();
        }
        return lease;
    }

    @Override
    public PeerScope signedIn() {
        return core.scope();
    }

    @Override
    public Me me() {
        return core.me();
    }

    @Override
    public Optional<Visibility> visibility() {
        return core.visibility();
    }

    @Override
    public CompletionStage<Void> setVisibility(Visibility visibility) {
        return core.setVisibility(visibility);
    }

    @Override
    public Subscription onChange(Consumer<CollaborationEvent> listener) {
        Subscription subscription = core.onChange(listener);
        subscriptions.add(subscription);
        if (stopped) {
            subscription.close();
        }
        return () -> {
            subscriptions.remove(subscription);
            subscription.close();
        };
    }
}
