package dev.parley.discovery.internal;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkChange;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Listening;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeIdentity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** Links that a test opens and closes, and dials that a test answers. */
final class FakeLinks implements Links {
    private final InstanceId instance;
    private final List<Consumer<LinkChange>> listeners = new ArrayList<>();
    private final List<FakeLink> open = new ArrayList<>();
    final List<Dial> dials = new ArrayList<>();
    Optional<Listening> listening = Optional.of(new FakeListening());

    record Dial(DialTarget target, CompletableFuture<Link> result) {}

    FakeLinks(InstanceId instance) {
        this.instance = instance;
    }

    /** Somebody is linked now. */
    FakeLink open(FakeIdentity who, InstanceId start, InetSocketAddress address, boolean dialled) {
        FakeLink link = new FakeLink(who.remote(), start, address, dialled);
        open.add(link);
        List.copyOf(listeners).forEach(listener -> listener.accept(new LinkChange.Opened(link)));
        return link;
    }

    Dial lastDial() {
        return dials.get(dials.size() - 1);
    }

    int listeners() {
        return listeners.size();
    }

    @Override
    public InstanceId instance() {
        return instance;
    }

    @Override
    public String realm() {
        return "test";
    }

    @Override
    public CompletionStage<Listening> listen() {
        throw new AssertionError("discovery does not listen");
    }

    @Override
    public Optional<Listening> listening() {
        return listening;
    }

    @Override
    public CompletionStage<Link> dial(DialTarget target) {
        Dial dial = new Dial(target, new CompletableFuture<>());
        dials.add(dial);
        return dial.result();
    }

    @Override
    public Optional<Link> find(EndPointId endpoint) {
        return open.stream()
                .filter(link -> link.remote().endpoint().equals(endpoint))
                .map(link -> (Link) link)
                .findFirst();
    }

    @Override
    public List<Link> all() {
        return List.copyOf(open);
    }

    @Override
    public Subscription onChange(Consumer<LinkChange> listener) {
        listeners.add(listener);
        open.forEach(link -> listener.accept(new LinkChange.Opened(link)));
        return () -> listeners.remove(listener);
    }

    private static final class FakeListening implements Listening {
        @Override
        public int port() {
            return Examples.PORT;
        }

        @Override
        public Subscription onPort(IntConsumer listener) {
            throw new AssertionError("discovery is told what to announce");
        }

        @Override
        public List<InetSocketAddress> addresses() {
            return List.of();
        }

        @Override
        public boolean uses(String networkInterface) {
            return !networkInterface.equals("unused0");
        }

        @Override
        public void close() {}
    }

    final class FakeLink implements Link {
        private final RemoteIdentity remote;
        private final InstanceId start;
        private final InetSocketAddress address;
        private final boolean dialled;
        private Optional<String> closed = Optional.empty();

        FakeLink(RemoteIdentity remote, InstanceId start, InetSocketAddress address, boolean dialled) {
            this.remote = remote;
            this.start = start;
            this.address = address;
            this.dialled = dialled;
        }

        @Override
        public RemoteIdentity remote() {
            return remote;
        }

        @Override
        public InstanceId instance() {
            return start;
        }

        @Override
        public InetSocketAddress remoteAddress() {
            return address;
        }

        @Override
        public List<InetSocketAddress> listensOn() {
            return List.of(address);
        }

        @Override
        public boolean dialled() {
            return dialled;
        }

        @Override
        public LinkInfo info() {
            throw new AssertionError("nobody asks");
        }

        @Override
        public Stream open(ProtocolId protocol) {
            throw new AssertionError("discovery speaks no protocol");
        }

        @Override
        public Hold hold(String why) {
            throw new AssertionError("discovery holds nothing");
        }

        @Override
        public void close(String reason) {
            closed = Optional.of(reason);
            open.remove(this);
            List.copyOf(listeners).forEach(listener -> listener.accept(new LinkChange.Closed(this, reason)));
        }

        @Override
        public Optional<String> closed() {
            return closed;
        }
    }
}
