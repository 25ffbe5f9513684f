package dev.parley.transport.internal;

import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.link.Listening;
import dev.parley.spi.transport.Transport;
import dev.parley.spi.transport.TransportListener;
import dev.parley.wire.event.EventSource;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens while anybody wants to, on every transport there is, with one port for all addresses. State is confined to a serial
 * executor; what callers read is a snapshot.
 */
final class Listeners {
    private static final Logger LOG = LoggerFactory.getLogger(Listeners.class);

    private final Settings settings;
    private final LocalAddresses local;
    private final Plugins plugins;
    private final LinkKeeper keeper;
    private final Serial serial;
    private final Map<Transport, Door> doors = new LinkedHashMap<>();
    private CompletableFuture<?> turn = CompletableFuture.completedFuture(null);
    private int wanted;
    private int chosen; // the port; kept while anybody listens, so that a transport that comes late gets the same
    private volatile int port; // 0 while nothing listens
    private final EventSource<Integer> ports;

    /** What is open, or being opened, on one transport. */
    private static final class Door {
        private final List<TransportListener> listeners = new ArrayList<>();
        private final CompletableFuture<Void> ready = new CompletableFuture<>();
    }

    Listeners(Settings settings, LocalAddresses local, Serial serial, Plugins plugins, LinkKeeper keeper) {
        this.settings = settings;
        this.local = local;
        this.plugins = plugins;
        this.keeper = keeper;
        this.serial = serial;
        this.ports = new EventSource<>(serial.executor());
    }

    /** Any thread. */
    CompletionStage<Listening> listen() {
        CompletableFuture<Listening> result = new CompletableFuture<>();
        boolean taken = serial.run(() -> {
            wanted++;
            List<CompletableFuture<Void>> opening =
                    plugins.transports().stream().map(this::open).toList();
            var unused = CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
                    .whenComplete((done, failure) -> {
                        if (!serial.run(() -> settle(result, failure))) {
                            result.completeExceptionally(stopped());
                        }
                    });
        });
        if (!taken) {
            result.completeExceptionally(stopped());
        }
        return result;
    }

    private void settle(CompletableFuture<Listening> result, Throwable failure) {
        Lease lease = new Lease();
        if (failure == null && port == 0) {
            keeper.listening(0); // no transport is there; the next one that comes listens
        }
        if (failure != null && port == 0) {
            lease.release();
            result.completeExceptionally(sentence(failure));
        } else if (!result.complete(lease)) {
            lease.release(); // the caller has given up
        }
    }

    /** Any thread. */
    Optional<Listening> listening() {
        return port == 0 ? Optional.empty() : Optional.of(new View());
    }

    /** Any thread. */
    void added(Transport transport) {
        serial.run(() -> {
            if (wanted > 0) {
                var unused = open(transport);
            }
        });
    }

    /** Any thread. Who waits for it to listen waits no more, as if it had not been there: the next one may come soon. */
    void removed(Transport transport) {
        serial.run(() -> close(transport, door -> door.ready.complete(null)));
    }

    /** Any thread. */
    void stop() {
        serial.run(() -> {
            closeAll("Parley is stopping");
            serial.stop();
        });
    }

    /** One transport after another, so that the first chooses the port. */
    private CompletableFuture<Void> open(Transport transport) {
        Door there = doors.get(transport);
        if (there != null) {
            return there.ready;
        }
        Door door = new Door();
        doors.put(transport, door);
        var unused = turn.whenComplete((before, ignored) -> begin(transport, door));
        turn = door.ready;
        return door.ready.whenComplete((done, failure) -> {
            if (failure != null) {
                LOG.warn("{} does not listen: {}", transport.name(), LinkImpl.sentence(failure));
            }
        });
    }

    private void begin(Transport transport, Door door) {
        if (doors.get(transport) != door) {
            return;
        }
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        try {
            for (InetAddress address : wantedAddresses()) {
                all = all.thenCompose(done -> listen(transport, door, address));
            }
        } catch (RuntimeException e) { // of the machine's interfaces, too
            all = CompletableFuture.failedFuture(e);
        }
        var unused = all.whenComplete((done, failure) -> {
            if (failure == null) {
                door.ready.complete(null);
            } else if (!serial.run(() -> fail(transport, door, failure))) {
                door.ready.completeExceptionally(failure);
            }
        });
    }

    private void fail(Transport transport, Door door, Throwable failure) {
        if (doors.get(transport) == door) {
            close(transport, opened -> opened.ready.completeExceptionally(failure));
        }
    }

    private List<InetAddress> wantedAddresses() {
        List<String> missing = local.missing();
        if (!missing.isEmpty()) {
            throw new ParleyException("There is no address or interface " + String.join(", ", missing)
                    + " on this machine. Choose one of its own with --bind, or leave it out.");
        }
        return local.all() ? List.of(new InetSocketAddress(0).getAddress()) : local.now();
    }

    private CompletableFuture<Void> listen(Transport transport, Door door, InetAddress address) {
        CompletableFuture<Void> result = new CompletableFuture<>();
        int at = chosen == 0 ? settings.port() : chosen;
        var unused = transport
                .listen(new InetSocketAddress(address, at), new Entrance(keeper, transport))
                .whenComplete((listener, failure) -> {
                    boolean taken = serial.run(() -> listened(transport, door, listener, failure, result));
                    if (!taken) {
                        release(listener);
                        result.completeExceptionally(stopped());
                    }
                });
        return result;
    }

    private void listened(
            Transport transport,
            Door door,
            TransportListener listener,
            Throwable failure,
            CompletableFuture<Void> result) {
        if (failure != null) {
            result.completeExceptionally(failure);
        } else if (doors.get(transport) != door) {
            release(listener);
            result.completeExceptionally(stopped());
        } else {
            door.listeners.add(listener);
            chosen = listener.address().getPort();
            listening(chosen);
            result.complete(null);
        }
    }

    private void close(Transport transport, Consumer<Door> told) {
        Door door = doors.remove(transport);
        if (door == null) {
            return;
        }
        shut(door, told);
        if (port != 0 && doors.values().stream().allMatch(open -> open.listeners.isEmpty())) {
            listening(0);
        }
    }

    private void listening(int now) {
        tell(now);
        keeper.listening(now);
    }

    private void tell(int now) {
        if (now != port) {
            port = now;
            ports.emit(now);
        }
    }

    private void shut(Door door, Consumer<Door> told) {
        door.listeners.forEach(this::release);
        told.accept(door);
    }

    private void release(TransportListener listener) {
        if (listener != null) {
            var unused = listener.close()
                    .whenComplete(
                            (done, failure) -> LOG.debug("no longer listening on {}", listener.address(), failure));
        }
    }

    private void closeAll(String reason) {
        tell(0);
        chosen = 0;
        List<Door> all = List.copyOf(doors.values());
        doors.clear();
        all.forEach(door -> shut(door, open -> open.ready.completeExceptionally(stopped())));
        keeper.silent(reason);
    }

    private static ParleyException stopped() {
        return new ParleyException("Parley stopped listening meanwhile. Sign in again.");
    }

    private ParleyException sentence(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ParleyException typed
                ? typed
                : new ParleyException(
                        "Parley cannot listen on port " + settings.port() + " (" + LinkImpl.sentence(cause)
                                + "). Choose another with --port, or 0 for a free one.",
                        cause);
    }

    /** What is listened on, without a say in it. */
    private class View implements Listening {
        @Override
        public int port() {
            return port;
        }

        @Override
        public Subscription onPort(IntConsumer listener) {
            return ports.add(listener::accept, () -> List.of(port));
        }

        @Override
        public List<InetSocketAddress> addresses() {
            int now = port;
            return now == 0 ? List.of() : local.withPort(now);
        }

        @Override
        public boolean uses(String networkInterface) {
            return local.uses(networkInterface);
        }

        @Override
        public void close() {
            LOG.trace("only a lease can be given back");
        }
    }

    /** One caller's wish to listen. */
    private final class Lease extends View {
        private final AtomicBoolean held = new AtomicBoolean(true);

        @Override
        public void close() {
            serial.run(this::release);
        }

        void release() {
            if (held.getAndSet(false) && --wanted == 0) {
                closeAll("they signed out");
            }
        }
    }
}
