package dev.parley.tests.chaos;

/**
 * What is done to the group at a moment.
 *
 * @param atMs milliseconds from the beginning
 * @param who the member, from 1; with {@link Act#HALVE} a bit for each member of the one half
 * @param other the member that does not hear the first one; 0 where there is only one
 */
record Step(long atMs, Act act, int who, int other) {
    /** What can be done. */
    enum Act {
        /** The cable is pulled, and put back. */
        CUT,
        PLUG,
        /** Two halves that do not hear each other, and all together again. */
        HALVE,
        JOIN,
        /** One does not hear another, which hears it; and it does again. */
        BLOCK,
        UNBLOCK,
        /** {@code kill -9}, and the next start. */
        KILL,
        START,
        /** {@code SIGSTOP}, for longer than every time-out, and {@code SIGCONT}. */
        FREEZE,
        THAW,
        /** The transport's bundle is stopped and started, or updated, while all else runs. */
        STOP_TRANSPORT,
        START_TRANSPORT,
        UPDATE_TRANSPORT,
        /** Killed, and started with its identity key, but without journal and device keys; then invited again. */
        FORGET,
        /** The first member removes it. */
        REMOVE,
        /** Everything is as it should be from here on. */
        CALM
    }

    @Override
    public String toString() {
        return String.format("%6.1f s  %s", atMs / 1000.0, act) + subject();
    }

    private String subject() {
        return switch (act) {
            case CALM, JOIN -> "";
            case HALVE -> " " + Integer.toBinaryString(who);
            case BLOCK, UNBLOCK -> " " + who + " to " + other;
            default -> " " + who;
        };
    }
}
