package dev.parley.invitation.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.IdentityMismatchException;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerUnreachableException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.wire.event.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** The links of one {@link FakePeer}. */
final class FakeLinks implements Links {
    private final FakePeer here;
    private final List<FakeLink> links = new ArrayList<>();
    private final ScheduledExecutorService dialling;
    private final EventSource<LinkChange> changes;
    private Future<?> lastDial;
    int dials;

    FakeLinks(FakePeer here) {
        this.here = here;
        this.dialling = here.world.execution.serial("dial");
        this.changes = new EventSource<>(here.world.execution.serial("links"));
    }

    Optional<Future<?>> lastDial() {
        return Optional.ofNullable(lastDial);
    }

    void closed(FakeLink link, String why) {
        links.remove(link);
        changes.emit(new LinkChange.Closed(link, why));
    }

    FakeLink add(FakeLink link) {
        links.add(link);
        changes.emit(new LinkChange.Opened(link));
        return link;
    }

    int holds() {
        return links.stream().mapToInt(link -> link.holds).sum();
    }

    @Override
    public CompletionStage<Link> dial(DialTarget target) {
        dials++;
        CompletableFuture<Link> done = new CompletableFuture<>();
        lastDial = dialling.schedule(() -> dialled(target, done), here.world.latencyNanos, TimeUnit.NANOSECONDS);
        return done;
    }

    private void dialled(DialTarget target, CompletableFuture<Link> done) {
        Optional<FakePeer> there = target.endpoint().isPresent()
                ? here.world.at(target.endpoint().get())
                : here.world.peers.stream()
                        .filter(peer -> target.addresses().contains(peer.address))
                        .findFirst();
        if (there.isEmpty() || !here.world.peers.contains(here) || here.world.isCut(here, there.get())) {
            done.completeExceptionally(new PeerUnreachableException("nobody answers"));
        } else if (target.endpoint()
                        .filter(there.get().identity.endpoint()::equals)
                        .isEmpty()
                && target.endpoint().isPresent()) {
            done.completeExceptionally(new IdentityMismatchException("somebody else answered"));
        } else {
            done.complete(find(there.get().identity.endpoint()).orElseGet(() -> here.world.link(here, there.get())));
        }
    }

    @Override
    public Optional<Link> find(EndPointId endpoint) {
        return links.stream()
                .filter(link -> link.remote().endpoint().equals(endpoint))
                .map(Link.class::cast)
                .findFirst();
    }

    @Override
    public List<Link> all() {
        return List.copyOf(links);
    }

    @Override
    public Subscription onChange(Consumer<LinkChange> listener) {
        return changes.add(listener);
    }

    @Override
    public InstanceId instance() {
        return here.instance;
    }

    @Override
    public String realm() {
        return "test";
    }

    @Override
    public CompletionStage<Listening> listen() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Listening> listening() {
        return Optional.empty();
    }
}
