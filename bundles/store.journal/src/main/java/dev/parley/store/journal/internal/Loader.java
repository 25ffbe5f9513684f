package dev.parley.store.journal.internal;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.LogFile;
import dev.parley.spi.store.RecordStore.Change;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads a journal's folder. One thread, one use. */
final class Loader {
    private static final Pattern NAME = Pattern.compile("[0-9a-f]{16}\\.segment");
    private static final int RADIX = 16;

    private final SessionId session;
    private final Items items = new Items();
    private final List<Segment> segments = new ArrayList<>();
    private final Index index = new Index();
    private final Map<String, Change> changes = new HashMap<>(); // the last of each record

    Loader(SessionId session) {
        this.session = session;
    }

    static Path file(Path folder, long number) {
        return folder.resolve(String.format("%016x.segment", number));
    }

    private static long number(Path file) {
        return Long.parseUnsignedLong(String.valueOf(file.getFileName()).substring(0, RADIX), RADIX);
    }

    /** The segments in a folder, by number. */
    static List<Path> files(Disk disk, Path folder) throws IOException {
        return disk.logs().list(folder).stream()
                .filter(file -> NAME.matcher(String.valueOf(file.getFileName())).matches())
                .sorted(Comparator.comparing(Loader::number))
                .toList();
    }

    /**
     * Reads all of it; what a crash left behind the last forced group is cut off. Makes the first segment when there is none.
     *
     * @throws dev.parley.spi.store.StoreException when it is damaged, and then it is as it was
     */
    Log load(Disk disk, Path folder) throws IOException {
        List<Path> files = files(disk, folder);
        if (files.isEmpty()) {
            Path first = file(folder, 1);
            byte[] bytes = new Checkpoint(1, index.coverage(), List.of())
                    .segment(session, 1, disk.random().nextInt());
            disk.files().writePrivate(first, bytes);
            files = List.of(first);
        }
        Path last = files.get(files.size() - 1);
        for (Path file : files.subList(0, files.size() - 1)) {
            try (LogFile opened = disk.logs().open(file)) {
                load(file, opened, false);
            }
        }
        LogFile opened = disk.logs().open(last);
        try {
            load(last, opened, true);
        } catch (IOException | RuntimeException e) {
            opened.close();
            throw e;
        }
        Records kept = Records.NONE.with(List.copyOf(changes.values()));
        return new Log(disk, folder, session, segments, opened, index, kept);
    }

    private void load(Path file, LogFile from, boolean last) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(from.size()));
        from.read(0, bytes);
        int end;
        try {
            end = read(file, bytes.flip(), last);
        } catch (DamagedException e) {
            throw Refusals.damaged(file, e);
        }
        if (end < bytes.limit()) {
            from.truncate(end);
            from.force();
        }
    }

    /** @return where what was forced ends */
    int read(Path file, ByteBuffer bytes, boolean last) throws DamagedException {
        SegmentHead head = SegmentHead.read(bytes);
        if (!head.session().equals(session) || head.number() != number(file)) {
            throw new DamagedException("it is segment " + head.number() + " of session " + head.session());
        }
        Frames frames = new Frames(head.mark());
        Segment segment = null;
        int at = SegmentHead.BYTES;
        for (int end = frames.end(bytes, at); end >= 0; end = frames.end(bytes, at)) {
            for (Item item : items.read(bytes.duplicate().limit(end).position(at + Frames.HEAD_BYTES))) {
                if (segment == null) {
                    segment = begin(file, head, item);
                } else {
                    take(segment, item, last);
                }
            }
            at = end;
        }
        if (segment == null
                || at < head.checkpoint()
                || (at < bytes.limit() && !(last && !frames.wasForced(bytes, at)))) {
            throw new DamagedException("from byte " + at + " on it is not what was written");
        }
        segment.grow(at);
        segments.add(segment);
        return at;
    }

    private Segment begin(Path file, SegmentHead head, Item item) throws DamagedException {
        long least = segments.isEmpty() ? 1 : segments.get(segments.size() - 1).end();
        if (!(item instanceof Item.Next next) || next.position() < least) {
            throw new DamagedException("it does not begin where the one before ends");
        }
        return new Segment(file, head, next.position(), 0);
    }

    private void take(Segment segment, Item item, boolean last) throws DamagedException {
        if (item instanceof Item.Entry entry) {
            if (entry.position() != segment.end()) {
                throw new DamagedException(
                        "position " + entry.position() + " stands where " + segment.end() + " should");
            }
            segment.add(entry.offset(), entry.bytes(), entry.at());
            index.add(entry.author().endpoint(), entry.sequence(), entry.position());
        } else if (last && item instanceof Item.Kept record) { // each segment begins with all that was before
            changes.put(record.change().key(), record.change());
        } else if (last && item instanceof Item.Seen seen) {
            index.seen(seen.author(), seen.range());
        }
    }
}
