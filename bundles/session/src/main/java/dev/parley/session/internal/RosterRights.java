package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the entries that count say about people, as seen from some past: any set of entries that has their ancestors too. */
final class RosterRights {
    private static final BitSet NONE = new BitSet();

    private final RosterLog log;
    private final List<RosterEntry> entries;
    private final BitSet counts;
    private final PeerName creator;
    private final Map<PeerName, BitSet> invitations = new HashMap<>();
    private final Map<PeerName, BitSet> removals = new HashMap<>();
    private final Map<PeerName, BitSet> roles = new HashMap<>(); // words about the role of somebody
    private final Map<RemoteIdentity, BitSet> comings = new HashMap<>(); // and goings

    /** @param counts which entries count; whoever made this goes on to fill it */
    RosterRights(RosterLog log, BitSet counts) {
        this.log = log;
        this.entries = log.entries();
        this.counts = counts;
        this.creator = entries.get(0).peer();
        for (int i = 0; i < entries.size(); i++) {
            sort(i, entries.get(i));
        }
    }

    private void sort(int index, RosterEntry entry) {
        if (entry.content() instanceof RosterEntry.Invited invited) {
            at(invitations, invited.peer()).set(index);
            if (invited.role() == MemberRole.MAY_INVITE) {
                at(roles, invited.peer()).set(index);
            }
        } else if (entry.content() instanceof RosterEntry.Removed removed) {
            if (!removed.peer().equals(creator)) { // nobody can: nothing need wait for it
                at(removals, removed.peer()).set(index);
            }
        } else if (entry.content() instanceof RosterEntry.RoleGiven given) {
            at(roles, given.peer()).set(index);
        } else {
            at(comings, entry.author()).set(index);
        }
    }

    private static <K> BitSet at(Map<K, BitSet> sets, K key) {
        return sets.computeIfAbsent(key, k -> new BitSet());
    }

    PeerName creator() {
        return creator;
    }

    /** What the right to write an entry hangs on: of its past, what concerns its author. */
    BitSet grounds(RosterEntry entry, BitSet past) {
        BitSet grounds = new BitSet();
        grounds.or(invitations.getOrDefault(entry.peer(), NONE));
        grounds.or(removals.getOrDefault(entry.peer(), NONE));
        grounds.or(roles.getOrDefault(entry.peer(), NONE));
        grounds.or(comings.getOrDefault(entry.author(), NONE));
        grounds.and(past);
        return grounds;
    }

    /** All removals of a person, counting or not. */
    BitSet removals(PeerName peer) {
        return removals.getOrDefault(peer, NONE);
    }

    /** Whether the author of an entry had the right to write it, in a past of which its grounds are decided. */
    boolean entitled(RosterEntry entry, BitSet past) {
        RosterEntry.Content content = entry.content();
        if (content instanceof RosterEntry.Created) {
            return true;
        } else if (content instanceof RosterEntry.Joined) {
            return isInvited(entry.peer(), past);
        } else if (!isMember(entry.author(), past)) {
            return false;
        }
        MemberRole role = role(entry.peer(), past);
        boolean ofCreator = content.about().filter(creator::equals).isPresent();
        if (content instanceof RosterEntry.Invited invited) {
            return role == MemberRole.CREATOR || (role == MemberRole.MAY_INVITE && invited.role() == MemberRole.MEMBER);
        } else if (content instanceof RosterEntry.Removed) {
            return role != MemberRole.MEMBER && !ofCreator;
        }
        return content instanceof RosterEntry.Left || (role == MemberRole.CREATOR && !ofCreator);
    }

    private BitSet counting(BitSet some, BitSet past) {
        BitSet counting = (BitSet) some.clone();
        counting.and(past);
        counting.and(counts);
        return counting;
    }

    /** The removals of a person that count. */
    BitSet removed(PeerName peer, BitSet past) {
        return counting(removals(peer), past);
    }

    /** Whether an entry was written in the knowledge of all of those. */
    private boolean knew(int index, BitSet those) {
        BitSet unknown = (BitSet) those.clone();
        unknown.andNot(log.past(index));
        return unknown.isEmpty();
    }

    /** Whether a person has an invitation that counts and that no removal took back. */
    boolean isInvited(PeerName peer, BitSet past) {
        BitSet gone = removed(peer, past);
        return counting(invitations.getOrDefault(peer, NONE), past).stream().anyMatch(i -> knew(i, gone));
    }

    boolean isMember(RemoteIdentity endpoint, BitSet past) {
        return joined(endpoint, past)
                .filter(i -> knew(i, removed(endpoint.peer(), past)))
                .isPresent();
    }

    /** The entry by which an endpoint is in, unless it left after it; a removal may have put it out all the same. */
    Optional<Integer> joined(RemoteIdentity endpoint, BitSet past) {
        int last =
                counting(comings.getOrDefault(endpoint, NONE), past).length() - 1; // one author's entries are in order
        return last >= 0 && entries.get(last).card().isPresent() ? Optional.of(last) : Optional.empty();
    }

    /** Whether an endpoint was in, and said itself that it is out. */
    boolean hasLeft(RemoteIdentity endpoint, BitSet past) {
        return !counting(comings.getOrDefault(endpoint, NONE), past).isEmpty()
                && joined(endpoint, past).isEmpty();
    }

    /**
     * What a person may do: what the newest word since the last removal says; where several are the newest, the least of them. An
     * invitation as a member is no word, or whoever may invite could lower the role of somebody who is in.
     */
    MemberRole role(PeerName peer, BitSet past) {
        if (peer.equals(creator)) {
            return MemberRole.CREATOR;
        }
        BitSet words = counting(roles.getOrDefault(peer, NONE), past);
        BitSet newest = (BitSet) words.clone();
        words.stream().forEach(word -> newest.andNot(log.past(word)));
        BitSet gone = removed(peer, past);
        return newest.stream()
                .filter(word -> knew(word, gone))
                .mapToObj(this::given)
                .max(MemberRole::compareTo)
                .orElse(MemberRole.MEMBER);
    }

    private MemberRole given(int index) {
        return entries.get(index).content() instanceof RosterEntry.RoleGiven given
                ? given.role()
                : MemberRole.MAY_INVITE;
    }
}
