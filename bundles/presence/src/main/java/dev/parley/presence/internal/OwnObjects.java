package dev.parley.presence.internal;

import dev.parley.api.collaboration.NotSignedInException;
import dev.parley.api.object.ObjectException;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.PeerScope;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/** What the person here publishes, one object an id: the last writer owns it. Any thread. */
final class OwnObjects {
    /** So many ids are remembered after they were taken back, so that their versions go on. */
    private static final int REMEMBERED = 1024;

    private final Supplier<PeerScope> signedIn;
    private final Runnable changed;
    private final Map<UUID, Published> published = new LinkedHashMap<>(); // guarded by this, with the next
    private final Map<UUID, Long> versions = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Long> eldest) {
            return size() > REMEMBERED;
        }
    };

    /**
     * @param signedIn where to
     * @param changed told of each change
     */
    OwnObjects(Supplier<PeerScope> signedIn, Runnable changed) {
        this.signedIn = signedIn;
        this.changed = changed;
    }

    /** One publication; current while it stands in the map. */
    private final class Published implements Publication {
        private final PeerObject object;
        private final ShownObject shown;

        Published(PeerObject object, ShownObject shown) {
            this.object = object;
            this.shown = shown;
        }

        @Override
        public PeerObject object() {
            return object;
        }

        @Override
        public boolean isCurrent() {
            return OwnObjects.this.isCurrent(this);
        }

        @Override
        public void close() {
            OwnObjects.this.close(this);
        }
    }

    Publication publish(PeerObject object) {
        String hash = ObjectFormat.hash(object.data());
        Published made;
        synchronized (this) {
            if (signedIn.get() == PeerScope.NONE) {
                throw new NotSignedInException(
                        "The object " + object.id() + " was not published, because you are signed out: sign in first.");
            }
            if (published.size() >= PeerObject.MOST && !published.containsKey(object.id())) {
                throw new ObjectException("The object " + object.id() + " was not published: there are "
                        + PeerObject.MOST + " already, which is the most. Take one back first.");
            }
            long version = versions.merge(object.id(), 1L, Long::sum);
            made = new Published(
                    object, new ShownObject(object.id(), hash, object.data().remaining(), version));
            published.put(object.id(), made);
        }
        changed.run();
        return made;
    }

    private synchronized boolean isCurrent(Published one) {
        return published.get(one.object.id()) == one;
    }

    private void close(Published one) {
        boolean was;
        synchronized (this) {
            was = isCurrent(one);
            if (was) {
                published.remove(one.object.id());
            }
        }
        if (was) {
            changed.run();
        }
    }

    /** All are over: signed out. Nobody is told here. */
    synchronized void clear() {
        published.clear();
    }

    synchronized List<PeerObject> all() {
        return published.values().stream().map(Published::object).toList();
    }

    /** Those whose scope has all of this one. */
    synchronized List<ShownObject> shown(PeerScope scope) {
        List<ShownObject> shown = new ArrayList<>();
        for (Published one : published.values()) {
            if (one.object.scope().includes(scope)) {
                shown.add(one.shown);
            }
        }
        return shown;
    }

    /** The one that is listed so. */
    synchronized Optional<PeerObject> find(UUID id, String sha256) {
        return Optional.ofNullable(published.get(id))
                .filter(one -> one.shown.sha256().equals(sha256))
                .map(Published::object);
    }
}
