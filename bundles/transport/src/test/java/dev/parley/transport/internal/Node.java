package dev.parley.transport.internal;

import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.peer.PeerName;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Listening;
import dev.parley.spi.link.ProtocolHandler;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeNetwork;
import dev.parley.testkit.FakeTransport;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.osgi.framework.ServiceReference;

/** One endpoint: the component under test on a node of a fake network, and what it tells. */
final class Node {
    final FakeIdentity identity;
    final FakeTransport transport;
    final FakeServices services = new FakeServices();
    final List<LinkChange> changes = new ArrayList<>();
    final List<LinkEvent> events = new ArrayList<>();
    final Speaker talk = new Speaker("parley.talk/1");
    final ServiceReference<ProtocolHandler> talking = services.add(talk);
    final LinksComponent links;
    final LinkMonitorComponent monitor;
    Listening listening;

    Node(Execution execution, FakeNetwork network, long seed) {
        this(execution, new FakeIdentity(seed), network, Examples.settings());
    }

    Node(Execution execution, FakeIdentity identity, FakeNetwork network, Settings settings) {
        this(execution, identity, network.node(identity.remote()), settings);
    }

    Node(Execution execution, FakeIdentity identity, FakeTransport transport, Settings settings) {
        this.identity = identity;
        this.transport = transport;
        LocalAddresses local = new LocalAddresses(
                settings.bind(), () -> List.of(new LocalAddresses.Nic("fake0", transport.addresses())));
        links = new LinksComponent(services.context(), settings, local, execution, identity, identity);
        monitor = new LinkMonitorComponent(links);
        links.bindTransport(transport);
        links.bindHandler(talking);
        links.onChange(changes::add);
        monitor.onChange(events::add);
        links.listen().thenAccept(lease -> listening = lease);
    }

    PeerName peer() {
        return identity.peer();
    }

    InetSocketAddress at(int number) {
        return at(transport.addresses().get(number));
    }

    InetSocketAddress at(InetAddress address) {
        return new InetSocketAddress(address, listening.port());
    }

    /** As somebody who knows it well. */
    DialTarget target() {
        return new DialTarget(Optional.of(peer()), Optional.of(identity.endpoint()), List.of(at(0)));
    }

    CompletableFuture<Link> dial(DialTarget target) {
        return links.dial(target).toCompletableFuture();
    }

    CompletableFuture<Link> dial(Node other) {
        return dial(other.target());
    }

    /** As {@link #dial(Node)}, for who looks only at what comes of it. */
    void meet(Node other) {
        meet(other.target());
    }

    void meet(DialTarget target) {
        CompletableFuture<Link> unused = dial(target);
    }

    /** The one link to another node. */
    LinkImpl linkTo(Node other) {
        return (LinkImpl) links.find(other.identity.endpoint()).orElseThrow();
    }

    boolean isLinkedTo(Node other) {
        return links.find(other.identity.endpoint()).isPresent();
    }

    void accept(Node other) {
        identity.accept(other.peer());
    }

    /** Opens a stream, says something, and listens. */
    Kept say(Node to, String text) {
        return say(linkTo(to), Speaker.TALK, text);
    }

    static Kept say(Link link, ProtocolId protocol, String text) {
        Stream stream = link.open(protocol);
        Kept kept = new Kept();
        stream.read(Runnable::run, kept);
        stream.write(Kept.bytes(text));
        return kept;
    }

    List<LinkEvent.Refused> refused(String kind) {
        return events.stream()
                .filter(LinkEvent.Refused.class::isInstance)
                .map(LinkEvent.Refused.class::cast)
                .filter(event -> event.kind().equals(kind))
                .toList();
    }

    /** Why the links ended, in order. */
    List<String> closings() {
        return changes.stream()
                .filter(LinkChange.Closed.class::isInstance)
                .map(change -> ((LinkChange.Closed) change).reason())
                .toList();
    }

    static Throwable failure(CompletableFuture<?> future) {
        Throwable why = future.handle((done, failure) -> failure).getNow(null);
        return why instanceof CompletionException ? why.getCause() : why;
    }

    static Duration millis(long count) {
        return Duration.ofMillis(count);
    }
}
