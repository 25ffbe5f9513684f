package dev.parley.presence.internal;

import dev.parley.api.diagnostics.Finding;
import dev.parley.api.discovery.NearMeEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObject;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.presence.internal.ObjectBoard.Source;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolHandler;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Watching and being watched, and the objects of both sides. What is not said to be for any thread is confined to the serial executor.
 */
final class Watching {
    private final SafeExecutor executor;
    private final RemoteIdentity self;
    private final Standings standings;
    private final OwnObjects own;
    private final PresenceBoard presences;
    private final ObjectBoard board;
    private final ObjectPulls pulls;
    private final NearObjects near;
    private final WatchList list;
    private final Unreached unreached;
    private final WatchProtocol watchers;
    private final ObjectProtocol objects;

    /**
     * What it needs of others.
     *
     * @param own what those who may watch are told
     * @param records makes the record of what a watched endpoint tells
     * @param signedIn where to
     * @param grace how long a link to somebody watched may be away
     * @param published told when other objects are published here; any thread
     */
    record Needs(
            Standings standings,
            Supplier<CardMessage> own,
            Function<Link, EndpointRecord> records,
            Supplier<PeerScope> signedIn,
            Duration grace,
            Runnable published) {}

    Watching(SafeExecutor executor, Execution execution, Identity identity, Links links, Needs needs) {
        this.executor = executor;
        this.standings = needs.standings();
        self = new RemoteIdentity(identity.peer(), identity.endpoint());
        own = new OwnObjects(needs.signedIn(), needs.published());
        presences = new PresenceBoard(executor);
        board = new ObjectBoard(executor, this::keepOnly);
        pulls = new ObjectPulls(executor, links, board::isShown);
        near = new NearObjects(board);
        unreached = new Unreached(executor, execution::nanoTime);
        list = new WatchList(
                executor,
                execution.random(),
                links,
                standings::isWatched,
                needs.records(),
                needs.grace(),
                presences,
                board,
                unreached);
        watchers = new WatchProtocol(executor, standings::mayWatch, needs.own());
        objects = new ObjectProtocol(executor, this::find);
    }

    private void keepOnly(Predicate<String> shown) {
        pulls.keepOnly(shown);
    }

    /** Any thread. */
    List<ProtocolHandler> protocols() {
        return List.of(watchers, objects);
    }

    /** Any thread. */
    PresenceBoard presences() {
        return presences;
    }

    /** Any thread. */
    ObjectBoard board() {
        return board;
    }

    /** Any thread. */
    OwnObjects own() {
        return own;
    }

    /** Listened to from any thread. */
    Unreached unreached() {
        return unreached;
    }

    List<Finding> examine(boolean signedIn) {
        Set<PeerName> watched = standings.watched();
        return new WatchCheck(
                        signedIn,
                        watched,
                        watched.stream().filter(presences::isReachable).toList(),
                        unreached.all(),
                        watchers.told(),
                        standings::nameOf)
                .findings();
    }

    /** Any thread. */
    CompletionStage<ByteBuffer> fetch(ObjectInfo object) {
        Optional<PeerObject> ours =
                object.endpoint().equals(self.endpoint()) ? own.find(object.id(), object.sha256()) : Optional.empty();
        if (ours.isPresent()) {
            return CompletableFuture.completedStage(ours.get().data().duplicate());
        }
        CompletableFuture<ByteBuffer> result = new CompletableFuture<>();
        try {
            executor.serial().execute(() -> pulls.fetch(object, result));
        } catch (RejectedExecutionException e) {
            result.completeExceptionally(new ParleyException(
                    "The object " + object.id()
                            + " was not fetched: Parley is stopping. Try again after the next start.",
                    e));
        }
        return result.minimalCompletionStage();
    }

    private Optional<ByteBuffer> find(PeerName asker, UUID id, String sha256) {
        return own.find(id, sha256)
                .filter(object -> maySee(asker, object.scope()))
                .map(PeerObject::data);
    }

    private boolean maySee(PeerName asker, PeerScope scope) {
        return (scope.includes(Audience.NEAR_ME.scope()) && !standings.isWithheld(asker))
                || (scope.includes(Audience.CONTACTS.scope()) && standings.mayWatch(asker));
    }

    void linkChanged(LinkChange change) {
        list.linkChanged(change);
    }

    void nearChanged(NearMeEvent event) {
        near.changed(event);
        list.near(event);
    }

    /** Nobody tells any more who is near. */
    void nobodyNear() {
        near.clear();
        list.nobodyNear();
    }

    /** The card exchange brought something. */
    void told(Told told) {
        near.told(told);
    }

    /** The own message to those who watch is another one. */
    void push() {
        watchers.push();
    }

    /** What was decided about one peer is another thing now. */
    void decided(PeerName peer) {
        watchers.push(peer);
        list.reconsider(peer);
    }

    /** What was decided about anybody may be. */
    void decided() {
        watchers.push();
        list.reconsiderAll();
    }

    /** Shows the own objects here, whatever their scope. */
    void showOwn() {
        board.list(self, Source.OWN, own.shown(PeerScope.NONE));
    }

    /** One sign-in is over: its objects are. */
    void over() {
        own.clear();
        board.leave(self.endpoint(), Source.OWN);
    }

    void signedOut() {
        watchers.goodbye();
        list.signedOut();
    }

    void stop() {
        pulls.stop();
    }
}
