package dev.parley.tests.bench.peer;

import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.Stream;
import dev.parley.spi.transport.Connection;
import dev.parley.spi.transport.ConnectionAcceptor;
import dev.parley.spi.transport.Transport;
import dev.parley.tests.bench.load.Party;
import dev.parley.tests.bench.load.Receiver;
import dev.parley.tests.bench.load.Wire;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Our transport: connections by its SPI, what stays as a stream of a link. */
final class ParleyParty implements Party {
    private static final long LIMIT_S = 120;
    private static final int TRIES = 5;

    private final Transport transport;
    private final Links links;

    ParleyParty(Transport transport, Links links) {
        this.transport = transport;
        this.links = links;
    }

    @Override
    public int listen(Supplier<Receiver> receivers) throws Exception {
        InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return transport
                .listen(any, new Acceptor(receivers))
                .toCompletableFuture()
                .get(LIMIT_S, TimeUnit.SECONDS)
                .address()
                .getPort();
    }

    @Override
    public Wire dial(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception {
        return transport
                .dial(address, Optional.of(Whom.parse(who).peer()))
                .thenApply(connection -> {
                    FlowWire wire = new OneChannel(connection, () -> receiver).open();
                    wire.send(first);
                    return wire;
                })
                .toCompletableFuture()
                .get(LIMIT_S, TimeUnit.SECONDS);
    }

    @Override
    public Wire stay(InetSocketAddress address, String who, byte[] first, Receiver receiver) throws Exception {
        Link link = link(Whom.parse(who));
        Wire wire = open(link, receiver);
        wire.send(first);
        return wire;
    }

    /** The link there is, or a new one; a machine that is too busy for the product's own limit gets some more tries. */
    Link link(Whom whom) throws Exception {
        DialTarget target =
                new DialTarget(Optional.of(whom.peer()), Optional.of(whom.endpoint()), List.of(whom.address()));
        for (int tries = 1; ; tries++) {
            try {
                return links.dial(target).toCompletableFuture().get(LIMIT_S, TimeUnit.SECONDS);
            } catch (ExecutionException e) {
                if (tries == TRIES) {
                    throw e;
                }
            }
        }
    }

    private static StreamWire open(Link link, Receiver receiver) {
        Stream stream = link.open(BenchProtocol.ID);
        FlowWire wire = new FlowWire(stream::write, stream::reset, receiver);
        stream.read(Runnable::run, wire);
        return new StreamWire(link, wire);
    }

    @Override
    public Wire beside(Wire staying, Receiver receiver) {
        return open(((StreamWire) staying).link(), receiver);
    }

    @Override
    public String madeOf() {
        return transport.name();
    }

    /** A stream, and the link it belongs to. */
    private record StreamWire(Link link, FlowWire wire) implements Wire {
        @Override
        public boolean send(byte[] message) {
            return wire.send(message);
        }

        @Override
        public void awaitRoom() throws InterruptedException {
            wire.awaitRoom();
        }

        @Override
        public void close() throws InterruptedException {
            wire.close();
        }
    }

    /** Takes everybody in: this is about the transport, not about who may come. */
    private record Acceptor(Supplier<Receiver> receivers) implements ConnectionAcceptor {
        @Override
        public boolean admit(InetSocketAddress from) {
            return true;
        }

        @Override
        public void accepted(Connection connection) {
            connection.start(new OneChannel(connection, receivers));
        }

        @Override
        public void refused(InetSocketAddress from, Throwable cause) {
            throw new IllegalStateException("refused " + from, cause);
        }
    }
}
