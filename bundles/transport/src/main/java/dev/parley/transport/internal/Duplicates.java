package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import java.time.Duration;
import java.util.Arrays;

/**
 * Which of two connections to one endpoint is kept. Both sides come to the same answer by themselves, so that they never close one
 * each and both lose.
 */
final class Duplicates {
    /** Within this time of its beginning, a link may be unknown to the other side only because the news is on its way. */
    static final Duration NEWS = Duration.ofSeconds(10);

    private Duplicates() {}

    /**
     * One connection as the rule sees it.
     *
     * @param id made by its dialler
     * @param dialler who made it
     * @param instance which start of the other endpoint is there
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays here, and nowhere else
    record Candidate(byte[] id, EndPointId dialler, InstanceId instance) {}

    /**
     * Whether a new connection replaces the link there is.
     *
     * @param age of the link
     * @param known whether the other side, when it greeted, knew of the link
     */
    static boolean replaces(Candidate fresh, Candidate link, Duration age, boolean known) {
        if (!fresh.instance().equals(link.instance())) {
            return true; // the other side has started anew: what it had is gone
        }
        if (!known && age.compareTo(NEWS) > 0) {
            return true; // it has lost the link, and we have not noticed yet
        }
        int order = fresh.dialler().compareTo(link.dialler());
        return order < 0 || order == 0 && Arrays.compareUnsigned(fresh.id(), link.id()) < 0;
    }
}
