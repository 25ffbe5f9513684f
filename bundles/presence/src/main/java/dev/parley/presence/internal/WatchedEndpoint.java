package dev.parley.presence.internal;

import dev.parley.api.peer.Text;
import dev.parley.api.presence.EndPointPresence;
import dev.parley.api.presence.PresenceEvent.Reason;
import dev.parley.presence.internal.ObjectBoard.Source;
import dev.parley.presence.internal.proto.WatchMessage;
import dev.parley.spi.card.KnownEndpoint;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.Stream;
import dev.parley.wire.frame.MessageReader;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One endpoint of somebody whom we watch: the stream that asks, and what came by it. It stays there for the grace period when the stream
 * is lost. Confined to the serial executor.
 */
final class WatchedEndpoint {
    private static final Logger LOG = LoggerFactory.getLogger(WatchedEndpoint.class);

    private final RemoteIdentity who;
    private final Parts parts;
    private Optional<Ear> ear = Optional.empty();
    private Optional<EndpointRecord> record = Optional.empty();
    private Optional<Future<?>> grace = Optional.empty();
    private boolean there;
    private boolean leaving;
    private int failures;

    /**
     * What all of them share.
     *
     * @param records makes the record of a link
     * @param grace how long a lost stream is no event
     * @param ended told when a stream ended by itself
     */
    record Parts(
            SafeExecutor executor,
            Function<Link, EndpointRecord> records,
            Duration grace,
            PresenceBoard presences,
            ObjectBoard objects,
            Ended ended) {
        /** Told when a stream ended by itself. */
        interface Ended {
            void ended(WatchedEndpoint endpoint, Link link);
        }
    }

    WatchedEndpoint(RemoteIdentity who, Parts parts) {
        this.who = who;
        this.parts = parts;
    }

    RemoteIdentity who() {
        return who;
    }

    /** How often in a row asking led to nothing. */
    int failures() {
        return failures;
    }

    void failed() {
        failures++;
    }

    /** Whether there is nothing to keep. */
    boolean isIdle() {
        return ear.isEmpty() && !there;
    }

    /** Asks over a link, unless that is done already. */
    void ask(Link link) {
        if (ear.filter(there -> there.stream.link() == link).isPresent()) {
            return;
        }
        try {
            Stream stream = link.open(WatchProtocol.PROTOCOL);
            ear.ifPresent(Ear::close);
            record = Optional.of(record.filter(same -> same.instance().equals(link.instance()))
                    .orElseGet(() -> parts.records().apply(link)));
            Ear now = new Ear(stream, link.hold("is watched"));
            ear = Optional.of(now);
            stream.read(
                    parts.executor(),
                    new MessageReader<>(stream, WatchMessage.parser(), CardFormat.MESSAGE_BYTES, now));
        } catch (LinkClosedException gone) {
            LOG.debug("a link was gone before it was watched", gone);
        }
    }

    /**
     * It said goodbye, by another way: when the stream is lost and does not come back, that is why. It may come back, as a transport that is
     * updated says goodbye, too; who signs out says so on the stream.
     */
    void saidGoodbye() {
        leaving = true;
    }

    /** We watch it no more. */
    void drop() {
        ear.ifPresent(Ear::close);
        ear = Optional.empty();
        gone(Reason.NOT_WATCHED);
    }

    private void told(Told told) {
        endGrace();
        there = true;
        leaving = false;
        failures = 0;
        KnownEndpoint now = told.endpoint();
        parts.presences()
                .put(new EndPointPresence(
                        who.peer(),
                        who.endpoint(),
                        now.endpointName(),
                        now.presence().orElseThrow(),
                        now.applications()));
        parts.objects().list(who, Source.WATCH, told.objects());
    }

    private void lost() {
        if (there && grace.isEmpty()) {
            grace = Optional.of(
                    parts.executor().later(parts.grace(), () -> gone(leaving ? Reason.SIGNED_OUT : Reason.LOST)));
        }
    }

    private void gone(Reason reason) {
        endGrace();
        there = false;
        parts.presences().remove(who.endpoint(), reason);
        parts.objects().leave(who.endpoint(), Source.WATCH);
    }

    private void endGrace() {
        grace.ifPresent(running -> running.cancel(false));
        grace = Optional.empty();
    }

    /** One stream, while it is the newest. */
    private final class Ear implements MessageReader.Handler<WatchMessage> {
        private final Stream stream;
        private final Link.Hold hold;

        Ear(Stream stream, Link.Hold hold) {
            this.stream = stream;
            this.hold = hold;
        }

        private boolean isNewest() {
            return ear.filter(now -> now == this).isPresent();
        }

        void close() {
            stream.end();
            hold.close();
        }

        @Override
        public void message(WatchMessage message) {
            if (!isNewest()) {
                return;
            }
            if (message.getGoodbye()) {
                gone(Reason.SIGNED_OUT);
                return;
            }
            Told now = record.orElseThrow().take(message.getTold());
            if (now.endpoint().presence().isPresent()) {
                told(now);
            } else {
                gone(Reason.WITHDRAWN);
            }
        }

        @Override
        public void ended(Optional<Throwable> failure) {
            failure.ifPresent(why -> LOG.debug(
                    "{} tells nothing any more: {}",
                    who.peer().shortForm(),
                    Text.label(String.valueOf(why.getMessage()))));
            if (isNewest()) {
                ear = Optional.empty();
                close();
                lost();
                parts.ended().ended(WatchedEndpoint.this, stream.link());
            }
        }
    }
}
