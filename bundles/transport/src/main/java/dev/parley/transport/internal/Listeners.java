package dev.parley.transport.internal;

import dev.parley.api.peer.ParleyException;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.link.Listening;
import dev.parley.spi.transport.Transport;
import dev.parley.spi.transport.TransportListener;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.atomic.AtomicBoolean;
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
    private final ScheduledExecutorService executor;
    private final Map<Transport, List<TransportListener>> open = new HashMap<>();
    private int wanted;
    private int chosen; // the port; kept while anybody listens, so that a transport that comes late gets the same
    private volatile int port; // 0 while nothing listens

    Listeners(Settings settings, LocalAddresses local, Execution execution, Plugins plugins, LinkKeeper keeper) {
        this.settings = settings;
        this.local = local;
        this.plugins = plugins;
        this.keeper = keeper;
        this.executor = execution.serial("listeners");
    }

    /** Any thread. */
    CompletionStage<Listening> listen() {
        CompletableFuture<Listening> result = new CompletableFuture<>();
        execute(() -> {
            wanted++;
            if (port != 0) {
                result.complete(new Lease());
                return;
            }
            List<CompletableFuture<Void>> opening = new ArrayList<>();
            plugins.transports().forEach(transport -> opening.add(open(transport)));
            var unused = CompletableFuture.allOf(opening.toArray(CompletableFuture[]::new))
                    .whenCompleteAsync(
                            (done, failure) -> {
                                if (port != 0 || opening.isEmpty()) {
                                    result.complete(new Lease());
                                } else {
                                    wanted--;
                                    result.completeExceptionally(sentence(failure));
                                }
                            },
                            executor);
        });
        return result;
    }

    /** Any thread. */
    Optional<Listening> listening() {
        return port == 0 ? Optional.empty() : Optional.of(new View());
    }

    /** Any thread. */
    void added(Transport transport) {
        execute(() -> {
            if (wanted > 0 && !open.containsKey(transport)) {
                var unused = open(transport).whenComplete((done, failure) -> {
                    if (failure != null) {
                        LOG.warn("{} cannot listen", transport.name(), failure);
                    }
                });
            }
        });
    }

    /** Any thread. */
    void removed(Transport transport) {
        execute(() -> close(transport));
    }

    /** Any thread. */
    void stop() {
        execute(() -> {
            closeAll("Parley is stopping there");
            executor.shutdown();
        });
    }

    private CompletableFuture<Void> open(Transport transport) {
        open.put(transport, new ArrayList<>());
        List<String> missing = local.missing();
        if (!missing.isEmpty()) {
            open.remove(transport);
            return CompletableFuture.failedFuture(
                    new ParleyException("There is no address or interface " + String.join(", ", missing)
                            + " on this machine. Choose one of its own with --bind, or leave it out."));
        }
        List<InetAddress> addresses = local.all() ? List.of(new InetSocketAddress(0).getAddress()) : local.now();
        CompletableFuture<Void> all = CompletableFuture.completedFuture(null);
        for (InetAddress address : addresses) {
            all = all.thenComposeAsync(done -> open(transport, address), executor);
        }
        return all.whenCompleteAsync(
                (done, failure) -> {
                    if (failure != null) {
                        close(transport);
                    }
                },
                executor);
    }

    private CompletionStage<Void> open(Transport transport, InetAddress address) {
        int at = chosen == 0 ? settings.port() : chosen;
        return transport
                .listen(new InetSocketAddress(address, at), keeper)
                .thenAcceptAsync(listener -> opened(transport, listener), executor);
    }

    private void opened(Transport transport, TransportListener listener) {
        List<TransportListener> listeners = open.get(transport);
        if (wanted == 0 || listeners == null) {
            release(listener);
            return;
        }
        listeners.add(listener);
        chosen = listener.address().getPort();
        port = chosen;
        keeper.listening(port, "");
    }

    private void close(Transport transport) {
        List<TransportListener> listeners = open.remove(transport);
        if (listeners != null) {
            listeners.forEach(this::release);
        }
        if (open.values().stream().allMatch(List::isEmpty)) {
            port = 0;
        }
    }

    private void release(TransportListener listener) {
        listener.close()
                .whenComplete((done, failure) -> LOG.debug("no longer listening on {}", listener.address(), failure));
    }

    private void closeAll(String reason) {
        List.copyOf(open.keySet()).forEach(this::close);
        port = 0;
        chosen = 0;
        keeper.listening(0, reason);
    }

    private ParleyException sentence(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof ParleyException typed
                ? typed
                : new ParleyException(
                        "Parley cannot listen on port " + settings.port() + " (" + cause.getMessage()
                                + "). Choose another with --port, or 0 for a free one.",
                        cause);
    }

    private void execute(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the listeners are stopped", stopped);
        }
    }

    /** What is listened on, without a say in it. */
    private class View implements Listening {
        @Override
        public int port() {
            return port;
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
            if (held.getAndSet(false)) {
                execute(() -> {
                    if (--wanted == 0) {
                        closeAll("they signed out");
                    }
                });
            }
        }
    }
}
