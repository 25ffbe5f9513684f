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
    private final Map<PeerName, BitSet> honest = new HashMap<>(); // of who lied: what they wrote before

    private RosterRules(RosterLog log) {
        this.log = log;
        this.entries = log.entries();
        this.rights = new RosterRights(log, counts);
        this.grounds = new BitSet[entries.size()];
        this.against = new BitSet[entries.size()];
        for (int i = 0; i < entries.size(); i++) {
            grounds[i] = rights.grounds(entries.get(i), log.past(i));
            against[i] = against(i);
        }
        undecided.set(0, entries.size());
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
        while (!undecided.isEmpty()) {
            if (!advance()) {
                closeCircle(circle());
            }
        }
    }

    private void set(int index, boolean does) {
        undecided.clear(index);
        counts.set(index, does);
    }

    /** Decides what hangs on nothing undecided. @return whether there was any */
    private boolean advance() {
        int before = undecided.cardinality();
        for (int i = undecided.nextSetBit(0); i >= 0; i = undecided.nextSetBit(i + 1)) {
            boolean ready = !grounds[i].intersects(undecided);
            if (against[i].intersects(counts) || (ready && !entitled(i))) {
                set(i, false);
            } else if (ready && !against[i].intersects(undecided)) {
                set(i, true);
            }
        }
        return undecided.cardinality() < before;
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
        BitSet open = new BitSet();
        open.set(from);
        for (int next = from; next >= 0; next = open.nextSetBit(0)) {
            open.clear(next);
            BitSet on = (BitSet) grounds[next].clone();
            on.or(against[next]);
            on.and(undecided);
            on.andNot(reached);
            reached.or(on);
            open.or(on);
        }
        return reached;
    }

    /** Which of some entries hang on one, directly or not. */
    private BitSet reaching(int to, BitSet some) {
        BitSet reaching = new BitSet();
        reaching.set(to);
        BitSet rest = (BitSet) some.clone();
        rest.clear(to);
        for (boolean more = true; more; ) {
            more = false;
            for (int i = rest.nextSetBit(0); i >= 0; i = rest.nextSetBit(i + 1)) {
                if (grounds[i].intersects(reaching) || against[i].intersects(reaching)) {
                    reaching.set(i);
                    rest.clear(i);
                    more = true;
                }
            }
        }
        return reaching;
    }
}
