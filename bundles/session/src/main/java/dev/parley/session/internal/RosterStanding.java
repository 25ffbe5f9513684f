package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.session.internal.RosterEntry.Content;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Whether the author of an entry ever had what it takes to write it, counting or not, by the entry's past alone: what nobody could
 * believe in does not come in, so that a roster cannot be filled by people whom nobody invited. Confined to the session's executor.
 */
final class RosterStanding {
    private final Map<PeerName, BitSet> invited = new HashMap<>(); // indexes of the words about a person
    private final Map<PeerName, BitSet> mayInvite = new HashMap<>();
    private final List<RosterEntry> entries;

    /** @param entries the log's, a view that grows */
    RosterStanding(List<RosterEntry> entries) {
        this.entries = entries;
    }

    /** Why it cannot be; empty when it can. */
    String problem(RosterEntry entry, BitSet past) {
        Content content = entry.content();
        if (content instanceof RosterEntry.Joined) {
            return isCreator(entry.peer()) || isAmong(invited, entry.peer(), past)
                    ? ""
                    : "its author was never invited";
        } else if (!content.rules() || isCreator(entry.peer())) {
            return "";
        }
        boolean ofCreatorAlone = content instanceof RosterEntry.RoleGiven
                || (content instanceof RosterEntry.Invited word && word.role() != MemberRole.MEMBER);
        return !ofCreatorAlone && isAmong(mayInvite, entry.peer(), past) ? "" : "its author was never given the right";
    }

    private boolean isCreator(PeerName peer) {
        return entries.get(0).peer().equals(peer);
    }

    private static boolean isAmong(Map<PeerName, BitSet> words, PeerName about, BitSet past) {
        return words.containsKey(about) && words.get(about).intersects(past);
    }

    /** It has come in. */
    void add(int index, RosterEntry entry) {
        if (entry.content() instanceof RosterEntry.Invited word) {
            at(invited, word.peer()).set(index);
            if (word.role() == MemberRole.MAY_INVITE) {
                at(mayInvite, word.peer()).set(index);
            }
        } else if (entry.content() instanceof RosterEntry.RoleGiven word && word.role() == MemberRole.MAY_INVITE) {
            at(mayInvite, word.peer()).set(index);
        }
    }

    private static BitSet at(Map<PeerName, BitSet> words, PeerName peer) {
        return words.computeIfAbsent(peer, p -> new BitSet());
    }

    /** How little an end of the graph is needed among the parents of an author's next entry: those that show its rights come first. */
    int rank(PeerName author, BitSet past) {
        if (isAmong(mayInvite, author, past)) {
            return 1;
        }
        return isAmong(invited, author, past) ? 2 : 3;
    }
}
