package dev.parley.app.notice.internal;

import dev.parley.api.object.ObjectEvent;
import dev.parley.api.object.ObjectInfo;
import dev.parley.api.object.PeerObjects;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The notices of others: fetched when they can be seen, gone when they cannot, or have expired. Any thread. */
final class Board implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Board.class);

    private final PeerObjects objects;
    private final Clock clock;
    private final PeerName self;
    private final BiConsumer<Author, Notice> onNew;
    private final Map<Author, ObjectInfo> seen = new LinkedHashMap<>();
    private final Map<Author, Notice> notices = new LinkedHashMap<>();
    private final Subscription subscription;

    /** Who shows one, and where. */
    record Author(PeerName peer, EndPointId endpoint) {}

    /** One notice of somebody. */
    record Posted(Author author, Notice notice) {}

    /**
     * Begins to look.
     *
     * @param self whose notices are left out
     * @param onNew is told a notice that was not there, outside of locks
     */
    Board(PeerObjects objects, Clock clock, PeerName self, BiConsumer<Author, Notice> onNew) {
        this.objects = objects;
        this.clock = clock;
        this.self = self;
        this.onNew = onNew;
        subscription = objects.onChange(NoticeCodec.ID, this::on);
    }

    /** Those that have not expired, the oldest first. */
    synchronized List<Posted> all() {
        List<Posted> all = new ArrayList<>();
        notices.forEach((author, notice) -> {
            if (!notice.isOver(clock.instant())) {
                all.add(new Posted(author, notice));
            }
        });
        return all;
    }

    private void on(ObjectEvent event) {
        if (event.owner().equals(self)) {
            return;
        }
        for (ObjectInfo object : event.objects()) {
            if (event instanceof ObjectEvent.Added || event instanceof ObjectEvent.Changed) {
                fetch(object);
            } else {
                gone(object);
            }
        }
    }

    private void fetch(ObjectInfo object) {
        synchronized (this) {
            seen.put(author(object), object);
        }
        objects.fetch(object).whenComplete((bytes, failure) -> {
            if (failure == null) {
                fetched(object, bytes);
            } else {
                LOG.debug("the notice {} cannot be fetched", object, failure);
            }
        });
    }

    private void fetched(ObjectInfo object, ByteBuffer bytes) {
        Notice notice;
        try {
            notice = NoticeCodec.read(bytes);
        } catch (IllegalArgumentException e) {
            LOG.debug("the notice {} is none", object, e);
            return;
        }
        synchronized (this) {
            if (!object.equals(seen.get(author(object)))) {
                return; // another one took its place meanwhile
            }
            notices.put(author(object), notice);
        }
        if (!notice.isOver(clock.instant())) {
            onNew.accept(author(object), notice);
        }
    }

    private synchronized void gone(ObjectInfo object) {
        seen.remove(author(object));
        notices.remove(author(object));
    }

    private static Author author(ObjectInfo object) {
        return new Author(object.owner(), object.endpoint());
    }

    @Override
    public void close() {
        subscription.close();
    }
}
