package dev.parley.transport.tls.internal;

import dev.parley.spi.link.LinkClosedException;
import io.netty.util.collection.IntObjectHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The channels of a connection. Coming and going is thread-safe; what has to do with stream ids is for the event loop only. */
final class ChannelTable {
    private final WindowBudget budget = new WindowBudget();
    private final IntObjectHashMap<YamuxChannel> byId = new IntObjectHashMap<>(4);
    private final Set<YamuxChannel> all = new LinkedHashSet<>(4); // guarded by itself, with the field below
    private LinkClosedException closed;
    private final int parity;
    private int nextId;
    private int inbound;
    private volatile int allowed = Limits.CHANNELS;

    /** @param dialled the side that dialled uses odd ids */
    ChannelTable(boolean dialled) {
        nextId = dialled ? 1 : 2;
        parity = dialled ? 1 : 0;
    }

    WindowBudget budget() {
        return budget;
    }

    void allow(int channels) {
        allowed = channels;
    }

    /** @throws LinkClosedException when it cannot be taken in */
    void add(YamuxChannel channel) {
        synchronized (all) {
            if (closed != null) {
                throw new LinkClosedException(closed.getMessage(), closed);
            }
            if (!budget.admit()) {
                throw new LinkClosedException("This link has as many channels as it may: " + all.size()
                        + ", of at most " + Limits.CHANNELS + ". Close some first.");
            }
            all.add(channel);
        }
    }

    /** Takes in no more from now on; only the first reason counts. */
    List<YamuxChannel> close(LinkClosedException why) {
        synchronized (all) {
            closed = closed == null ? why : closed;
            return List.copyOf(all);
        }
    }

    /** Why it takes in no more. To be asked only after {@link #close}. */
    LinkClosedException reason() {
        synchronized (all) {
            return closed;
        }
    }

    List<YamuxChannel> all() {
        synchronized (all) {
            return List.copyOf(all);
        }
    }

    /** Whether a stream id is one that the other side may give. */
    boolean isForeign(int id) {
        return id != 0 && (id & 1) != parity;
    }

    YamuxChannel find(int id) {
        return byId.get(id);
    }

    /** Whether the other side may open one more now. */
    boolean mayCome() {
        return inbound < allowed;
    }

    /** One that the other side opened. False when there is no room for it. */
    boolean come(YamuxChannel channel) {
        try {
            add(channel);
        } catch (LinkClosedException full) {
            return false;
        }
        inbound++;
        byId.put(channel.streamId(), channel);
        return true;
    }

    /** The id for one of ours, whose first frame is about to go. */
    int assignId(YamuxChannel channel) {
        int id = nextId;
        nextId += 2;
        byId.put(id, channel);
        return id;
    }

    /** It is over, and holds nothing any more. Idempotent. */
    boolean remove(YamuxChannel channel) {
        synchronized (all) {
            if (!all.remove(channel)) {
                return false;
            }
        }
        budget.release(channel.window());
        if (channel.streamId() != 0) {
            byId.remove(channel.streamId());
            if (isForeign(channel.streamId())) {
                inbound--;
            }
        }
        return true;
    }
}
