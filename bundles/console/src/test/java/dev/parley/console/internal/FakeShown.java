package dev.parley.console.internal;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent;
import dev.parley.api.presence.WatchedPeople;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/** What people show, by hand. */
final class FakeShown {
    private FakeShown() {}

    /** Objects; publishing is seen in {@link #published}. */
    static final class Objects implements PeerObjects {
        final Map<UUID, PeerObject> published = new LinkedHashMap<>();
        final List<ObjectInfo> all = new ArrayList<>();
        final List<Consumer<ObjectEvent>> listeners = new ArrayList<>();

        @Override
        public Publication publish(PeerObject object) {
            published.put(object.id(), object);
            return new Publication() {
                @Override
                public PeerObject object() {
                    return object;
                }

                @Override
                public boolean isCurrent() {
                    return object.equals(published.get(object.id()));
                }

                @Override
                public void close() {
                    published.remove(object.id(), object);
                }
            };
        }

        @Override
        public List<PeerObject> published() {
            return List.copyOf(published.values());
        }

        @Override
        public List<ObjectInfo> all() {
            return List.copyOf(all);
        }

        @Override
        public List<ObjectInfo> of(PeerName owner) {
            return all.stream().filter(object -> object.owner().equals(owner)).toList();
        }

        /** As many zeros as the object is long. */
        @Override
        public CompletionStage<ByteBuffer> fetch(ObjectInfo object) {
            return CompletableFuture.completedStage(ByteBuffer.allocate(object.size()));
        }

        @Override
        public Subscription onChange(Consumer<ObjectEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public Subscription onChange(PeerName owner, Consumer<ObjectEvent> listener) {
            throw new UnsupportedOperationException("the console listens to all");
        }

        @Override
        public Subscription onChange(UUID id, Consumer<ObjectEvent> listener) {
            throw new UnsupportedOperationException("the console listens to all");
        }
    }

    /** People who are watched. */
    static final class Watched implements WatchedPeople {
        final List<EndPointPresence> all = new ArrayList<>();
        final List<Consumer<PresenceEvent>> listeners = new ArrayList<>();

        @Override
        public List<EndPointPresence> all() {
            return List.copyOf(all);
        }

        @Override
        public List<EndPointPresence> of(PeerName peer) {
            return all.stream().filter(endpoint -> endpoint.peer().equals(peer)).toList();
        }

        @Override
        public boolean isReachable(PeerName peer) {
            return !of(peer).isEmpty();
        }

        @Override
        public boolean isAvailable(PeerName peer) {
            return isReachable(peer);
        }

        @Override
        public Subscription onChange(Consumer<PresenceEvent> listener) {
            listeners.add(listener);
            return () -> listeners.remove(listener);
        }

        @Override
        public Subscription onChange(PeerName peer, Consumer<PresenceEvent> listener) {
            throw new UnsupportedOperationException("the console listens to all");
        }
    }
}
