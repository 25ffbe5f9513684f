package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Session;
import dev.parley.session.internal.RosterEntry.Invited;
import dev.parley.session.internal.RosterEntry.Left;
import dev.parley.session.internal.RosterEntry.Removed;
import dev.parley.session.internal.RosterEntry.RoleGiven;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.SignedCard;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The rules once more, from the sentences of docs/protocol/session.md: slow, with sets only, sharing nothing with the fast ones. */
final class SlowRoster {
    private final Set<RosterEntry> all;
    private final IdentityHashMap<RosterEntry, Set<RosterEntry>> past = new IdentityHashMap<>();
    private final IdentityHashMap<RosterEntry, Boolean> counts = new IdentityHashMap<>(); // what is decided
    private final PeerName creator;

    SlowRoster(Collection<RosterEntry> entries) {
        all = set();
        all.addAll(entries);
        Map<ByteString, RosterEntry> byName = new HashMap<>();
        entries.forEach(entry -> byName.put(entry.name(), entry));
        entries.forEach(entry -> pastOf(entry, byName));
        creator = all.stream()
                .filter(entry -> entry.parents().isEmpty())
                .findFirst()
                .orElseThrow()
                .peer();
        while (counts.size() < all.size()) {
            if (!decideSome()) {
                breakCircles();
            }
        }
    }

    private Set<RosterEntry> pastOf(RosterEntry entry, Map<ByteString, RosterEntry> byName) {
        Set<RosterEntry> known = past.get(entry);
        if (known == null) {
            known = set();
            for (ByteString parent : entry.parents()) {
                known.add(byName.get(parent));
                known.addAll(pastOf(byName.get(parent), byName));
            }
            past.put(entry, known);
        }
        return known;
    }

    /** By identity: entries are slow to compare. */
    private static Set<RosterEntry> set() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static Set<RosterEntry> those(Collection<RosterEntry> of, Predicate<RosterEntry> which) {
        return of.stream().filter(which).collect(Collectors.toCollection(SlowRoster::set));
    }

    private static boolean about(RosterEntry entry, PeerName peer) {
        return entry.content().about().equals(Optional.of(peer));
    }

    private static boolean isComing(RosterEntry entry, RemoteIdentity of) {
        return entry.author().equals(of) && entry.content().about().isEmpty();
    }

    boolean counts(RosterEntry entry) {
        return counts.getOrDefault(entry, false);
    }

    // what an entry hangs on

    private Set<RosterEntry> grounds(RosterEntry entry) {
        return those(past.get(entry), p -> about(p, entry.peer()) || isComing(p, entry.author()));
    }

    private Set<RosterEntry> against(RosterEntry entry) {
        return entry.content().about().isEmpty() || entry.peer().equals(creator)
                ? Set.of()
                : those(
                        all,
                        r -> r.content() instanceof Removed
                                && about(r, entry.peer())
                                && !r.equals(entry)
                                && !past.get(r).contains(entry)
                                && !past.get(entry).contains(r));
    }

    private boolean decideSome() {
        int before = counts.size();
        for (RosterEntry entry : all) {
            if (counts.containsKey(entry)) {
                continue;
            }
            boolean ready = counts.keySet().containsAll(grounds(entry));
            if (against(entry).stream().anyMatch(this::counts)) {
                counts.put(entry, false);
            } else if (ready && !entitled(entry)) {
                counts.put(entry, false);
            } else if (ready && counts.keySet().containsAll(against(entry))) {
                counts.put(entry, true);
            }
        }
        return counts.size() > before;
    }

    private void breakCircles() {
        IdentityHashMap<RosterEntry, Set<RosterEntry>> reach = new IdentityHashMap<>();
        for (RosterEntry entry : those(all, e -> !counts.containsKey(e))) {
            Set<RosterEntry> on = grounds(entry);
            on.addAll(against(entry));
            on.removeAll(counts.keySet());
            reach.put(entry, on);
        }
        for (boolean more = true; more; ) {
            more = false;
            for (Set<RosterEntry> on : reach.values()) {
                for (RosterEntry next : List.copyOf(on)) {
                    more |= on.addAll(reach.get(next));
                }
            }
        }
        IdentityHashMap<RosterEntry, Boolean> now = new IdentityHashMap<>();
        for (RosterEntry entry : reach.keySet()) {
            boolean inCircle =
                    reach.get(entry).stream().allMatch(other -> reach.get(other).contains(entry));
            if (inCircle && counts.keySet().containsAll(grounds(entry))) {
                boolean removal = entry.content() instanceof Removed;
                boolean alone = reach.get(entry).stream()
                        .filter(other -> counts.keySet().containsAll(grounds(other)))
                        .allMatch(other -> other.content() instanceof Removed);
                if (!removal || alone) {
                    now.put(entry, removal);
                }
            }
        }
        counts.putAll(now);
    }

    // what people may, as seen from some entries

    private Set<RosterEntry> removals(PeerName peer, Set<RosterEntry> seen) {
        return peer.equals(creator)
                ? Set.of()
                : those(seen, e -> counts(e) && e.content() instanceof Removed && about(e, peer));
    }

    private boolean isInvited(PeerName peer, Set<RosterEntry> seen) {
        return seen.stream()
                .anyMatch(e -> counts(e)
                        && e.content() instanceof Invited
                        && about(e, peer)
                        && past.get(e).containsAll(removals(peer, seen)));
    }

    private Optional<RosterEntry> lastComing(RemoteIdentity endpoint, Set<RosterEntry> seen) {
        return seen.stream()
                .filter(e -> counts(e) && isComing(e, endpoint))
                .max(Comparator.comparingInt(RosterEntry::number));
    }

    private boolean isMember(RemoteIdentity endpoint, Set<RosterEntry> seen) {
        return lastComing(endpoint, seen)
                .filter(last -> !(last.content() instanceof Left))
                .filter(last -> past.get(last).containsAll(removals(endpoint.peer(), seen)))
                .isPresent();
    }

    private static Optional<MemberRole> word(RosterEntry entry) {
        if (entry.content() instanceof RoleGiven given) {
            return Optional.of(given.role());
        }
        return entry.content() instanceof Invited invited && invited.role() == MemberRole.MAY_INVITE
                ? Optional.of(MemberRole.MAY_INVITE)
                : Optional.empty();
    }

    private MemberRole role(PeerName peer, Set<RosterEntry> seen) {
        if (peer.equals(creator)) {
            return MemberRole.CREATOR;
        }
        Set<RosterEntry> words = those(
                seen,
                e -> counts(e)
                        && about(e, peer)
                        && word(e).isPresent()
                        && past.get(e).containsAll(removals(peer, seen)));
        Set<RosterEntry> newest = those(
                words, e -> words.stream().noneMatch(later -> past.get(later).contains(e)));
        boolean may =
                !newest.isEmpty() && newest.stream().allMatch(e -> word(e).orElseThrow() == MemberRole.MAY_INVITE);
        return may ? MemberRole.MAY_INVITE : MemberRole.MEMBER;
    }

    private Set<RosterEntry> firstLies(RemoteIdentity author) {
        Map<Integer, Set<RosterEntry>> byNumber = those(all, e -> e.author().equals(author)).stream()
                .collect(Collectors.groupingBy(RosterEntry::number, Collectors.toSet()));
        return byNumber.entrySet().stream()
                .filter(number -> number.getValue().size() > 1)
                .min(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .orElse(Set.of());
    }

    private Set<RemoteIdentity> authors() {
        return all.stream().map(RosterEntry::author).collect(Collectors.toSet());
    }

    private boolean entitled(RosterEntry entry) {
        for (RemoteIdentity endpoint : authors()) {
            if (endpoint.peer().equals(entry.peer())
                    && firstLies(endpoint).stream()
                            .anyMatch(lie -> !past.get(lie).contains(entry))) {
                return false;
            }
        }
        Set<RosterEntry> seen = past.get(entry);
        if (entry.parents().isEmpty()) {
            return true;
        } else if (entry.card().isPresent()) {
            return isInvited(entry.peer(), seen);
        } else if (!isMember(entry.author(), seen)) {
            return false;
        } else if (entry.content() instanceof Left || role(entry.peer(), seen) == MemberRole.CREATOR) {
            return entry.content() instanceof Invited || !about(entry, creator);
        }
        return role(entry.peer(), seen) == MemberRole.MAY_INVITE
                && (entry.content() instanceof Invited invited
                        ? invited.role() == MemberRole.MEMBER
                        : entry.content() instanceof Removed && !about(entry, creator));
    }

    RosterView view() {
        Set<PeerName> liars = authors().stream()
                .filter(author -> !firstLies(author).isEmpty())
                .map(RemoteIdentity::peer)
                .collect(Collectors.toSet());
        Comparator<RosterEntry> order =
                Comparator.comparing(entry -> past.get(entry).size());
        List<RosterEntry> joins = new ArrayList<>();
        for (RemoteIdentity author : authors()) {
            if (!liars.contains(author.peer()) && isMember(author, all)) {
                joins.add(lastComing(author, all).orElseThrow());
            }
        }
        joins.sort(order.thenComparing(entry -> entry.author().endpoint()).thenComparing(RosterEntry::peer));
        Map<RemoteIdentity, SignedCard> members = new LinkedHashMap<>();
        joins.stream()
                .limit(Session.MEMBERS)
                .forEach(join -> members.put(join.author(), join.card().orElseThrow()));
        Set<PeerName> people = new TreeSet<>();
        all.forEach(entry -> entry.content().about().ifPresent(people::add));
        Set<PeerName> invited = people.stream()
                .filter(peer -> !liars.contains(peer) && isInvited(peer, all))
                .collect(Collectors.toSet());
        Map<PeerName, MemberRole> roles =
                invited.stream().collect(Collectors.toMap(peer -> peer, peer -> role(peer, all)));
        roles.put(creator, MemberRole.CREATOR);
        Set<RemoteIdentity> left = authors().stream()
                .filter(author -> lastComing(author, all)
                        .filter(last -> last.content() instanceof Left)
                        .isPresent())
                .collect(Collectors.toSet());
        Map<PeerName, Optional<PeerName>> removed = new HashMap<>();
        people.stream().filter(peer -> !invited.contains(peer)).forEach(peer -> removals(peer, all).stream()
                .map(RosterEntry::peer)
                .min(PeerName::compareTo)
                .ifPresent(by -> removed.put(peer, Optional.of(by))));
        liars.forEach(liar -> removed.put(liar, Optional.empty()));
        return new RosterView(creator, members, invited, roles, left, removed);
    }

    /** Whether each member was invited after whatever removed it. */
    boolean bringsNobodyBack() {
        return view().members().keySet().stream()
                .allMatch(member ->
                        those(all, e -> counts(e) && e.content() instanceof Removed && about(e, member.peer())).stream()
                                .allMatch(removal -> all.stream()
                                        .anyMatch(e -> e.content() instanceof Invited
                                                && about(e, member.peer())
                                                && past.get(e).contains(removal))));
    }
}
