package dev.parley.api.invitation;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Text;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;

/**
 * "Join me in this application." Limits are the original's (seed table 1.16).
 *
 * <p>Several targets are invited at once into one session, and all who accept join it.
 *
 * @param application one that is installed here
 * @param to one to {@value #TARGETS} targets, none of them twice
 * @param message what to say: a label, perhaps empty
 * @param data up to 16,384 bytes for the application on the other side; a read-only copy
 * @param deadline how long the answer may take: more than zero, at most a day; at most 7 days when all targets are contacts
 */
public record InvitationRequest(
        ApplicationId application, List<InvitationTarget> to, String message, ByteBuffer data, Duration deadline) {
    /** The original's 5 minutes. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    /** The longest deadline for people who are there now. */
    public static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

    /** The longest deadline when all targets are contacts: it can wait for them. */
    public static final Duration LONGEST_DEADLINE_FOR_CONTACTS = Duration.ofDays(7);

    /** The most targets of one invitation. */
    public static final int TARGETS = 16;

    /** @throws IllegalArgumentException naming the limit that is broken */
    public InvitationRequest {
        to = List.copyOf(to);
        if (to.isEmpty() || to.size() > TARGETS) {
            throw new IllegalArgumentException(
                    "an invitation goes to one to " + TARGETS + " people, not to " + to.size());
        }
        if (new HashSet<>(to).size() < to.size()) {
            throw new IllegalArgumentException("an invitation names somebody twice; name each once");
        }
        Text.requireLabel("the message of an invitation", message);
        data = Bytes.copy("the data of an invitation", data, PeerApplication.DATA_BYTES);
        boolean contacts = to.stream().allMatch(InvitationTarget.Contact.class::isInstance);
        Duration longest = contacts ? LONGEST_DEADLINE_FOR_CONTACTS : LONGEST_DEADLINE;
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(longest) > 0) {
            throw new IllegalArgumentException("the deadline of an invitation lies between now and "
                    + (contacts ? "7 days" : "a day") + " from now");
        }
    }
}
