package dev.parley.testkit;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

/** One end of a link. */
final class FakeLink implements Link {
    private static final int STREAMS = 64;

    private final FakeLinks owner;
    private final RemoteIdentity remote;
    private final boolean dialled;
    private final Instant since;
    private final Set<FakeStream> streams = new HashSet<>();
    private int holds;
    private FakeLink peer;
    private String closed;

    FakeLink(FakeLinks owner, RemoteIdentity remote, boolean dialled) {
        this.owner = owner;
        this.remote = remote;
        this.dialled = dialled;
        this.since = owner.time().clock().instant();
    }

    void pair(FakeLink end) {
        peer = end;
    }

    FakeLinks owner() {
        return owner;
    }

    void forget(FakeStream stream) {
        streams.remove(stream);
    }

    @Override
    public RemoteIdentity remote() {
        return remote;
    }

    @Override
    public InstanceId instance() {
        return peer.owner.instance();
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    }

    @Override
    public List<InetSocketAddress> listensOn() {
        return List.of();
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    /** Whether it is accepted stands for whether anybody holds it. */
    @Override
    public LinkInfo info() {
        return new LinkInfo(
                remote.peer(),
                remote.endpoint(),
                "testkit",
                remoteAddress(),
                dialled,
                holds > 0,
                since,
                streams.size(),
                0,
                0,
                Optional.empty());
    }

    @Override
    public Stream open(ProtocolId protocol) {
        if (closed != null || streams.size() >= STREAMS) {
            throw new LinkClosedException("The link to " + remote.peer().shortForm() + " takes no more streams.");
        }
        FakeStream near = new FakeStream(this, protocol);
        FakeStream far = new FakeStream(peer, protocol);
        near.pair(far);
        far.pair(near);
        streams.add(near);
        peer.streams.add(far);
        near.arrive(() -> peer.incoming(far));
        return near;
    }

    private void incoming(FakeStream stream) {
        if (closed == null) {
            owner.handler(stream.protocol()).ifPresentOrElse(handler -> handler.opened(stream), stream::reset);
        }
    }

    @Override
    public Hold hold(String why) {
        holds++;
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            if (held.getAndSet(false)) {
                holds--;
            }
        };
    }

    @Override
    public void close(String reason) {
        end(reason);
        peer.end(reason);
    }

    private void end(String reason) {
        if (closed == null) {
            closed = reason;
            LinkClosedException why =
                    new LinkClosedException("The link to " + remote.peer().shortForm() + " closed: " + reason);
            List.copyOf(streams).forEach(stream -> stream.broke(why));
            streams.clear();
            owner.closed(this, reason);
        }
    }

    @Override
    public Optional<String> closed() {
        return Optional.ofNullable(closed);
    }

    @Override
    public String toString() {
        return "link to " + remote.peer().shortForm();
    }
}
