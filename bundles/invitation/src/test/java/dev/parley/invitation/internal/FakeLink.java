package dev.parley.invitation.internal;

import dev.parley.api.diagnostics.LinkInfo;
import dev.parley.api.peer.InstanceId;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** One end of a link between two {@link FakePeer}s. */
final class FakeLink implements Link {
    private final FakePeer here;
    private final FakePeer there;
    private final boolean dialled;
    private final List<FakeStream> streams = new ArrayList<>();
    private final ScheduledExecutorService wire;
    private Future<?> last;
    private FakeLink other;
    private Optional<String> closed = Optional.empty();
    int holds;

    FakeLink(FakePeer here, FakePeer there, boolean dialled) {
        this.here = here;
        this.there = there;
        this.dialled = dialled;
        this.wire = here.world.execution.serial("wire");
    }

    void pair(FakeLink link) {
        other = link;
        link.other = this;
    }

    World world() {
        return here.world;
    }

    /** What was sent last; nothing when nothing was. */
    Optional<Future<?>> last() {
        return Optional.ofNullable(last);
    }

    void deliver(Runnable event) {
        last = wire.schedule(
                () -> {
                    if (closed.isEmpty()) {
                        event.run();
                    }
                },
                world().latencyNanos,
                TimeUnit.NANOSECONDS);
    }

    /** Cuts both ends. */
    void cut(String why) {
        if (closed.isEmpty()) {
            closed = Optional.of(why);
            here.links.closed(this, why);
            List.copyOf(streams).forEach(stream -> stream.broken(new LinkClosedException(why)));
            other.cut(why);
        }
    }

    @Override
    public RemoteIdentity remote() {
        return there.identity;
    }

    @Override
    public InstanceId instance() {
        return there.instance;
    }

    @Override
    public InetSocketAddress remoteAddress() {
        return there.address;
    }

    @Override
    public List<InetSocketAddress> listensOn() {
        return List.of(there.address);
    }

    @Override
    public boolean dialled() {
        return dialled;
    }

    @Override
    public LinkInfo info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Stream open(ProtocolId protocol) {
        if (closed.isPresent()) {
            throw new LinkClosedException(closed.get());
        }
        FakeStream mine = new FakeStream(this);
        FakeStream theirs = new FakeStream(other);
        mine.pair(theirs);
        streams.add(mine);
        other.streams.add(theirs);
        deliver(() -> there.opened.accept(theirs));
        return mine;
    }

    @Override
    public Hold hold(String why) {
        holds++;
        boolean[] once = {false};
        return () -> {
            if (!once[0]) {
                once[0] = true;
                holds--;
            }
        };
    }

    @Override
    public void close(String reason) {
        cut(reason);
    }

    @Override
    public Optional<String> closed() {
        return closed;
    }
}
