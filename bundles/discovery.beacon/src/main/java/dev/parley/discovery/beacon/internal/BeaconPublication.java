package dev.parley.discovery.beacon.internal;

import dev.parley.discovery.beacon.internal.BeaconSockets.Arrival;
import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.discovery.DiscoveryProvider;
import dev.parley.spi.discovery.Sighting;
import dev.parley.spi.discovery.WayReport;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.wire.net.LocalInterface;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One announcement that is out, and who is heard. Its state changes on one serial executor. */
final class BeaconPublication implements DiscoveryProvider.Publication, BeaconSockets.Listener {
    private static final Logger LOG = LoggerFactory.getLogger(BeaconPublication.class);
    private static final int WAITING = 512;
    private static final int ANSWERS = 64;
    private static final long ANSWER_WITHIN_NANOS = TimeUnit.MILLISECONDS.toNanos(30);
    private static final long ASK_AROUND_NANOS = TimeUnit.SECONDS.toNanos(3);

    private final BeaconSetting setting;
    private final Consumer<Sighting> sightings;
    private final Runnable closing;
    private final Execution execution;
    private final ScheduledExecutorService executor;
    private final BeaconSockets sockets;
    private final Announcer announcer;
    private final Neighbours neighbours;
    private final Rhythm rhythm;
    private final Companions companions;
    private final AtomicInteger waiting = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile List<LocalInterface> interfaces = List.of();
    private Set<Attachment> spokenOn = Set.of();
    private Optional<ScheduledFuture<?>> next = Optional.empty();
    private int answering;
    private long askedAround;

    /** @param closing run once when this is closed */
    BeaconPublication(
            BeaconSetting setting, Announcement announcement, Consumer<Sighting> sightings, Runnable closing) {
        this.setting = setting;
        this.sightings = sightings;
        this.closing = closing;
        this.execution = setting.execution();
        this.executor =
                execution.serial("beacon-" + announcement.instance().text().substring(0, 4));
        this.sockets = setting.sockets().open(this);
        try {
            this.announcer = new Announcer(
                    setting.signer(),
                    setting.sequence(),
                    setting.interval(),
                    execution,
                    sockets,
                    setting.tags(),
                    announcement);
            this.neighbours = new Neighbours(setting.signatures(), announcement.realm(), execution.nanoTime());
            this.rhythm = new Rhythm(setting.interval(), execution.random());
            this.askedAround = execution.nanoTime();
            this.companions = new Companions(setting.localPorts().get(), sockets, announcer, execution);
        } catch (RuntimeException | LinkageError e) { // an update takes the classes away in the middle, for example
            sockets.close();
            throw e;
        }
    }

    /** Begins. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    void start() {
        long millis = setting.lookEvery().toMillis();
        executor.scheduleWithFixedDelay(this::look, 0, millis, TimeUnit.MILLISECONDS);
    }

    @Override
    public void update(Announcement announcement) {
        onExecutor(() -> {
            boolean appears =
                    announcement.visible() && !announcer.announcement().visible();
            announcer.announce(announcement);
            look();
            speak(appears);
        });
    }

    /** Our tag is another one now. */
    void renewed() {
        onExecutor(() -> speak(false));
    }

    /** Whoever comes second waits for the first: when the provider has stopped, nobody is in the middle of this any more. */
    @Override
    public synchronized void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                announcer.close();
            } finally { // whatever became of the goodbye
                sockets.close();
                onExecutor(companions::leave);
                executor.shutdown();
                closing.run();
            }
        }
    }

    @Override
    public void changed() {
        onExecutor(() -> {
            Set<Attachment> open = sockets.open();
            boolean more = !spokenOn.containsAll(open);
            spokenOn = new HashSet<>(open);
            if (more) {
                speak(true);
            }
        });
    }

    @Override
    public void failed(Attachment attachment, IOException why) {
        if (announcer.log(attachment).failed(String.valueOf(why.getMessage()))) {
            LOG.info("the beacon cannot be opened on {} yet: {}", attachment, why.toString());
        }
    }

    @Override
    public void received(Arrival arrival) {
        if (waiting.incrementAndGet() > WAITING) {
            waiting.decrementAndGet();
            setting.drops().count(Drop.FLOOD);
            return;
        }
        onExecutor(() -> {
            waiting.decrementAndGet();
            hear(arrival);
        });
    }

    /**
     * What is with each interface now. Any thread. Also asks around, not too often, so that a second report after a second tells
     * how it is, not how it was at the last interval.
     */
    Stream<WayReport> report() {
        onExecutor(this::askAround);
        Verdicts verdicts = new Verdicts(setting.port());
        return interfaces.stream().flatMap(there -> Stream.of(false, true).map(ipv6 -> there.lacksMulticast(ipv6)
                .map(why -> verdicts.notApplicable(there.name(), ipv6, why))
                .orElseGet(() -> judge(verdicts, there, ipv6))));
    }

    private WayReport judge(Verdicts verdicts, LocalInterface there, boolean ipv6) {
        Attachment attachment = Attachment.of(there).stream()
                .filter(one -> one.ipv6() == ipv6)
                .findFirst()
                .orElseThrow();
        AttachmentLog.Standing standing = announcer
                .log(attachment)
                .standing(execution.nanoTime(), lifetime().toNanos());
        return verdicts.judge(attachment, announcer.speaks(), standing);
    }

    private Duration lifetime() {
        return setting.interval().multipliedBy(3);
    }

    private void look() {
        Announcement announcement = announcer.announcement();
        List<LocalInterface> now = setting.interfaces().get().stream()
                .filter(there -> announcement.interfaces().test(there.name()))
                .toList();
        interfaces = now;
        List<Attachment> wanted =
                now.stream().flatMap(there -> Attachment.of(there).stream()).toList();
        announcer.keep(wanted);
        sockets.follow(wanted);
    }

    private void speak(boolean anew) {
        if (anew) {
            rhythm.start();
        } else {
            rhythm.change();
        }
        step();
    }

    private void step() {
        next.ifPresent(future -> future.cancel(false));
        long now = execution.nanoTime();
        boolean starting = rhythm.starting();
        List<Neighbour.Asker> copies = new ArrayList<>(neighbours.askers(now));
        if (announcer.speaks()) {
            copies.addAll(companions.find());
        }
        announcer.tell(attachment -> starting || isLonely(attachment, now), copies);
        long delay = rhythm.next().toNanos();
        if (!closed.get()) {
            next = Optional.of(executor.schedule(this::step, delay, TimeUnit.NANOSECONDS));
        }
    }

    private void askAround() {
        long now = execution.nanoTime();
        if (now - askedAround >= ASK_AROUND_NANOS && announcer.speaks()) {
            askedAround = now;
            speak(true);
        }
    }

    /** Hears no multicast of others: perhaps somebody filters it, then only answers reach us. */
    private boolean isLonely(Attachment attachment, long now) {
        return !announcer.log(attachment).standing(now, lifetime().toNanos()).multicastHeard();
    }

    private void hear(Arrival arrival) {
        long now = execution.nanoTime();
        try {
            BeaconCodec.Claim claim = neighbours.read(arrival, now);
            if (claim.beacon().instance().equals(announcer.announcement().instance())) {
                hearOurselves(claim, arrival);
            } else if (neighbours.take(claim, arrival, now)) {
                announcer.log(arrival.attachment()).others(arrival.direct(), now);
                if (claim.beacon().newcomer()) { // whoever it is
                    answer(new Neighbour.Asker(arrival.attachment(), arrival.source()));
                }
                sightings.accept(sighting(claim, arrival));
            }
        } catch (DroppedException e) {
            setting.drops().count(e.why());
        }
    }

    private void hearOurselves(BeaconCodec.Claim claim, Arrival arrival) {
        if (!Arrays.equals(claim.key(), setting.signer().publicKey())) {
            throw new DroppedException(Drop.FORGED);
        }
        announcer.log(arrival.attachment()).loop();
    }

    /** @throws DroppedException when it is for others */
    private Sighting sighting(BeaconCodec.Claim claim, Arrival arrival) {
        Beacon beacon = claim.beacon();
        if (beacon.goodbye()) {
            return new Sighting.Gone(beacon.instance(), true);
        }
        Optional<RemoteIdentity> contact = setting.tags().whose(claim);
        if (contact.isEmpty() && beacon.displayName().isEmpty() && beacon.tag().isPresent()) {
            throw new DroppedException(Drop.OTHERS);
        }
        InetSocketAddress address = new InetSocketAddress(arrival.source().getAddress(), beacon.port());
        return new Sighting.Seen(
                beacon.instance(),
                arrival.attachment().networkInterface(),
                arrival.attachment().ipv6(),
                List.of(address),
                beacon.revision(),
                beacon.displayName(),
                contact,
                beacon.lifetime());
    }

    /** Not all at once: a newcomer among many would lose answers. */
    @SuppressWarnings("FutureReturnValueIgnored") // ends with the executor
    private void answer(Neighbour.Asker asker) {
        if (answering < ANSWERS && announcer.speaks() && !closed.get()) {
            answering++;
            Runnable later = () -> {
                answering--;
                announcer.answer(asker);
            };
            executor.schedule(later, execution.random().nextLong(ANSWER_WITHIN_NANOS), TimeUnit.NANOSECONDS);
        }
    }

    private void onExecutor(Runnable task) {
        try {
            executor.execute(task);
        } catch (RejectedExecutionException stopped) {
            LOG.trace("the beacon has stopped", stopped);
        }
    }
}
