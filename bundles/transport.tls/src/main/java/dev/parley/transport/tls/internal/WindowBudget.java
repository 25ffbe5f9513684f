package dev.parley.transport.tls.internal;

/** Shares {@link Limits#ALL_WINDOWS} among the channels of a connection: what they may hold of received bytes. Any thread. */
final class WindowBudget {
    private int reserved;
    private int channels;

    /** Takes a channel in with its first window. */
    synchronized boolean admit() {
        if (channels >= Limits.CHANNELS || reserved + Limits.FIRST_WINDOW > Limits.ALL_WINDOWS) {
            return false;
        }
        channels++;
        reserved += Limits.FIRST_WINDOW;
        return true;
    }

    /** A channel has gone, and holds nothing any more. */
    synchronized void release(int window) {
        channels--;
        reserved -= window;
    }

    /**
     * The next size of a window: twice as large when that is wanted and there is room; where it is crowded, smaller.
     *
     * @param owed what the other side has used and may not yet use again: a window can shrink by no more
     */
    synchronized int resize(int window, int owed, boolean wanted) {
        int next = window;
        if (reserved > Limits.CROWDED_WINDOWS) {
            next = Math.max(Limits.FIRST_WINDOW, window - owed);
        } else if (wanted && reserved + window <= Limits.GROWN_WINDOWS) {
            next = Math.min(2 * window, Limits.LARGEST_WINDOW);
        }
        reserved += next - window;
        return next;
    }

    synchronized int reserved() {
        return reserved;
    }
}
