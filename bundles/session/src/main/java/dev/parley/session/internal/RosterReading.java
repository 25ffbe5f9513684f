package dev.parley.session.internal;

import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Session;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.SignedCard;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Reads off a log who is in: {@link RosterView} from the entries that count. */
final class RosterReading {
    // both: a peer can claim the endpoint of another one
    private static final Comparator<RemoteIdentity> ORDER =
            Comparator.comparing(RemoteIdentity::endpoint).thenComparing(RemoteIdentity::peer);

    private final RosterLog log;
    private final RosterRights rights;
    private final BitSet all = new BitSet();

    private RosterReading(RosterLog log) {
        this.log = log;
        this.rights = RosterRules.judge(log);
        all.set(0, log.entries().size());
    }

    /** @param log not empty */
    static RosterView view(RosterLog log) {
        return new RosterReading(log).view();
    }

    private RosterView view() {
        Set<RemoteIdentity> authors = new TreeSet<>(ORDER);
        log.entries().forEach(entry -> authors.add(entry.author()));
        Set<PeerName> liars = log.liars().stream().map(RemoteIdentity::peer).collect(Collectors.toUnmodifiableSet());
        Map<RemoteIdentity, SignedCard> members = new LinkedHashMap<>();
        joins(authors, liars).stream()
                .limit(Session.MEMBERS)
                .map(log.entries()::get)
                .forEach(join -> members.put(join.author(), join.card().orElseThrow()));
        Set<PeerName> people = new TreeSet<>();
        log.entries().forEach(entry -> entry.content().about().ifPresent(people::add));
        Set<PeerName> invited = people.stream()
                .filter(peer -> !liars.contains(peer) && rights.isInvited(peer, all))
                .collect(Collectors.toCollection(TreeSet::new));
        Map<PeerName, MemberRole> roles = new HashMap<>();
        invited.forEach(peer -> roles.put(peer, rights.role(peer, all)));
        roles.put(rights.creator(), MemberRole.CREATOR);
        return new RosterView(
                rights.creator(), members, invited, roles, left(authors), removed(people, invited, liars));
    }

    /** The joins that hold, in an order that is the same for everybody: the one that knew less first. */
    private List<Integer> joins(Set<RemoteIdentity> authors, Set<PeerName> liars) {
        List<Integer> joins = new ArrayList<>();
        for (RemoteIdentity author : authors) {
            if (!liars.contains(author.peer()) && rights.isMember(author, all)) {
                joins.add(rights.joined(author, all).orElseThrow());
            }
        }
        joins.sort(Comparator.comparing((Integer join) -> log.past(join).cardinality())
                .thenComparing(join -> log.entries().get(join).author(), ORDER));
        return joins;
    }

    private Set<RemoteIdentity> left(Set<RemoteIdentity> authors) {
        return authors.stream().filter(author -> rights.hasLeft(author, all)).collect(Collectors.toUnmodifiableSet());
    }

    private Map<PeerName, Optional<PeerName>> removed(
            Set<PeerName> people, Set<PeerName> invited, Set<PeerName> liars) {
        Map<PeerName, Optional<PeerName>> removed = new HashMap<>();
        for (PeerName peer : people) {
            if (!invited.contains(peer)) {
                rights.removed(peer, all).stream()
                        .mapToObj(removal -> log.entries().get(removal).peer())
                        .min(PeerName::compareTo)
                        .ifPresent(by -> removed.put(peer, Optional.of(by)));
            }
        }
        liars.forEach(liar -> removed.put(liar, Optional.empty()));
        return removed;
    }
}
