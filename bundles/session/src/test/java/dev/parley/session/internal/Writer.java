package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.RosterEntry.Content;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Identity;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.identity.Signatures;
import dev.parley.testkit.FakeIdentity;
import java.util.Collection;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** An endpoint with its own copy of one roster. Writes whatever it is told to, with or without the right to. */
final class Writer {
    static final SessionId SESSION = new SessionId(new UUID(7, 7));
    static final ApplicationId APPLICATION = new ApplicationId(new UUID(8, 8));

    final Identity identity;
    final RosterLog log;
    final RosterCodec codec;

    private final Function<RosterEntry, RosterCodec.Opened> reader;

    Writer(FakeIdentity identity) {
        this(identity, identity, identity);
    }

    Writer(Identity identity, Cards cards, Signatures signatures) {
        this(identity, new RosterCodec(SESSION, APPLICATION, cards, signatures));
    }

    private Writer(Identity identity, RosterCodec codec) {
        this(identity, codec, entry -> codec.open(entry.encoded()));
    }

    Writer(Identity identity, RosterCodec codec, Function<RosterEntry, RosterCodec.Opened> reader) {
        this.identity = identity;
        this.codec = codec;
        this.log = new RosterLog(codec);
        this.reader = reader;
    }

    static Writer of(long seed) {
        return new Writer(new FakeIdentity(seed));
    }

    /** The same endpoint with a copy of its roster that goes its own way: so one contradicts itself, or writes as of old. */
    Writer twin() {
        return new Writer(identity, codec, reader).take(this);
    }

    PeerName peer() {
        return identity.peer();
    }

    RemoteIdentity remote() {
        return new RemoteIdentity(identity.peer(), identity.endpoint());
    }

    RosterEntry seal(int number, Collection<ByteString> parents, Content content) {
        return codec.seal(identity, number, parents, content, 1_000);
    }

    RosterEntry write(Content content) {
        RosterEntry entry = seal(log.last(remote()) + 1, log.parents(remote()), content);
        return add(entry).orElseThrow();
    }

    Optional<RosterEntry> add(RosterEntry entry) {
        return log.add(reader.apply(entry));
    }

    RosterEntry create() {
        return write(new RosterEntry.Created(identity.card()));
    }

    RosterEntry invite(Writer whom) {
        return invite(whom, MemberRole.MEMBER);
    }

    RosterEntry invite(Writer whom, MemberRole role) {
        return write(new RosterEntry.Invited(whom.peer(), role));
    }

    RosterEntry join() {
        return write(new RosterEntry.Joined(identity.card()));
    }

    RosterEntry leave() {
        return write(new RosterEntry.Left(0, ByteString.EMPTY));
    }

    RosterEntry remove(Writer whom) {
        return write(new RosterEntry.Removed(whom.peer()));
    }

    RosterEntry give(Writer whom, MemberRole role) {
        return write(new RosterEntry.RoleGiven(whom.peer(), role));
    }

    /** Takes what it lacks from the others, by what it says that it has. */
    Writer take(Writer... others) {
        for (Writer other : others) {
            other.log.missing(log.have()).forEach(this::add);
        }
        return this;
    }

    RosterView view() {
        return RosterReading.view(log);
    }

    boolean sees(Writer member) {
        return view().isMember(member.remote());
    }

    static void merge(Writer... writers) {
        for (int round = 0; round < 2; round++) {
            for (Writer writer : writers) {
                writer.take(writers);
            }
        }
    }
}
