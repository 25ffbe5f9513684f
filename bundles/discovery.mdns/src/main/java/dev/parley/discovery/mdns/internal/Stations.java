package dev.parley.discovery.mdns.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The stations that are open, following the attachments that are wanted. Any thread; after {@link #close} nothing opens. */
final class Stations {
    private static final Logger LOG = LoggerFactory.getLogger(Stations.class);
    private static final int NAME_BYTES = 6;

    private final MdnsSetting setting;
    private final Map<Attachment, Station> open = new LinkedHashMap<>();
    private final Map<Attachment, Failure> failures = new LinkedHashMap<>();
    private boolean closed;

    /** Why one could not be opened, and when to try again. */
    private record Failure(String why, long again) {}

    Stations(MdnsSetting setting) {
        this.setting = setting;
    }

    /**
     * Opens and closes.
     *
     * @param listeners makes the one who is told, for each attachment
     * @param news takes each new station
     * @return those that are no more
     */
    synchronized List<Attachment> follow(
            Collection<Attachment> wanted, Function<Attachment, Responder.Listener> listeners, Consumer<Station> news) {
        List<Attachment> gone = new ArrayList<>(open.keySet());
        gone.removeAll(wanted);
        gone.forEach(attachment -> open.remove(attachment).close());
        failures.keySet().retainAll(wanted);
        long now = setting.execution().nanoTime();
        for (Attachment attachment : wanted) {
            Failure failure = failures.get(attachment);
            boolean due = failure == null || now - failure.again() >= 0;
            if (!closed && due && !open.containsKey(attachment)) {
                try {
                    Station station = open(attachment, listeners.apply(attachment));
                    open.put(attachment, station);
                    news.accept(station);
                } catch (IOException e) {
                    failed(attachment, e);
                }
            }
        }
        return gone;
    }

    private Station open(Attachment attachment, Responder.Listener listener) throws IOException {
        byte[] random = new byte[NAME_BYTES];
        setting.execution().random().nextBytes(random);
        Probe probe = setting.probes().open(attachment);
        Responder responder =
                setting.responders().open(attachment, "parley-" + HexFormat.of().formatHex(random), listener);
        return new Station(attachment, responder, probe, setting.drops());
    }

    /** One could not be opened: it is closed, and tried again later. */
    synchronized void failed(Attachment attachment, IOException why) {
        Failure before = failures.get(attachment);
        String reason = String.valueOf(why.getMessage());
        if (before == null || !before.why().equals(reason)) {
            LOG.info("DNS-SD cannot be opened on {} yet: {}", attachment, why.toString());
        }
        Station station = open.remove(attachment);
        if (station != null) {
            station.close();
        }
        long again = setting.execution().nanoTime() + setting.retryAfter().toNanos();
        failures.put(attachment, new Failure(reason, again));
    }

    synchronized List<Station> all() {
        return List.copyOf(open.values());
    }

    synchronized Optional<Station> at(Attachment attachment) {
        return Optional.ofNullable(open.get(attachment));
    }

    synchronized Optional<String> failure(Attachment attachment) {
        return Optional.ofNullable(failures.get(attachment)).map(Failure::why);
    }

    /** Says goodbye on all at once, then closes them aside. */
    synchronized void close() {
        closed = true;
        open.values().forEach(Station::close);
        open.clear();
    }
}
