package dev.parley.discovery.mdns.internal;

import dev.parley.discovery.mdns.internal.Responder.Registration;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.execution.Execution;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One announcement that is out over DNS-SD, and who is heard. Its state changes on one serial executor. */
final class MdnsPublication implements DiscoveryProvider.Publication {
    private static final Logger LOG = LoggerFactory.getLogger(MdnsPublication.class);
    private static final int WAITING = 512;
    private static final long[] FIRST_QUESTIONS_MS = {1500, 3500, 7000}; // JmDNS answers after some 2 to 3 s
    private static final long[] AGAIN_MS = {1000, 5000}; // RFC 6762, section 8.3; then JmDNS is there surely
    private static final long READ_AFTER_MS = 300;
    private static final long ASK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final MdnsSetting setting;
    private final Consumer<Sighting> sightings;
    private final Runnable closing;
    private final Execution execution;
    private final ScheduledExecutorService executor;
    private final Stations stations;
    private final Neighbourhood neighbourhood;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private long askedAround;
    private volatile Announcement announcement;
    private volatile List<LocalInterface> interfaces = List.of();

    /** @param closing run once when this is closed */
    MdnsPublication(MdnsSetting setting, Announcement announcement, Consumer<Sighting> sightings, Runnable closing) {
        this.setting = setting;
        this.announcement = announcement;
        this.sightings = sightings;
        this.closing = closing;
        this.execution = setting.execution();
        this.executor =
                execution.serial("dns-sd-" + announcement.instance().text().substring(0, 4));
        this.askedAround = execution.nanoTime();
        this.stations = new Stations(setting);
        this.neighbourhood =
                new Neighbourhood(announcement.instance(), announcement.realm(), setting.lifetime(), setting.drops());
    }

    /** Begins. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    void start() {
        executor.scheduleWithFixedDelay(this::look, 0, setting.lookEvery().toMillis(), TimeUnit.MILLISECONDS);
        long interval = setting.interval().toMillis();
        long first = execution.random().nextLong(interval);
        executor.scheduleWithFixedDelay(this::ask, first, interval, TimeUnit.MILLISECONDS);
    }

    @Override
    public void update(Announcement next) {
        onExecutor(() -> {
            announcement = next;
            look();
            stations.all().forEach(station -> station.publish(registration(), execution.nanoTime()));
            for (long millis : AGAIN_MS) {
                later(() -> stations.all().forEach(Station::tellText), millis);
            }
        });
    }

    /** Whoever comes second waits for the first: when the provider has stopped, nobody is in the middle of this any more. */
    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                stations.close();
            } finally { // whatever became of the goodbye
                executor.shutdown();
                closing.run();
            }
        }
    }

    /**
     * What is with each interface now. Any thread. Also asks around, not too often, so that a second report after a second tells
     * how it is, not how it was at the last interval.
     */
    Stream<WayReport> report() {
        onExecutor(this::askAround);
        return interfaces.stream()
                .flatMap(there -> Stream.concat(
                        Stream.of(false, true).flatMap(ipv6 -> there.lacksMulticast(ipv6).stream()
                                .map(why -> Verdicts.notApplicable(there.name(), ipv6, why))),
                        Attachment.of(there).stream().map(this::judge)));
    }

    private WayReport judge(Attachment attachment) {
        return stations.at(attachment)
                .map(station -> station.standing(
                        execution.nanoTime(), setting.lifetime().toNanos()))
                .map(standing -> Verdicts.judge(attachment, standing))
                .orElseGet(() -> Verdicts.closed(attachment, stations.failure(attachment)));
    }

    private Optional<Registration> registration() {
        Announcement now = announcement;
        return now.audience() == Announcement.Audience.EVERYONE // there is nothing in it that only some could read
                ? Optional.of(new Registration(now.port(), TxtRecord.of(now).entries()))
                : Optional.empty();
    }

    private void look() {
        Announcement now = announcement;
        interfaces = setting.interfaces().get().stream()
                .filter(there -> now.interfaces().test(there.name()))
                .toList();
        List<Attachment> wanted = interfaces.stream()
                .flatMap(there -> Attachment.of(there).stream())
                .toList();
        stations.follow(wanted, Events::new, this::opened).forEach(neighbourhood::closed);
        for (Station station : stations.all()) {
            read(station);
            neighbourhood.anyAt(station.attachment()).ifPresent(station::tidy);
        }
    }

    private void opened(Station station) {
        station.publish(registration(), execution.nanoTime());
        for (long millis : FIRST_QUESTIONS_MS) {
            later(() -> ask(station), millis);
        }
    }

    private void ask() {
        stations.all().forEach(this::ask);
    }

    private void askAround() {
        long now = execution.nanoTime();
        if (now - askedAround >= ASK_AROUND_NANOS) {
            askedAround = now;
            ask();
            later(this::ask, READ_AFTER_MS);
        }
    }

    private void ask(Station station) {
        if (stations.at(station.attachment()).equals(Optional.of(station))) {
            station.ask(execution.nanoTime());
            later(() -> read(station), READ_AFTER_MS);
        }
    }

    private void read(Station station) {
        Set<String> services = station.answered();
        if (services.stream().anyMatch(neighbourhood::knows)) {
            station.heard(execution.nanoTime());
        }
        tell(neighbourhood.alive(services, interfaces, execution.nanoTime()));
    }

    private void tell(List<Sighting> news) {
        for (Sighting sighting : news) {
            if (sighting instanceof Sighting.Seen seen) {
                stations.all().stream()
                        .filter(station ->
                                station.attachment().networkInterface().equals(seen.networkInterface())
                                        && station.attachment().ipv6() == seen.ipv6())
                        .forEach(station -> station.heard(execution.nanoTime()));
            }
            if (!closed.get()) {
                sightings.accept(sighting);
            }
        }
    }

    private void onExecutor(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("DNS-SD has stopped", stopped);
        }
    }

    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    private void later(Runnable task, long millis) {
        if (!closed.get()) {
            try {
                executor.schedule(task, millis, TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException stopped) {
                LOG.trace("DNS-SD has stopped", stopped);
            }
        }
    }

    /** What a responder tells, handed over, not more than can wait. */
    private final class Events implements Responder.Listener {
        private final Attachment attachment;

        Events(Attachment attachment) {
            this.attachment = attachment;
        }

        @Override
        public void found(Service service) {
            handOver(() -> tell(neighbourhood.found(attachment, service, interfaces, execution.nanoTime())));
        }

        @Override
        public void removed(String service) {
            handOver(() -> tell(neighbourhood.removed(attachment, service)));
        }

        @Override
        public void failed(IOException why) {
            onExecutor(() -> {
                stations.failed(attachment, why);
                neighbourhood.closed(attachment);
            });
        }

        private void handOver(Runnable task) {
            if (waiting.incrementAndGet() > WAITING) {
                waiting.decrementAndGet();
                setting.drops().count(Drop.FLOOD);
                return;
            }
            onExecutor(() -> {
                waiting.decrementAndGet();
                task.run();
            });
        }
    }
}
