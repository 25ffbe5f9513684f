package dev.parley.identity.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.contact.ContactBook;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Who is no stranger: who is a contact, and who had a yes. A yes is in memory: after a restart all but contacts are strangers again,
 * until a session goes on with them. To be blocked changes nothing here: how long links are left open, and what may be sent over them,
 * would tell it.
 */
@Component
public final class Acquainted implements Acquaintances {
    private static final long LASTS_NANOS = Duration.ofHours(24).toNanos();

    private final Execution execution;
    private final ScheduledExecutorService serial;
    private final EventSource<PeerName> events;
    private final EventSource<ContactBook> loaded;
    private final Map<PeerName, Long> since = new ConcurrentHashMap<>();
    private volatile ContactBook contacts; // changes under this, with the next
    private Subscription changes = () -> {};

    /** Knows nobody. */
    @Activate
    public Acquainted(@Reference Execution execution) {
        this.execution = execution;
        this.serial = execution.serial("acquaintances");
        this.events = new EventSource<>(serial);
        this.loaded = new EventSource<>(serial);
    }

    /** There when somebody keeps contacts. */
    @Reference(
            cardinality = ReferenceCardinality.OPTIONAL,
            policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    synchronized void bindContacts(ContactBook book) {
        changes.close();
        contacts = book;
        changes = book.onChange(standing -> {
            if (standing.contact()) {
                events.emit(standing.peer());
            }
        });
        loaded.emit(book);
    }

    synchronized void unbindContacts(ContactBook book) {
        if (contacts == book) { // otherwise another was bound before this one was let go
            changes.close();
            contacts = null;
        }
    }

    @Deactivate
    void stop() {
        serial.shutdown();
    }

    @Override
    public boolean accepted(PeerName peer) {
        ContactBook book = contacts;
        if (book != null && book.of(peer).contact()) {
            return true;
        }
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

    @Override
    public Subscription onLoaded(Runnable listener) {
        return loaded.add(book -> listener.run());
    }

    private boolean lasts(long yes) {
        return execution.nanoTime() - yes < LASTS_NANOS;
    }
}
