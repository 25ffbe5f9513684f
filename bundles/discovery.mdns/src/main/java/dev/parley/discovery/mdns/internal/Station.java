package dev.parley.discovery.mdns.internal;

import dev.parley.discovery.mdns.internal.Responder.Registration;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An attachment with its responder and its probe, and what was heard there. Any thread. */
final class Station {
    private static final Logger LOG = LoggerFactory.getLogger(Station.class);

    private final Attachment attachment;
    private final Responder responder;
    private final Probe probe;
    private final Drops drops;
    private boolean published;
    private long publishedAt;
    private Map<String, String> text = Map.of();
    private int unanswered;
    private long askedAt;
    private boolean othersHeard;
    private long othersHeardAt;
    private Optional<String> failure = Optional.empty();

    Station(Attachment attachment, Responder responder, Probe probe, Drops drops) {
        this.attachment = attachment;
        this.responder = responder;
        this.probe = probe;
        this.drops = drops;
    }

    /**
     * How it stands.
     *
     * @param othersHeard within the time asked for
     * @param publishedFor nanoseconds since our service is out here; negative when it is not
     * @param unanswered how many questions our own responder has not answered since it did
     * @param sinceAsked nanoseconds
     * @param failure what the system last said to an attempt to send
     */
    record Standing(
            boolean othersHeard, long publishedFor, int unanswered, long sinceAsked, Optional<String> failure) {}

    synchronized Standing standing(long now, long within) {
        return new Standing(
                othersHeard && now - othersHeardAt <= within,
                published ? now - publishedAt : -1,
                unanswered,
                now - askedAt,
                failure);
    }

    Attachment attachment() {
        return attachment;
    }

    void tidy(String anyService) {
        responder.tidy(anyService);
    }

    synchronized void publish(Optional<Registration> registration, long now) {
        if (registration.isPresent() && !published) {
            publishedAt = now;
            unanswered = 0;
        }
        if (registration.isEmpty()) {
            goodbye();
        }
        boolean changed = published && registration.isPresent();
        published = registration.isPresent();
        text = registration.map(Responder.Registration::text).orElse(Map.of());
        responder.publish(registration);
        if (changed) {
            tellText();
        }
    }

    /** Says what our service says: after a change, and some time later, for whoever missed it. */
    synchronized void tellText() {
        if (published) {
            try {
                probe.change(responder.service(), text);
            } catch (IOException e) { // JmDNS says it too
                LOG.debug("no change told on {}", attachment, e);
            }
        }
    }

    /** Others were heard here. */
    synchronized void heard(long now) {
        othersHeard = true;
        othersHeardAt = now;
    }

    synchronized void ask(long now) {
        askedAt = now;
        unanswered++;
        try {
            probe.ask();
            failure = Optional.empty();
        } catch (IOException e) {
            if (failure.isEmpty()) {
                LOG.info("DNS-SD cannot send on {}: {}", attachment, e.toString());
            }
            failure = Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /** The services, ours left out, that answered since the last call. */
    synchronized Set<String> answered() {
        Set<String> services = new HashSet<>();
        try {
            for (byte[] answer : probe.answers()) {
                services.addAll(read(answer));
            }
        } catch (IOException e) {
            LOG.debug("an answer could not be read on {}", attachment, e);
        }
        if (services.remove(responder.service())) {
            unanswered = 0;
        }
        return services;
    }

    /** Says goodbye at once, then closes aside. */
    synchronized void close() {
        goodbye();
        published = false;
        responder.close();
        probe.close();
    }

    private Set<String> read(byte[] answer) {
        try {
            return DnsMessage.services(answer);
        } catch (MalformedException e) {
            drops.count(Drop.MALFORMED);
            return Set.of();
        }
    }

    private void goodbye() {
        if (published) {
            try {
                probe.goodbye(responder.service());
            } catch (IOException e) { // the interface has gone, or the port is somebody's alone: JmDNS says it too
                LOG.debug("no goodbye on {}", attachment, e);
            }
        }
    }

    @Override
    public String toString() {
        return List.of(attachment, responder.service()).toString();
    }
}
