package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.RosterEntry.Content;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.RosterHave;
import dev.parley.session.internal.proto.RosterPart;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Who is in a session, by its roster, and the entries that this endpoint writes. Confined to the session's executor. */
final class Membership {
    /** A frame may hold this much of a roster. */
    private static final int PART_BYTES = 256 * 1024;

    private final Identity identity;
    private final RemoteIdentity self;
    private final Function<PeerName, Standing> standings;
    private final Clock clock;
    private final RosterCodec codec;
    private final RosterLog log;
    private Optional<RosterView> seen = Optional.empty(); // empty until something is known
    private boolean stale; // the log has more: it is read again when somebody asks, not for each entry
    private final List<RosterEntry> untold = new ArrayList<>(); // own ones that are not kept yet
    private int kept; // of the entries
    private int epochOf; // so many entries
    private ByteString epoch = ByteString.EMPTY;
    private boolean left;

    /** How somebody else stands. */
    enum Where {
        /** Not in it: invited, or nobody has said anything yet. */
        UNKNOWN,
        MEMBER,
        LEFT,
        REMOVED
    }

    private Membership(Identity identity, Function<PeerName, Standing> standings, Clock clock, RosterCodec codec) {
        this.identity = identity;
        this.self = new RemoteIdentity(identity.peer(), identity.endpoint());
        this.standings = standings;
        this.clock = clock;
        this.codec = codec;
        this.log = new RosterLog(codec);
    }

    /** Of a session that this endpoint begins. */
    static Membership found(Identity identity, Function<PeerName, Standing> standings, Clock clock, RosterCodec codec) {
        Membership membership = new Membership(identity, standings, clock, codec);
        membership.write(new RosterEntry.Created(identity.card()));
        return membership;
    }

    /** Of a session into which this endpoint was invited: it knows nobody yet. */
    static Membership invited(
            Identity identity, Function<PeerName, Standing> standings, Clock clock, RosterCodec codec) {
        return new Membership(identity, standings, clock, codec);
    }

    /** Of a session that goes on after a restart. */
    static Membership resumed(
            Identity identity,
            Function<PeerName, Standing> standings,
            Clock clock,
            RosterCodec codec,
            List<ByteString> entries) {
        Membership membership = new Membership(identity, standings, clock, codec);
        entries.forEach(membership.log::add);
        membership.kept = entries.size();
        membership.stale = !entries.isEmpty();
        return membership;
    }

    /** Any thread; all that changes the log holds the same lock. */
    private synchronized Optional<RosterView> view() {
        if (stale) {
            stale = false;
            seen = Optional.of(RosterReading.view(log));
        }
        return seen;
    }

    private synchronized void write(Content content) {
        RosterEntry entry = codec.seal(identity, log.last(self) + 1, log.parents(self), content, clock.millis());
        log.add(entry.encoded());
        stale = true;
        untold.add(entry);
    }

    /** What is to be kept: the entries after those that are. */
    List<ByteString> unkept() {
        return log.entries().subList(kept, log.entries().size()).stream()
                .map(RosterEntry::encoded)
                .toList();
    }

    int kept() {
        return kept;
    }

    /**
     * So many are kept now, or never will be.
     *
     * @return own ones that others may hear of from now on; empty when there is none
     */
    Optional<Frame> keep(int count) {
        kept = Math.max(kept, count);
        List<RosterEntry> own =
                untold.stream().filter(entry -> log.index(entry.name()) < kept).toList();
        untold.removeAll(own);
        return own.isEmpty() ? Optional.empty() : Optional.of(part(own));
    }

    /** Whether others may hear of all that this endpoint wrote. */
    boolean isTold() {
        return untold.isEmpty();
    }

    private static Frame part(List<RosterEntry> entries) {
        RosterPart.Builder part = RosterPart.newBuilder();
        entries.forEach(entry -> part.addEntries(entry.encoded()));
        return Frame.newBuilder().setRoster(part).build();
    }

    /** Says that somebody may join. */
    void invite(PeerName peer) {
        write(new RosterEntry.Invited(peer, MemberRole.MEMBER));
    }

    /** Says that this endpoint is in, once it may and is not. */
    void join() {
        if (isInvited() && !isMember() && !left && hasRoom(1)) {
            write(new RosterEntry.Joined(identity.card()));
        }
    }

    /**
     * Says that this endpoint is out, if it was in.
     *
     * @param sequence of its last durable message
     * @param hash of that
     */
    void leave(long sequence, ByteString hash) {
        if (!left && isMember()) {
            write(new RosterEntry.Left(sequence, hash));
        }
        left = true;
    }

    /** Whether the last word of this endpoint is that it is out. */
    boolean hasLeft() {
        return log.entries().stream()
                .filter(entry -> entry.author().equals(self))
                .reduce((earlier, later) -> later)
                .filter(last -> last.content() instanceof RosterEntry.Left)
                .isPresent();
    }

    /** Where this endpoint stopped writing when it last left; empty when it never did. */
    Optional<RosterEntry.Left> stopped() {
        return log.entries().stream()
                .filter(entry -> entry.author().equals(self))
                .map(RosterEntry::content)
                .filter(RosterEntry.Left.class::isInstance)
                .map(RosterEntry.Left.class::cast)
                .reduce((earlier, later) -> later);
    }

    /** Who wrote something, with which key; empty when it was never in the session. */
    Optional<Durables.Author> author(EndPointId endpoint) {
        return log.author(endpoint);
    }

    /** @throws SessionException when the person here may not, or there is no such member */
    void remove(PeerName peer) {
        requireRight(role() != MemberRole.MEMBER, "remove others");
        requireOther(peer);
        write(new RosterEntry.Removed(peer));
    }

    /** @throws SessionException when the person here may not, or there is no such member */
    void giveRole(PeerName peer, MemberRole role) {
        requireRight(role() == MemberRole.CREATOR, "give roles");
        requireOther(peer);
        write(new RosterEntry.RoleGiven(peer, role));
    }

    private void requireRight(boolean has, String what) {
        if (!isMember() || !has) {
            throw new SessionException("You may not " + what + " in this session. Ask "
                    + view().map(now -> name(now.creator())).orElse("whoever began it") + ", who began it.");
        }
    }

    private void requireOther(PeerName peer) {
        if (peer.equals(identity.peer())) {
            throw new SessionException("This is you. Leave the session when you do not want to be in it.");
        }
        if (peer.equals(view().orElseThrow().creator())) {
            throw new SessionException(name(peer) + " began this session, and can do all in it as long as it lasts.");
        }
        if (others().stream().noneMatch(other -> other.peer().equals(peer))
                && !view().orElseThrow().invited().contains(peer)) {
            throw new SessionException(name(peer) + " is not in this session.");
        }
    }

    private MemberRole role() {
        return role(identity.peer());
    }

    /** Why so many more cannot be invited from here; empty: they can. */
    Optional<String> closedTo(int newcomers) {
        if (!isMember() || role() == MemberRole.MEMBER) {
            return Optional.of("You may not invite into this session. Ask "
                    + view().map(now -> name(now.creator())).orElse("whoever began it") + ", who began it.");
        }
        return hasRoom(newcomers)
                ? Optional.empty()
                : Optional.of("The session has room for " + Session.MEMBERS + " members, and is full.");
    }

    private boolean hasRoom(int newcomers) {
        return view().map(now -> now.members().size()).orElse(0) + newcomers <= Session.MEMBERS
                && log.entries().size() < RosterLog.ENTRIES - RosterLog.OF_ONE;
    }

    RosterHave have() {
        return log.have();
    }

    /** What somebody lacks, in frames. */
    List<Frame> missing(RosterHave have) {
        List<Frame> frames = new ArrayList<>();
        List<RosterEntry> part = new ArrayList<>();
        int bytes = 0;
        for (RosterEntry entry : log.missing(have)) {
            if (untold.contains(entry)) {
                continue;
            }
            if (bytes > PART_BYTES) {
                frames.add(part(part));
                part.clear();
                bytes = 0;
            }
            part.add(entry);
            bytes += entry.encoded().size();
        }
        if (!part.isEmpty()) {
            frames.add(part(part));
        }
        return frames;
    }

    /**
     * Takes entries from somebody.
     *
     * @return what of it is new, for others; empty when nothing is
     * @throws ProtocolException when one of them cannot be; those before it are taken
     */
    synchronized Optional<Frame> take(RosterPart part) {
        List<RosterEntry> fresh = new ArrayList<>();
        try {
            part.getEntriesList().forEach(encoded -> log.add(encoded).ifPresent(fresh::add));
        } finally {
            stale |= !fresh.isEmpty();
        }
        return fresh.isEmpty() ? Optional.empty() : Optional.of(part(fresh));
    }

    /** For somebody who was removed and has that: the removals, and what they rest on; nothing that came later. */
    RosterPart proof(PeerName removed, RosterHave have) {
        RosterPart.Builder part = RosterPart.newBuilder();
        List<Integer> indexes = log.removals(removed);
        for (RosterEntry entry : log.missing(have)) {
            int index = log.index(entry.name());
            if (indexes.stream()
                    .anyMatch(removal -> removal == index || log.past(removal).get(index))) {
                part.addEntries(entry.encoded());
            }
        }
        return part.build();
    }

    /** What the keys for all are for: another one with each entry. */
    ByteString epoch() {
        if (epochOf != log.entries().size()) {
            epochOf = log.entries().size();
            epoch = log.epoch();
        }
        return epoch;
    }

    /** To which key something is sealed to a member; empty when it is none. */
    Optional<byte[]> sealingKey(RemoteIdentity remote) {
        return view().map(now -> now.members().get(remote))
                .flatMap(card -> card.card().device(remote.endpoint()))
                .map(device -> HexFormat.of().parseHex(device.sealingKey()));
    }

    /** Whether an endpoint may open a stream: it is in, or could be. */
    boolean admits(RemoteIdentity remote) {
        return view().isPresent()
                && (view().get().isMember(remote) || view().get().invited().contains(remote.peer()));
    }

    Where where(RemoteIdentity remote) {
        if (view().isEmpty()) {
            return Where.UNKNOWN;
        }
        RosterView now = view().get();
        if (now.isMember(remote)) {
            return Where.MEMBER;
        } else if (now.removed().containsKey(remote.peer())) {
            return Where.REMOVED;
        }
        return now.left().contains(remote) ? Where.LEFT : Where.UNKNOWN;
    }

    MemberRole role(PeerName peer) {
        return view().map(now -> now.role(peer)).orElse(MemberRole.MEMBER);
    }

    boolean isMember() {
        return view().isPresent() && view().get().isMember(self);
    }

    /** Whether the person here was removed, or was in only by the word of somebody who was. */
    boolean isRemoved() {
        return where(self) == Where.REMOVED || (isJoined() && !isMember() && !left && !isInvited());
    }

    /** Whether the last word of this endpoint is that it is in. */
    private boolean isJoined() {
        return log.entries().stream()
                .filter(entry -> entry.author().equals(self))
                .reduce((earlier, later) -> later)
                .filter(last -> !(last.content() instanceof RosterEntry.Left))
                .isPresent();
    }

    private boolean isInvited() {
        return view().isPresent() && view().get().invited().contains(identity.peer());
    }

    /** Who removed somebody; empty when nobody else did. */
    Optional<PeerName> remover(PeerName peer) {
        return view().flatMap(now -> now.removed().getOrDefault(peer, Optional.empty()));
    }

    /** The other members, by the order in which they joined. */
    List<RemoteIdentity> others() {
        return view().stream()
                .flatMap(now -> now.members().keySet().stream())
                .filter(member -> !member.equals(self))
                .toList();
    }

    /** Whether this endpoint joined after another one. */
    boolean isLaterThan(RemoteIdentity other) {
        List<RemoteIdentity> order = List.copyOf(view().orElseThrow().members().keySet());
        return order.indexOf(self) > order.indexOf(other);
    }

    /** Who began the session; as long as nobody is known, the person here. */
    SessionMember inviter() {
        return log.entries().isEmpty() || log.entries().get(0).author().equals(self)
                ? member(self)
                : member(log.entries().get(0).author());
    }

    /** Another endpoint as applications see it. */
    SessionMember member(RemoteIdentity remote) {
        Standing standing = standings.apply(remote.peer());
        return new SessionMember(remote, name(remote.peer()), standing.verified(), false);
    }

    /** What somebody is called here: as a contact, on their card, or by as much of the key as people can read. */
    String name(PeerName peer) {
        String shown = standings.apply(peer).shownName();
        return shown.isEmpty()
                ? view().stream()
                        .flatMap(now -> now.members().entrySet().stream())
                        .filter(member -> member.getKey().peer().equals(peer))
                        .map(member -> member.getValue().card().displayName())
                        .findFirst()
                        .orElseGet(peer::shortForm)
                : shown;
    }
}
