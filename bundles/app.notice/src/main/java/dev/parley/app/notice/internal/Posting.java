package dev.parley.app.notice.internal;

import dev.parley.api.collaboration.CollaborationEvent;
import dev.parley.api.object.ObjectException;
import dev.parley.api.object.PeerObject;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.object.Publication;
import dev.parley.api.peer.ParleyException;
import dev.parley.api.peer.PeerScope;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The notice of the person here: shown whenever they are signed in, until it expires, also after a restart. Any thread.
 */
final class Posting implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Posting.class);
    /** A timer of days may be late by hours after a sleep; this one looks again. */
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final PeerObjects objects;
    private final Path file;
    private final Clock clock;
    private final ScheduledExecutorService timer;
    private Optional<Notice> notice = Optional.empty();
    private Optional<Publication> shown = Optional.empty();
    private Optional<Future<?>> look = Optional.empty();
    private boolean signedIn;
    private boolean over;

    /** @param file where it is kept */
    Posting(PeerObjects objects, Path file, Clock clock, ScheduledExecutorService timer) {
        this.objects = objects;
        this.file = file;
        this.clock = clock;
        this.timer = timer;
        notice = kept();
    }

    private Optional<Notice> kept() {
        try {
            return Files.exists(file)
                    ? Optional.of(NoticeCodec.read(ByteBuffer.wrap(Files.readAllBytes(file))))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the notice kept in {} cannot be read, and is left out", file, e);
            return Optional.empty();
        }
    }

    /** What is shown, or will be at the next sign-in. */
    synchronized Optional<Notice> notice() {
        return notice.filter(there -> !there.isOver(clock.instant()));
    }

    /**
     * Shows a notice instead of the one there was.
     *
     * @throws NoticeException when it cannot be kept
     * @throws ParleyException when it cannot be shown
     */
    synchronized void post(Notice fresh) {
        keep(fresh);
        notice = Optional.of(fresh);
        show();
    }

    private void keep(Notice fresh) {
        try {
            Path whole = file.resolveSibling(file.getFileName() + ".new");
            Files.write(whole, NoticeCodec.array(NoticeCodec.write(fresh)));
            Files.move(whole, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new NoticeException("Your notice cannot be kept in " + file + " (" + e.getMessage()
                    + "). Make room there, then post it again.");
        }
    }

    /** Takes it back. @return whether there was one */
    synchronized boolean withdraw() {
        boolean there = notice().isPresent();
        notice = Optional.empty();
        hide();
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new NoticeException("Your notice is taken back, but comes again at the next start: " + file
                    + " cannot be removed (" + e.getMessage() + "). Remove it.");
        }
        return there;
    }

    /** Somebody signed in or out. */
    synchronized void on(CollaborationEvent event) {
        if (event instanceof CollaborationEvent.SignedOut) {
            signedIn = false;
            hide();
        } else if (event instanceof CollaborationEvent.SignedIn && !over) {
            signedIn = true;
            try {
                show();
            } catch (ParleyException e) {
                LOG.warn("the notice of the person here is not shown", e);
            }
        }
    }

    private void show() {
        hide();
        if (signedIn && !over && notice().isPresent()) {
            try {
                shown = Optional.of(objects.publish(
                        new PeerObject(NoticeCodec.ID, NoticeCodec.write(notice.get()), PeerScope.NEAR_ME)));
            } catch (ObjectException e) {
                throw new NoticeException("Your notice is not shown: " + e.getMessage());
            }
            look = Optional.of(
                    timer.scheduleWithFixedDelay(this::expire, LOOK.toSeconds(), LOOK.toSeconds(), TimeUnit.SECONDS));
        }
    }

    private synchronized void expire() {
        if (notice().isEmpty()) {
            hide();
        }
    }

    private void hide() {
        shown.ifPresent(Publication::close);
        shown = Optional.empty();
        look.ifPresent(timed -> timed.cancel(false));
        look = Optional.empty();
    }

    @Override
    public synchronized void close() {
        over = true;
        hide();
    }
}
