package dev.parley.presence.internal;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ServiceScope;

/** One bundle's view of the objects: what it published, and its listeners, end when it lets the service go, or stops. */
@Component(scope = ServiceScope.BUNDLE)
public final class ObjectsComponent implements PeerObjects {
    private final Watching watching;
    private final Set<Publication> publications = ConcurrentHashMap.newKeySet();
    private final Set<Subscription> subscriptions = ConcurrentHashMap.newKeySet();
    private volatile boolean stopped;

    /** @param presence the core */
    @Activate
    public ObjectsComponent(@Reference PresenceComponent presence) {
        this(presence.core());
    }

    ObjectsComponent(PresenceCore core) {
        watching = core.watching();
    }

    @Deactivate
    void stop() {
        stopped = true;
        publications.forEach(Publication::close);
        subscriptions.forEach(Subscription::close);
    }

    @Override
    public Publication publish(PeerObject object) {
        Publication made = watching.own().publish(object);
        publications.removeIf(earlier -> !earlier.isCurrent());
        publications.add(made);
        if (stopped) { // meanwhile, and perhaps after the others were closed
            made.close();
        }
        return made;
    }

    @Override
    public List<PeerObject> published() {
        return watching.own().all();
    }

    @Override
    public List<ObjectInfo> all() {
        return watching.board().all();
    }

    @Override
    public List<ObjectInfo> of(PeerName owner) {
        return watching.board().of(owner);
    }

    @Override
    public CompletionStage<ByteBuffer> fetch(ObjectInfo object) {
        return watching.fetch(object);
    }

    @Override
    public Subscription onChange(Consumer<ObjectEvent> listener) {
        return kept(watching.board().onChange(listener));
    }

    @Override
    public Subscription onChange(PeerName owner, Consumer<ObjectEvent> listener) {
        return kept(watching.board().onChange(owner, listener));
    }

    @Override
    public Subscription onChange(UUID id, Consumer<ObjectEvent> listener) {
        return kept(watching.board().onChange(id, listener));
    }

    private Subscription kept(Subscription subscription) {
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
