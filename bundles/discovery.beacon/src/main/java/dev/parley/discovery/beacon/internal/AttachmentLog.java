package dev.parley.discovery.beacon.internal;

import java.util.Optional;

/** What happened at one attachment, for {@link Verdicts} and to know whether multicast comes in. Any thread. */
final class AttachmentLog {
    private final long since;
    private boolean othersByMulticast;
    private long othersByMulticastAt;
    private boolean othersDirectly;
    private long othersDirectlyAt;
    private int sendsWithoutLoop;
    private long lastSend;
    private Optional<String> failure = Optional.empty();

    /** @param now in nanoseconds, like all times here */
    AttachmentLog(long now) {
        this.since = now;
    }

    /**
     * How it stands.
     *
     * @param multicastHeard others, by multicast, within the time asked for
     * @param directHeard others, to our own socket, within that time
     * @param known for longer than the time asked for
     * @param sendsWithoutLoop how many of our own have not come back since one did
     * @param sinceLastSend in nanoseconds
     * @param failure what the system last said to an attempt to send or open; empty after one that went well
     */
    record Standing(
            boolean multicastHeard,
            boolean directHeard,
            boolean known,
            int sendsWithoutLoop,
            long sinceLastSend,
            Optional<String> failure) {}

    synchronized Standing standing(long now, long within) {
        return new Standing(
                othersByMulticast && now - othersByMulticastAt <= within,
                othersDirectly && now - othersDirectlyAt <= within,
                now - since > within,
                sendsWithoutLoop,
                now - lastSend,
                failure);
    }

    synchronized void sending(long now) {
        sendsWithoutLoop++;
        lastSend = now;
    }

    synchronized void sent() {
        failure = Optional.empty();
    }

    /** @return whether this is new: log it once */
    synchronized boolean failed(String why) {
        boolean news = !failure.equals(Optional.of(why));
        failure = Optional.of(why);
        return news;
    }

    synchronized void loop() {
        sendsWithoutLoop = 0;
    }

    synchronized void others(boolean direct, long now) {
        if (direct) {
            othersDirectly = true;
            othersDirectlyAt = now;
        } else {
            othersByMulticast = true;
            othersByMulticastAt = now;
        }
    }
}
