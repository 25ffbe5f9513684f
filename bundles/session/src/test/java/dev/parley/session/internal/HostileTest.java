package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.MemberRole;
import dev.parley.api.session.SessionState;
import dev.parley.session.internal.proto.Ack;
import dev.parley.session.internal.proto.BytesAnswer;
import dev.parley.session.internal.proto.BytesOpen;
import dev.parley.session.internal.proto.BytesRefusal;
import dev.parley.session.internal.proto.Closed;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Leave;
import dev.parley.session.internal.proto.MessageReference;
import dev.parley.session.internal.proto.Purpose;
import dev.parley.session.internal.proto.Refusal;
import dev.parley.session.internal.proto.RosterPart;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.spi.contact.ContactBook;
import dev.parley.spi.contact.Standing;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.testkit.HandDrivenExecution;
import dev.parley.wire.frame.Messages;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** What breaks the protocol ends its stream with one typed event, and nothing else. */
final class HostileTest {
    private static final StreamReader NOTHING = new StreamReader() {
        @Override
        public void onBytes(ByteBuffer bytes) {}

        @Override
        public void onEnd(Optional<Throwable> failure) {}
    };

    private static final ByteString EPOCH = ByteString.copyFrom(new byte[KeyName.EPOCH_BYTES]); // of no roster

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Side victim = new Side(time, 1);
    private final Rogue rogue = new Rogue(victim, 2);

    HostileTest() {
        victim.create(new UUID(1, 2), false);
        victim.control.admit(victim.control.member(rogue.identity.remote(), "Rogue", false), false);
        victim.listen();
        victim.control.launched();
        time.run();
    }

    private void joined() {
        rogue.join(1);
        assertTrue(rogue.heard.get(0).hasJoin());
        assertEquals(SessionState.LIVE, victim.session.state());
        rogue.send(Rogue.hashed(rogue.message(1, "good")));
        assertEquals(List.of("good"), victim.seen);
    }

    /** The stream is gone, one event, nothing was delivered, and a new stream goes on. */
    private void contained(String why) {
        assertTrue(rogue.ended);
        assertEquals(1, rogue.broken().size());
        assertTrue(
                rogue.broken().get(0).getMessage().contains(why),
                rogue.broken().get(0).getMessage());
        assertEquals(List.of("good"), victim.seen);
        assertEquals(SessionState.REACHING, victim.session.state());
        assertEquals(1, victim.links.all().size(), "the link is alive");
        rogue.join(2);
        rogue.send(Rogue.hashed(rogue.message(2, "again")));
        assertEquals(List.of("good", "again"), victim.seen);
    }

    private void spoilt(String why, Consumer<SessionMessage.Builder> spoil) {
        joined();
        SessionMessage.Builder message = rogue.message(2, "bad");
        spoil.accept(message);
        rogue.send(Rogue.hashed(message));
        contained(why);
    }

    @Test
    void aForgedAuthor() {
        spoilt(
                "another author",
                m -> m.setAuthor(ByteString.copyFrom(victim.identity.endpoint().bytes())));
    }

    @Test
    void aForgedSession() {
        spoilt("another session", m -> m.setSession(ByteString.copyFrom(new byte[16])));
    }

    @Test
    void aGapIsNoViolation() {
        joined();
        rogue.send(Rogue.hashed(rogue.message(3, "third")));
        rogue.send(Rogue.hashed(rogue.message(2, "too late")));
        assertEquals(List.of("good", "third"), victim.seen);
        assertEquals(List.of(), rogue.broken());
    }

    @Test
    void aKindThatIsNotSpoken() {
        spoilt("not spoken here", m -> m.setKind(Kind.DURABLE));
    }

    @Test
    void aRequestToAll() {
        spoilt("goes to one", m -> m.setPurpose(Purpose.REQUEST));
    }

    @Test
    void anAnswerToSomebodyElse() {
        spoilt("did not write", m -> m.setKind(Kind.DIRECT)
                .setPurpose(Purpose.REPLY)
                .setInReplyTo(MessageReference.newBuilder().setSequence(1)));
    }

    @Test
    void aMessageThatIsNotEncrypted() {
        joined();
        rogue.send(Messages.encode(Rogue.hashed(rogue.message(2, "bad"))));
        contained("not encrypted");
    }

    @Test
    void aMessageUnderAKeyThatWasNotGiven() {
        joined();
        rogue.send(encrypted(rogue.key(KeyUse.TO_ALL, EPOCH), "bad"));
        contained("key was not given");
    }

    @Test
    void aSealOfGarbage() {
        joined();
        SenderKey key = rogue.key(KeyUse.TO_ALL, EPOCH);
        KeySeal.Builder garbage = KeySeal.newBuilder()
                .setKey(key.name().key())
                .setUse(KeyUse.TO_ALL)
                .setEpoch(EPOCH)
                .setSealed(ByteString.copyFrom(new byte[80]));
        rogue.send(Frame.newBuilder().setSeal(garbage).build());
        assertEquals(List.of(), rogue.broken(), "nobody is asked to open it yet");
        rogue.send(encrypted(key, "bad"));
        contained("does not open here");
    }

    @Test
    void aSealOfAWrongLength() {
        joined();
        KeySeal.Builder garbage =
                KeySeal.newBuilder().setUse(KeyUse.TO_ONE).setSealed(ByteString.copyFrom(new byte[79]));
        rogue.send(Frame.newBuilder().setSeal(garbage).build());
        contained("wrong length");
    }

    @Test
    void aMessageThatWasChanged() {
        joined();
        SenderKey key = rogue.key(KeyUse.TO_ALL, EPOCH);
        rogue.send(rogue.seal(key));
        ByteBuffer frame = encrypted(key, "bad");
        frame.put(frame.limit() - 1, (byte) ~frame.get(frame.limit() - 1));
        rogue.send(frame);
        contained("not what its author encrypted");
    }

    @Test
    void anIndexThatHasBeenIsPassedOver() {
        joined();
        SenderKey key = rogue.key(KeyUse.TO_ALL, EPOCH);
        rogue.send(rogue.seal(key));
        ByteBuffer frame = encrypted(key, "next");
        rogue.send(frame.duplicate());
        rogue.send(frame.duplicate());
        assertEquals(List.of("good", "next"), victim.seen);
        assertEquals(List.of(), rogue.broken());
    }

    @Test
    void anEpochThatIsNotKnownHereIsNoViolation() {
        joined();
        SenderKey key = rogue.key(KeyUse.TO_ALL, EPOCH);
        rogue.send(rogue.seal(key));
        rogue.send(encrypted(key, "from elsewhere"));
        assertEquals(List.of("good", "from elsewhere"), victim.seen);
        assertEquals(List.of(), rogue.broken());
    }

    private ByteBuffer encrypted(SenderKey key, String body) {
        Frame plain = Rogue.hashed(rogue.message(2, body));
        return key.encrypt(plain.toByteString().asReadOnlyByteBuffer()).frame();
    }

    @Test
    void aWrongHash() {
        joined();
        SessionMessage.Builder message = rogue.message(2, "bad").setHash(ByteString.copyFrom(new byte[32]));
        rogue.send(Frame.newBuilder().setMessage(message).build());
        contained("not what its hash says");
    }

    @Test
    void aHugeFrame() {
        joined();
        rogue.send(ByteBuffer.wrap(new byte[] {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0x7f}));
        contained("at most");
    }

    @Test
    void aBodyThatIsTooLong() {
        joined();
        rogue.send(Rogue.hashed(rogue.message(2, "x".repeat((1 << 20) + 1))));
        contained("has 1048577 bytes");
    }

    @Test
    void anAcknowledgementOfWhatWasNotSent() {
        joined();
        rogue.send(Frame.newBuilder().setAck(Ack.newBuilder().setAll(1)).build());
        contained("acknowledges number 1");
    }

    @Test
    void anAcknowledgementThatGoesBack() {
        joined();
        victim.say("1");
        time.run();
        rogue.send(Frame.newBuilder().setAck(Ack.newBuilder().setAll(1)).build());
        rogue.send(Frame.newBuilder().setAck(Ack.newBuilder().setAll(0)).build());
        assertTrue(rogue.broken().get(0).getMessage().contains("acknowledges number 0"));
        rogue.join(2); // as if nothing had been received
        assertTrue(rogue.broken().get(1).getMessage().contains("received number 0"));
        rogue.open();
        rogue.send(rogue.frame(3, 1));
        assertEquals(SessionState.LIVE, victim.session.state());
    }

    @Test
    void aSecondJoin() {
        joined();
        rogue.send(rogue.frame(2, 0));
        assertEquals(1, rogue.broken().size());
        assertTrue(rogue.ended);
    }

    @Test
    void anAnswerToAFarewellNobodySaid() {
        joined();
        rogue.send(Frame.newBuilder().setClosed(Closed.getDefaultInstance()).build());
        contained("farewell");
    }

    @Test
    void garbage() {
        joined();
        rogue.send(ByteBuffer.wrap(new byte[] {3, 'x', 'y', 'z'}));
        contained("malformed");
    }

    @Test
    void moreThanMayWait() {
        Side quiet = new Side(time, 5);
        Rogue flood = new Rogue(quiet, 6);
        quiet.create(new UUID(3, 4), false);
        quiet.control.admit(quiet.control.member(flood.identity.remote(), "Rogue", false), false);
        time.run();
        flood.join(1);
        for (int i = 1; i <= 256; i++) {
            flood.send(Rogue.hashed(flood.message(i, "line")));
        }
        assertEquals(List.of(), flood.broken());
        flood.send(Rogue.hashed(flood.message(257, "line")));
        assertTrue(flood.broken().get(0).getMessage().contains("more than may wait"));
    }

    @Test
    void whoAsksOnAndTakesNoAnswers() {
        joined();
        victim.session.onRequest(request -> CompletableFuture.completedStage(Side.bytes("answer")));
        int asked = 0;
        while (rogue.broken().isEmpty() && asked < 10_000) {
            asked++;
            rogue.send(
                    Rogue.hashed(rogue.message(asked, "?").setKind(Kind.DIRECT).setPurpose(Purpose.REQUEST)));
        }
        assertTrue(asked > 4096 && asked < 4500, "asked " + asked);
        assertTrue(rogue.broken().get(0).getMessage().contains("does not take the answers"));
    }

    @Test
    void aRepeatedMessageIsIgnored() {
        joined();
        rogue.send(Rogue.hashed(rogue.message(1, "good")));
        rogue.send(Rogue.hashed(rogue.message(0, "zero")));
        rogue.send(Rogue.hashed(rogue.message(2, "next")));
        assertEquals(List.of("good", "next"), victim.seen);
        assertEquals(List.of(), rogue.broken());
    }

    @Test
    void whoBreaksItAgainAndAgainIsGivenUp() {
        for (int attempt = 1; attempt <= 3; attempt++) {
            assertNull(victim.closed);
            rogue.join(attempt);
            rogue.send(ByteBuffer.wrap(new byte[] {3, 'x', 'y', 'z'}));
        }
        time.run();
        assertEquals(CloseReason.Kind.UNREACHABLE, victim.closed.kind());
        assertTrue(victim.closed.detail().contains("breaks the protocol"));
    }

    /** It may be honest, and pass on what somebody built on the half of a lie that is not here. */
    @Test
    void whoPassesOnWhatDoesNotFitIsNotGivenUp() {
        RosterCodec codec = new RosterCodec(rogue.id(), Side.CHAT.id(), rogue.identity, rogue.identity);
        ByteString parent = ByteString.copyFrom(new byte[32]);
        ByteString entry = codec.seal(
                        rogue.identity,
                        3,
                        List.of(parent),
                        new RosterEntry.Invited(victim.identity.peer(), MemberRole.MEMBER),
                        0)
                .encoded();
        for (int attempt = 1; attempt <= 5; attempt++) {
            rogue.join(attempt);
            rogue.send(Frame.newBuilder()
                    .setRoster(RosterPart.newBuilder().addEntries(entry))
                    .build());
            assertTrue(rogue.broken().get(attempt - 1).getMessage().contains("a parent of it is not here"));
        }
        rogue.join(6);
        assertEquals(SessionState.LIVE, victim.session.state());
        assertNull(victim.closed);
    }

    /** Each look at the roster asks who the members are. */
    @Test
    void aRosterInManyFramesIsLookedAtOnce() {
        joined();
        FewLooks looks = new FewLooks();
        victim.sessions.bindContacts(looks);
        ByteBuffer frames = ByteBuffer.allocate(200_000);
        Membership roster = rogue.roster();
        int before = roster.kept();
        for (int i = 0; i < 100; i++) {
            roster.invite(victim.identity.peer());
            int count = roster.kept() + roster.unkept().size();
            frames.put(Messages.encode(roster.keep(count).orElseThrow()));
        }
        rogue.send(frames.flip());
        assertEquals(100, roster.kept() - before);
        assertEquals(List.of(), rogue.broken());
        assertTrue(looks.count > 0 && looks.count < 20, "looked " + looks.count + " times");
    }

    /** Knows nobody, and counts how often it is asked. */
    private static final class FewLooks implements ContactBook {
        private int count;

        @Override
        public Standing of(PeerName peer) {
            count++;
            return Standing.stranger(peer);
        }

        @Override
        public List<Standing> all() {
            return List.of();
        }

        @Override
        public Subscription onChange(Consumer<Standing> listener) {
            return () -> {};
        }
    }

    @Test
    void anOldOpeningIsRefused() {
        joined();
        rogue.join(1);
        assertEquals(Refusal.DUPLICATE, rogue.heard.get(0).getRefused().getRefusal());
        assertEquals(SessionState.LIVE, victim.session.state());
    }

    @Test
    void aStreamThatDoesNotBeginWithAJoin() {
        rogue.open();
        rogue.send(Rogue.hashed(rogue.message(1, "bad")));
        assertEquals(1, rogue.broken().size());
        assertEquals(List.of(), victim.seen);
    }

    @Test
    void aFirstFrameThatIsTooLong() {
        rogue.open();
        rogue.send(Messages.encode(Rogue.hashed(rogue.message(1, "x".repeat(20_000)))));
        assertTrue(rogue.broken().get(0).getMessage().contains("at most 16384"));
    }

    @Test
    void whoDoesNotWaitForTheAnswer() {
        rogue.open();
        ByteBuffer both = ByteBuffer.allocate(1024)
                .put(Messages.encode(rogue.frame(1, 0)))
                .put(Messages.encode(rogue.frame(2, 0)))
                .flip();
        rogue.send(both);
        assertTrue(rogue.ended);
        assertEquals(1, rogue.broken().size());
    }

    @Test
    void aSilentStreamIsLetGo() {
        rogue.open();
        time.advance(Duration.ofSeconds(11));
        assertTrue(rogue.ended);
        assertEquals(SessionState.ALONE, victim.session.state());
    }

    @Test
    void anUnknownSessionIsRefused() {
        rogue.open();
        rogue.send(Frame.newBuilder()
                .setJoin(rogue.frame(1, 0).getJoin().toBuilder().setSession(ByteString.copyFrom(new byte[16])))
                .build());
        assertEquals(Refusal.UNKNOWN_SESSION, rogue.heard.get(0).getRefused().getRefusal());
        assertEquals(List.of(), rogue.broken());
    }

    @Test
    void anotherKeyIsRefusedLikeAnUnknownSession() {
        Rogue other = new Rogue(victim, 3);
        other.join(1);
        assertEquals(1, other.heard.size());
        assertEquals(Refusal.UNKNOWN_SESSION, other.heard.get(0).getRefused().getRefusal());
        assertEquals(SessionState.ALONE, victim.session.state());
        time.advance(Duration.ofSeconds(2));
        assertEquals(1, other.broken().size());
        assertTrue(other.broken().get(0).getMessage().contains("is not a member"));
        joined();
    }

    @Test
    void anotherNodeOfTheSamePersonIsRefused() {
        Rogue other = new Rogue(victim, 4);
        joined();
        other.join(9);
        assertEquals(Refusal.UNKNOWN_SESSION, other.heard.get(0).getRefused().getRefusal());
        assertEquals(SessionState.LIVE, victim.session.state());
    }

    @Test
    void aFarewellWithAnUnknownReasonAndAForbiddenDetail() {
        joined();
        Leave leave = Leave.newBuilder()
                .setReasonValue(99)
                .setDetail("bye\u001b[31m\n")
                .build();
        rogue.send(Frame.newBuilder().setLeave(leave).build());
        assertEquals(CloseReason.Kind.OTHER_LEFT, victim.closed.kind());
        assertFalse(victim.closed.detail().contains("\u001b"));
        assertTrue(rogue.heard.stream().anyMatch(Frame::hasClosed));
    }

    @Test
    void anUnknownFrameIsIgnored() {
        joined();
        rogue.send(Frame.getDefaultInstance());
        rogue.send(Rogue.hashed(rogue.message(2, "next").setPurposeValue(77)));
        rogue.send(Rogue.hashed(rogue.message(3, "after")));
        assertEquals(List.of("good", "after"), victim.seen);
        assertEquals(List.of(), rogue.broken());
    }

    @Test
    void aByteStreamOfAnotherIsRefused() {
        Rogue other = new Rogue(victim, 3);
        List<BytesAnswer> answers = new ArrayList<>();
        Stream stream = other.open(LinkByteStream.PROTOCOL, answers(answers));
        stream.write(Messages.encode(BytesOpen.newBuilder()
                .setSession(Frames.session(victim.session.id()))
                .setName("file")
                .build()));
        time.run();
        assertEquals(BytesRefusal.NOT_A_MEMBER, answers.get(0).getRefusal());
    }

    @Test
    void aByteStreamWithABadHeader() {
        Stream stream = rogue.open(LinkByteStream.PROTOCOL, NOTHING);
        stream.write(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0x7f}));
        time.run();
        assertTrue(rogue.broken().get(0).getMessage().contains("at most 2048"));
        Stream short_ = rogue.open(LinkByteStream.PROTOCOL, NOTHING);
        short_.write(
                Messages.encode(BytesOpen.newBuilder().setName("no session").build()));
        time.run();
        assertEquals(2, rogue.broken().size());
    }

    @Test
    void aByteStreamThatSaysNothing() {
        rogue.open(LinkByteStream.PROTOCOL, NOTHING);
        time.advance(Duration.ofSeconds(11));
        assertEquals(0, victim.links.all().get(0).info().streams());
    }

    private static StreamReader answers(List<BytesAnswer> answers) {
        return new StreamReader() {
            private final ByteBuffer all = ByteBuffer.allocate(64);

            @Override
            public void onBytes(ByteBuffer bytes) {
                all.put(bytes);
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                try {
                    all.flip().get();
                    answers.add(BytesAnswer.parseFrom(all));
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException(e);
                }
            }
        };
    }
}
