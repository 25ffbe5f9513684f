package dev.parley.launcher;

import dev.parley.launcher.framework.Peer;
import dev.parley.launcher.status.Status;
import java.util.concurrent.TimeUnit;

/** Leaves politely when told to end by Ctrl-C or SIGTERM: bundles stop, goodbye is said, and the status is 0. */
final class Ending {
    /** Milliseconds; a test on a machine that has much else to do gives more. */
    private static final String LIMIT = "parley.ending.limitMs";

    private static final long POLITE_MS = 900;
    /** What a process has that was ended by SIGTERM: it could not be polite in time. */
    private static final int TERMINATED = 143;

    private final Peer peer;
    private final ArchiveMaking making;
    private volatile boolean ended;

    /** From now on this peer is stopped when the process is told to end. */
    Ending(Peer peer, ArchiveMaking making) {
        this.peer = peer;
        this.making = making;
        Runtime.getRuntime().addShutdownHook(new Thread(this::end, "parley-ending"));
    }

    private void end() {
        making.close();
        if (ended) {
            return;
        }
        boolean inTime = peer.stop(Long.getLong(LIMIT, POLITE_MS), TimeUnit.MILLISECONDS);
        Runtime.getRuntime().halt(inTime ? Status.FINE : TERMINATED);
    }

    /** The program ends by itself, with a status of its own. */
    void cancel() {
        ended = true;
    }
}
