package dev.parley.discovery.beacon.internal;

import dev.parley.spi.discovery.Announcement;
import dev.parley.spi.execution.Execution;
import dev.parley.spi.identity.Signer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Signs and sends. Any thread; a goodbye goes out on the thread that asks for it, and nothing after it. The lock holds signing and
 * handing over to the system, which both take well under a millisecond, so that sequences leave in order.
 */
final class Announcer {
    private static final Logger LOG = LoggerFactory.getLogger(Announcer.class);
    private static final int GOODBYES = 2; // one may be lost

    private final Signer signer;
    private final AtomicLong sequence;
    private final Duration interval;
    private final Execution execution;
    private final BeaconSockets sockets;
    private final Tags tags;
    private final Map<Attachment, AttachmentLog> logs = new ConcurrentHashMap<>();
    private Announcement announcement;
    private Collection<Neighbour.Asker> askers = List.of();
    private boolean told;
    private boolean closed;

    /**
     * @param sequence rises with each datagram of this signer
     * @param interval told to others
     * @param tags by which contacts recognise us
     */
    Announcer(
            Signer signer,
            AtomicLong sequence,
            Duration interval,
            Execution execution,
            BeaconSockets sockets,
            Tags tags,
            Announcement announcement) {
        this.signer = signer;
        this.sequence = sequence;
        this.interval = interval;
        this.execution = execution;
        this.sockets = sockets;
        this.tags = tags;
        this.announcement = announcement;
    }

    /** What is announced from now on; one that is no longer visible says goodbye. */
    synchronized void announce(Announcement next) {
        if (!next.visible()) {
            goodbye();
        }
        announcement = next;
    }

    synchronized Announcement announcement() {
        return announcement;
    }

    AttachmentLog log(Attachment attachment) {
        return logs.computeIfAbsent(attachment, any -> new AttachmentLog(execution.nanoTime()));
    }

    /** Forgets the logs of what is no longer wanted. */
    void keep(Collection<Attachment> wanted) {
        logs.keySet().retainAll(wanted);
    }

    /**
     * Tells everybody.
     *
     * @param asks at which attachments to ask for answers
     * @param copies those who hear no multicast
     */
    synchronized void tell(Predicate<Attachment> asks, Collection<Neighbour.Asker> copies) {
        if (!closed && speaks()) {
            askers = List.copyOf(copies);
            told = true;
            round(false, asks);
        }
    }

    /** Answers one who asked. */
    synchronized void answer(Neighbour.Asker asker) {
        if (!closed && speaks()) {
            told = true;
            unicast(asker, encode(asker.attachment(), sequence.incrementAndGet(), false, false));
        }
    }

    /** Whether there is anybody to be told: contacts only by a tag. */
    synchronized boolean speaks() {
        return switch (announcement.audience()) {
            case EVERYONE -> true;
            case CONTACTS -> tags.own(signer.publicKey()).isPresent();
            case NOBODY -> false;
        };
    }

    /** Says goodbye when anything was said, and nothing from then on. */
    synchronized void close() {
        goodbye();
        closed = true;
    }

    private void goodbye() {
        if (told && !closed) {
            told = false;
            for (int i = 0; i < GOODBYES; i++) {
                round(true, any -> false);
            }
        }
    }

    private void round(boolean goodbye, Predicate<Attachment> asks) {
        long number = sequence.incrementAndGet();
        for (Attachment attachment : sockets.open()) {
            byte[] datagram = encode(attachment, number, !goodbye && asks.test(attachment), goodbye);
            attempt(attachment, () -> {
                log(attachment).sending(execution.nanoTime()); // before it, for it may be back before we are
                sockets.multicast(attachment, datagram);
                log(attachment).sent();
            });
        }
        for (Neighbour.Asker asker : askers) {
            unicast(asker, encode(asker.attachment(), sequence.incrementAndGet(), false, goodbye));
        }
    }

    private void unicast(Neighbour.Asker asker, byte[] datagram) {
        InetSocketAddress to = asker.socket();
        attempt(asker.attachment(), () -> sockets.unicast(asker.attachment(), to, datagram));
    }

    private byte[] encode(Attachment attachment, long number, boolean newcomer, boolean goodbye) {
        Optional<String> name = goodbye ? Optional.empty() : announcement.displayName();
        Beacon beacon = new Beacon(
                announcement.instance(),
                announcement.realm(),
                announcement.port(),
                announcement.revision(),
                name,
                goodbye ? Optional.empty() : tags.own(signer.publicKey()).map(ByteBuffer::wrap),
                interval,
                newcomer,
                goodbye,
                attachment.address());
        return BeaconCodec.encode(signer, number, beacon);
    }

    private interface Send {
        void run() throws IOException;
    }

    /** An interface that goes or is not ready refuses; the next round tries again. */
    private void attempt(Attachment attachment, Send send) {
        try {
            send.run();
        } catch (IOException | RuntimeException e) {
            if (log(attachment).failed(String.valueOf(e.getMessage()))) {
                LOG.info("the beacon cannot be sent on {}: {}", attachment, e.toString());
            }
        }
    }
}
