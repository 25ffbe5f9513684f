package dev.parley.discovery.mdns.internal;

import dev.parley.discovery.mdns.internal.Responder.Registration;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
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
    private long publishedAt;
    private Optional<Registration> wanted = Optional.empty();
    private Optional<Registration> given = Optional.empty(); // to the responder
    private boolean askedSinceGiven;
    private boolean settled;
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
                wanted.isPresent() ? now - publishedAt : -1,
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
        if (registration.isPresent() && wanted.isEmpty()) {
            publishedAt = now;
            unanswered = 0;
        }
        if (registration.isEmpty()) {
            goodbye();
        }
        boolean changed = wanted.isPresent() && registration.isPresent();
        wanted = registration;
        if (settled || !isChangeOfText()) {
            give();
        }
        if (changed) {
            tellText();
        }
    }

    private boolean isChangeOfText() {
        return given.isPresent()
                && wanted.isPresent()
                && given.get().port() == wanted.get().port();
    }

    /**
     * A text that changes while JmDNS announces a service takes that from the task that announces it, and it is never announced
     * (JmDNS 3.6.3, {@code setNeedTextAnnouncing}). So a change waits until our service was answered since the last one: what is not
     * announced is not answered.
     */
    private void give() {
        if (!given.equals(wanted)) {
            given = wanted;
            askedSinceGiven = false;
            settled = false;
            responder.publish(wanted);
        }
    }

    /** Says what our service says: after a change, and some time later, for whoever missed it. */
    synchronized void tellText() {
        if (wanted.isPresent()) {
            try {
                probe.change(responder.service(), wanted.get().text());
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
        askedSinceGiven = true;
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
            settled = askedSinceGiven;
        }
        if (settled) {
            give();
        }
        return services;
    }

    /** Says goodbye at once, then closes aside. */
    synchronized void close() {
        try {
            goodbye();
        } finally {
            wanted = Optional.empty();
            responder.close();
            probe.close();
        }
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
        if (wanted.isPresent()) {
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
