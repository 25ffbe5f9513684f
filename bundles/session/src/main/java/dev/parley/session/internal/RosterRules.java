package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.spi.identity.RemoteIdentity;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/**
 * Decides which entries of a log count; the rules are in docs/protocol/session.md. The answer depends on the set of entries alone. An
 * entry counts when its author had the right in what the author had seen; an entry that rules (invites, removes, gives a role) does
 * not count when it is concurrent with a removal of its author that does. Where that question goes in a circle, invitations and roles
 * in it do not count, and removals do.
 */
final class RosterRules {
    private final RosterLog log;
    private final List<RosterEntry> entries;
    private final RosterRights rights;
    private final BitSet counts = new BitSet();
    private final BitSet undecided = new BitSet();
    private final BitSet[] grounds; // what of its past the right to write an entry hangs on
    private final BitSet[] against; // the removals of its author that are concurrent
    private final BitSet[] hanging; // the entries of whose grounds or removals it is one
    private final BitSet open = new BitSet(); // what may have become decidable
    private final Map<PeerName, BitSet> honest = new HashMap<>(); // of who lied: what they wrote before

    private RosterRules(RosterLog log) {
        this.log = log;
        this.entries = log.entries();
        this.rights = new RosterRights(log, counts);
        this.grounds = new BitSet[entries.size()];
        this.against = new BitSet[entries.size()];
        this.hanging = new BitSet[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            grounds[i] = rights.grounds(entries.get(i), log.past(i));
            against[i] = against(i);
            hanging[i] = new BitSet();
        }
        for (int i = 0; i < entries.size(); i++) {
            int hangs = i;
            grounds[i].stream().forEach(on -> hanging[on].set(hangs));
            against[i].stream().forEach(on -> hanging[on].set(hangs));
        }
        undecided.set(0, entries.size());
        open.set(0, entries.size());
        liars();
    }

    /**
     * @param log not empty
     * @return what its entries that count say
     */
    static RosterRights judge(RosterLog log) {
        RosterRules rules = new RosterRules(log);
        rules.decide();
        return rules.rights;
    }

    private BitSet against(int index) {
        BitSet removals = new BitSet();
        if (entries.get(index).content().rules()) {
            removals.or(rights.removals(entries.get(index).peer()));
            removals.andNot(log.past(index));
            removals.clear(index);
            removals.stream().filter(removal -> log.past(removal).get(index)).forEach(removals::clear);
        }
        return removals;
    }

    /** All that a liar wrote and that any side of the first lie did not know is void, at all its endpoints. */
    private void liars() {
        for (RemoteIdentity liar : new HashSet<>(log.liars())) {
            for (int lie : log.firstLie(liar)) {
                honest.computeIfAbsent(liar.peer(), p -> (BitSet) log.past(lie).clone())
                        .and(log.past(lie));
            }
        }
    }

    private void decide() {
        advance();
        while (!undecided.isEmpty()) {
            closeCircle(circle());
            advance();
        }
    }

    private void set(int index, boolean does) {
        undecided.clear(index);
        open.clear(index); // of a circle, several are decided in a row
        counts.set(index, does);
        open.or(among(hanging[index], undecided));
    }

    private static BitSet among(BitSet some, BitSet others) {
        BitSet both = (BitSet) some.clone();
        both.and(others);
        return both;
    }

    /** Decides what hangs on nothing undecided: each time only what hangs on what was decided, in sweeps. */
    private void advance() {
        while (!open.isEmpty()) {
            for (int i = open.nextSetBit(0); i >= 0; i = open.nextSetBit(i + 1)) {
                open.clear(i);
                look(i);
            }
        }
    }

    private void look(int index) {
        boolean ready = !grounds[index].intersects(undecided);
        if (against[index].intersects(counts) || (ready && !entitled(index))) {
            set(index, false);
        } else if (ready && !against[index].intersects(undecided)) {
            set(index, true);
        }
    }

    private boolean entitled(int index) {
        RosterEntry entry = entries.get(index);
        BitSet before = honest.get(entry.peer());
        return (before == null || before.get(index)) && rights.entitled(entry, log.past(index));
    }

    /** Of a circle, decides what hangs on others only by their removing its author: nobody there could have known better. */
    private void closeCircle(BitSet circle) {
        BitSet removals = new BitSet();
        BitSet others = new BitSet();
        circle.stream()
                .filter(i -> !grounds[i].intersects(undecided))
                .forEach(i -> (entries.get(i).content() instanceof RosterEntry.Removed ? removals : others).set(i));
        boolean removing =
                others.isEmpty(); // the others first: an invitation that hangs on itself must not save anybody
        (removing ? removals : others).stream().forEach(i -> set(i, removing));
    }

    /** Undecided entries that all hang on each other and on nothing else that is undecided; now there are some. */
    private BitSet circle() {
        int from = undecided.nextSetBit(0);
        while (true) {
            BitSet reached = reach(from);
            BitSet outside = (BitSet) reached.clone();
            outside.andNot(reaching(from, reached));
            if (outside.isEmpty()) {
                return reached;
            }
            from = outside.nextSetBit(0); // does not hang on the one before: its reach is less
        }
    }

    /** What an undecided entry hangs on, directly or not. */
    private BitSet reach(int from) {
        BitSet reached = new BitSet();
        BitSet next = new BitSet();
        next.set(from);
        for (int at = from; at >= 0; at = next.nextSetBit(0)) {
            next.clear(at);
            BitSet on = (BitSet) grounds[at].clone();
            on.or(against[at]);
            on.and(undecided);
            on.andNot(reached);
            reached.or(on);
            next.or(on);
        }
        return reached;
    }

    /** Which of some entries hang on one, directly or not; it is one of them. */
    private BitSet reaching(int to, BitSet some) {
        BitSet reaching = new BitSet();
        BitSet next = new BitSet();
        next.set(to);
        for (int at = to; at >= 0; at = next.nextSetBit(0)) {
            next.clear(at);
            reaching.set(at);
            next.or(among(hanging[at], some));
            next.andNot(reaching);
        }
        return reaching;
    }
}
