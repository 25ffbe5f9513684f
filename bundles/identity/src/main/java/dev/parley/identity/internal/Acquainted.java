package dev.parley.identity.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Acquaintances;
import dev.parley.wire.event.EventSource;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Who had a yes, in memory: after a restart everybody is a stranger again. */
@Component
public final class Acquainted implements Acquaintances {
    private static final long LASTS_NANOS = Duration.ofHours(24).toNanos();

    private final Execution execution;
    private final ScheduledExecutorService serial;
    private final EventSource<PeerName> events;
    private final Map<PeerName, Long> since = new ConcurrentHashMap<>();

    /** Knows nobody. */
    @Activate
    public Acquainted(@Reference Execution execution) {
        this.execution = execution;
        this.serial = execution.serial("acquaintances");
        this.events = new EventSource<>(serial);
    }

    @Deactivate
    void stop() {
        serial.shutdown();
    }

    @Override
    public boolean accepted(PeerName peer) {
        Long yes = since.get(peer);
        return yes != null && lasts(yes);
    }

    @Override
    public void accept(PeerName peer) {
        since.values().removeIf(yes -> !lasts(yes));
        since.put(peer, execution.nanoTime());
        events.emit(peer);
    }

    @Override
    public Subscription onAccepted(Consumer<PeerName> listener) {
        return events.add(listener);
    }

    private boolean lasts(long yes) {
        return execution.nanoTime() - yes < LASTS_NANOS;
    }
}
