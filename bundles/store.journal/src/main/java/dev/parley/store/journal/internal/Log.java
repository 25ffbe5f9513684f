package dev.parley.store.journal.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.SequenceRange;
import dev.parley.spi.store.StoreException;
import dev.parley.spi.store.StoredEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A journal's files, open. Blocks; one thread at a time, but for {@link #view}. */
final class Log implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Log.class);

    private final Disk disk;
    private final Path folder;
    private final SessionId session;
    private final List<Segment> segments; // by position; the last one grows
    private final Index index;
    private final Items items = new Items();
    private LogFile file; // of the last segment
    private Records records;
    private boolean unsure; // what lies behind the last segment's size
    private boolean rolling; // the next segment is perhaps there, so this one must not grow
    private volatile View view;

    /**
     * @param segments at least one
     * @param file of the last of them; closed with this
     */
    Log(Disk disk, Path folder, SessionId session, List<Segment> segments, LogFile file, Index index, Records records) {
        this.disk = disk;
        this.folder = folder;
        this.session = session;
        this.segments = segments;
        this.file = file;
        this.index = index;
        this.records = records;
        publish();
    }

    /**
     * Writes steps and forces them, all together.
     *
     * @return what became of each entry of each step
     * @throws StoreException then nothing of them is there
     */
    List<List<Appended>> append(List<Step> steps) {
        try {
            recover();
            if (rolling || disk.full(last())) {
                roll();
            }
            List<List<Appended>> results = new ArrayList<>();
            Group group = plan(steps, results);
            Records changed = records.with(group.changes());
            if (changed.bytes() > Journal.RECORDS_BYTES) {
                throw Refusals.tooManyRecords(folder);
            }
            write(group.bytes());
            take(group);
            records = changed;
            retire();
            publish();
            return results;
        } catch (IOException e) {
            throw Refusals.notWritten(last().file(), e);
        }
    }

    private Group plan(List<Step> steps, List<List<Appended>> results) throws IOException {
        int most = steps.stream().mapToInt(Step::mostBytes).sum();
        Frames frames = new Frames(last().head().mark());
        Group group = new Group(
                this::known,
                items,
                frames,
                last().size(),
                last().end(),
                disk.clock().millis(),
                most);
        for (Step step : steps) {
            results.add(group.add(step));
        }
        return group;
    }

    private Appended known(JournalEntry entry) throws IOException {
        if (!index.seen(entry.author(), entry.sequence())) {
            return null;
        }
        long position = index.position(entry.author(), entry.sequence());
        if (position == 0) {
            return new Appended.Retired();
        }
        try (Reading reading = reading(0)) {
            reading.add(position);
            ByteBuffer hash = reading.found().get(0).entry().hash();
            return hash.equals(entry.hash()) ? new Appended.Known(position) : new Appended.Conflict(position, hash);
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        if (bytes.hasRemaining()) {
            unsure = true;
            file.write(last().size(), bytes);
            file.force();
            unsure = false;
        }
    }

    /** After a write or a force that failed: back to what is known to be forced. */
    private void recover() throws IOException {
        if (unsure) {
            file.truncate(last().size());
            file.force();
            unsure = false;
        }
    }

    private void take(Group group) {
        for (Group.Planned one : group.planned()) {
            last().add(one.offset(), one.bytes(), group.at());
            index.add(one.author(), one.sequence(), one.position());
        }
        last().grow(group.bytes().remaining());
    }

    /** Begins a new segment. It is there as a whole or not at all. */
    private void roll() throws IOException {
        long number = last().head().number() + 1;
        Checkpoint checkpoint = new Checkpoint(last().end(), index.coverage(), records.startingWith(""));
        byte[] bytes = checkpoint.segment(session, number, disk.random().nextInt());
        Path next = Loader.file(folder, number);
        rolling = true;
        disk.files().writePrivate(next, bytes);
        LogFile opened = disk.logs().open(next);
        file.close();
        file = opened;
        segments.add(new Segment(next, SegmentHead.read(ByteBuffer.wrap(bytes)), checkpoint.next(), bytes.length));
        rolling = false;
    }

    /** Takes away what is too old or too much. When that fails it is tried again next time. */
    void retire() {
        long total = segments.stream().mapToLong(Segment::size).sum();
        boolean gone = false;
        while (segments.size() > 1 && retires(segments.get(0), total)) {
            try {
                disk.logs().delete(segments.get(0).file());
            } catch (IOException e) {
                LOG.warn(
                        "{} is too old to be kept, and cannot be removed",
                        segments.get(0).file(),
                        e);
                break;
            }
            total -= segments.remove(0).size();
            gone = true;
        }
        if (gone) {
            index.retireBefore(segments.get(0).first());
            publish();
        }
    }

    private boolean retires(Segment oldest, long total) {
        boolean hasTheNewest = !oldest.empty() && oldest.end() == last().end();
        return !hasTheNewest && (oldest.empty() || total > disk.retention().bytes() || disk.old(oldest));
    }

    List<StoredEntry> read(long from, int mostBytes) {
        try (Reading reading = reading(mostBytes)) {
            boolean more = true;
            for (int i = Reading.at(segments, from); more && i < segments.size(); i++) {
                Segment segment = segments.get(i);
                for (long at = Math.max(from, segment.first()); more && at < segment.end(); at++) {
                    more = reading.add(at);
                }
            }
            return reading.found();
        } catch (IOException e) {
            throw Refusals.notRead(folder, e);
        }
    }

    List<StoredEntry> find(EndPointId author, SequenceRange range, int mostBytes) {
        try (Reading reading = reading(mostBytes)) {
            index.each(author, range, position -> {
                try {
                    return reading.add(position);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return reading.found();
        } catch (IOException e) {
            throw Refusals.notRead(folder, e);
        } catch (UncheckedIOException e) {
            throw Refusals.notRead(folder, e.getCause());
        }
    }

    private Reading reading(int mostBytes) {
        return new Reading(disk, segments, file, items, mostBytes);
    }

    Records records() {
        return records;
    }

    private Segment last() {
        return segments.get(segments.size() - 1);
    }

    private void publish() {
        Segment first = segments.stream()
                .filter(segment -> !segment.empty())
                .findFirst()
                .orElse(last());
        view = new View(index.coverage(), first.first(), last().end());
    }

    View view() {
        return view;
    }

    @Override
    public void close() {
        try {
            file.close();
        } catch (IOException e) {
            LOG.warn("the journal in {} was not closed in order", folder, e);
        }
    }
}
