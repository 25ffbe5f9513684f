package dev.parley.discovery.beacon.internal;

import java.util.Optional;

/** What happened at one attachment, for {@link Verdicts} and to know whether multicast comes in. Any thread. */
final class AttachmentLog {
    private boolean othersByMulticast;
    private long othersByMulticastAt;
    private boolean othersDirectly;
    private long othersDirectlyAt;
    private int sendsWithoutLoop;
    private long lastSend;
    private boolean loopHeard;
    private Optional<String> failure = Optional.empty();

    /**
     * How it stands.
     *
     * @param multicastHeard others, by multicast, within the time asked for
     * @param directHeard others, to our own socket, within that time
     * @param loopHeard ever heard our own
     * @param sendsWithoutLoop how many of our own have not come back since one did
     * @param sinceLastSend in nanoseconds
     * @param failure what the system last said to an attempt to send or open; empty after one that went well
     */
    record Standing(
            boolean multicastHeard,
            boolean directHeard,
            boolean loopHeard,
            int sendsWithoutLoop,
            long sinceLastSend,
            Optional<String> failure) {}

    synchronized Standing standing(long now, long within) {
        return new Standing(
                othersByMulticast && now - othersByMulticastAt <= within,
                othersDirectly && now - othersDirectlyAt <= within,
                loopHeard,
                sendsWithoutLoop,
                now - lastSend,
                failure);
    }

    synchronized void sent(long now) {
        failure = Optional.empty();
        sendsWithoutLoop++;
        lastSend = now;
    }

    /** @return whether this is new: log it once */
    synchronized boolean failed(String why) {
        boolean news = !failure.equals(Optional.of(why));
        failure = Optional.of(why);
        return news;
    }

    synchronized void loop() {
        loopHeard = true;
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
