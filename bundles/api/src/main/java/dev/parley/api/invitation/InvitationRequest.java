package dev.parley.api.invitation;

import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Text;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/**
 * "Join me in this application." Limits are the original's (seed table 1.16).
 *
 * @param application one that is installed here
 * @param to exactly one target: a session has two members
 * @param message what to say: a label, perhaps empty
 * @param data up to 16,384 bytes for the application on the other side; a read-only copy
 * @param deadline how long the answer may take: more than zero, at most a day
 */
public record InvitationRequest(
        ApplicationId application, List<InvitationTarget> to, String message, ByteBuffer data, Duration deadline) {
    /** The original's 5 minutes. */
    public static final Duration DEFAULT_DEADLINE = Duration.ofMinutes(5);

    /** The longest deadline. */
    public static final Duration LONGEST_DEADLINE = Duration.ofDays(1);

    /** @throws IllegalArgumentException naming the limit that is broken */
    public InvitationRequest {
        to = List.copyOf(to);
        if (to.size() != 1) {
            throw new IllegalArgumentException("an invitation goes to one person, not " + to.size());
        }
        Text.requireLabel("the message of an invitation", message);
        data = Bytes.copy("the data of an invitation", data, PeerApplication.DATA_BYTES);
        if (deadline.isNegative() || deadline.isZero() || deadline.compareTo(LONGEST_DEADLINE) > 0) {
            throw new IllegalArgumentException("the deadline of an invitation lies between now and a day from now");
        }
    }
}
