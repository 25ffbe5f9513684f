package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.Join;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Purpose;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeLinks;
import dev.parley.wire.frame.MessageReader;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** An endpoint that speaks the protocols by hand, as badly as a test wants. */
final class Rogue {
    final FakeIdentity identity;
    final FakeLinks links;
    final List<Frame> heard = new ArrayList<>();
    boolean ended;
    private final Side victim;
    private Stream stream;
    private SenderKey key; // null until the stream needs one
    private Optional<Membership> roster = Optional.empty();

    Rogue(Side victim, long seed) {
        this.victim = victim;
        identity = new FakeIdentity(seed);
        links = new FakeLinks(victim.time, identity.remote());
        FakeLinks.connect(links, victim.links);
    }

    private Link link() {
        var dialled = links.dial(DialTarget.of(victim.identity.peer(), victim.identity.endpoint()))
                .toCompletableFuture();
        victim.time.run();
        return dialled.getNow(null);
    }

    /** Opens a stream for sessions. */
    void open() {
        ended = false;
        heard.clear();
        key = null;
        stream = open(SessionStream.PROTOCOL);
        MessageReader.Handler<Frame> handler = new MessageReader.Handler<>() {
            @Override
            public void message(Frame frame) {
                heard.add(frame);
            }

            @Override
            public void ended(Optional<Throwable> failure) {
                ended = true;
            }
        };
        stream.read(Runnable::run, new MessageReader<>(stream, Frame.parser(), Frames.BYTES, handler));
    }

    Stream open(ProtocolId protocol) {
        return link().open(protocol);
    }

    /** Opens a stream of another protocol and tells what it brings. */
    Stream open(ProtocolId protocol, StreamReader reader) {
        Stream opened = open(protocol);
        opened.read(Runnable::run, reader);
        return opened;
    }

    /** Messages encrypted as they should be. */
    void send(Frame frame) {
        if (!frame.hasMessage()) {
            send(Messages.encode(frame));
            return;
        }
        if (key == null || key.isSpent()) {
            key = key(KeyUse.TO_ONE, ByteString.EMPTY);
            send(seal(key));
        }
        send(key.encrypt(frame.toByteString().asReadOnlyByteBuffer()).frame());
    }

    /** A key that the victim is given, once it gets the seal. */
    SenderKey key(KeyUse use, ByteString epoch) {
        SenderKey fresh = new SenderKey(
                identity,
                new KeyName(
                        id(),
                        identity.remote(),
                        use,
                        epoch,
                        victim.time.random().nextLong()));
        fresh.give(
                victim.identity.remote(),
                HexFormat.of()
                        .parseHex(victim.identity.card().card().devices().get(0).sealingKey()));
        return fresh;
    }

    ByteBuffer seal(SenderKey fresh) {
        return fresh.seal(victim.identity.remote(), Ratchet.MESSAGES).orElseThrow();
    }

    void send(ByteBuffer bytes) {
        stream.write(bytes);
        victim.time.run();
    }

    /** Joins as a good member does, who invited the victim. */
    void join(long attempt) {
        open();
        send(frame(attempt, 0));
        List.copyOf(heard).stream()
                .filter(Frame::hasJoin)
                .flatMap(answer -> roster().missing(answer.getJoin().getRoster()).stream())
                .forEach(this::send);
    }

    /** Of a session that it began. */
    Membership roster() {
        if (roster.isEmpty()) {
            RosterCodec codec = new RosterCodec(id(), Side.CHAT.id(), identity, identity);
            roster = Optional.of(Membership.found(identity, Standing::stranger, victim.time.clock(), codec));
            roster.get().invite(victim.identity.peer());
            roster.get().keep(roster.get().unkept().size());
        }
        return roster.get();
    }

    Frame frame(long attempt, long received) {
        return Frame.newBuilder()
                .setJoin(Join.newBuilder()
                        .setSession(Frames.session(id()))
                        .setAttempt(attempt)
                        .setRoster(roster().have())
                        .setReceivedAll(received))
                .build();
    }

    SessionId id() {
        return victim.session.id();
    }

    /** A good message, to be spoilt; its hash is made by {@link #hashed}. */
    SessionMessage.Builder message(long sequence, String body) {
        return SessionMessage.newBuilder()
                .setSession(Frames.session(id()))
                .setAuthor(ByteString.copyFrom(identity.endpoint().bytes()))
                .setKind(Kind.EPHEMERAL)
                .setSequence(sequence)
                .setPurpose(Purpose.PLAIN)
                .setBody(ByteString.copyFromUtf8(body));
    }

    static Frame hashed(SessionMessage.Builder message) {
        message.setHash(ByteString.copyFrom(MessageCodec.hash(message)));
        return Frame.newBuilder().setMessage(message).build();
    }

    /** The errors that the victim told its link. */
    List<ProtocolException> broken() {
        return victim.links.broken();
    }
}
