package dev.parley.transport.internal;

import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.InstanceId;
import java.time.Duration;
import java.util.Arrays;

/**
 * Which of two connections to one endpoint is kept. Of two by one dialler the acceptor chooses, and the dialler follows its answer.
 * Of two by different diallers both sides choose, and come to the same answer by themselves; so they never close one each and both
 * lose.
 */
final class Duplicates {
    /** Within this time of its beginning, a link may be unknown to the other side only because the news is on its way. */
    static final Duration NEWS = Duration.ofSeconds(10);

    private Duplicates() {}

    /**
     * One connection as the rule sees it.
     *
     * @param id made by its dialler, greater than the one before
     * @param dialler who made it
     * @param instance which start of the other endpoint is there
     */
    @SuppressWarnings("ArrayRecordComponent") // compared by Arrays here, and nowhere else
    record Candidate(byte[] id, EndPointId dialler, InstanceId instance) {}

    /**
     * Whether a new connection replaces the link there is.
     *
     * @param dialled whether the new one was dialled here, so that the other side has already chosen it
     * @param age of the link
     * @param known whether the other side, when it greeted, knew of the link
     */
    static boolean replaces(Candidate fresh, Candidate link, boolean dialled, Duration age, boolean known) {
        if (!fresh.instance().equals(link.instance())) {
            return true; // the other side has started anew: what it had is gone
        }
        if (fresh.dialler().equals(link.dialler())) {
            // An earlier one cannot know of the later one. A later one that does not know the earlier one: that was
            // given up.
            return dialled || !known && Arrays.compareUnsigned(fresh.id(), link.id()) > 0;
        }
        if (!known && age.compareTo(NEWS) > 0) {
            return true; // it has lost the link, and we have not noticed yet
        }
        if (known && !dialled) {
            return false; // both have it: what runs goes on
        }
        return fresh.dialler().compareTo(link.dialler()) < 0;
    }
}
