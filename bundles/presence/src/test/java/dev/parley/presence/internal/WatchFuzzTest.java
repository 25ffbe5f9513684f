package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.object.PeerObject;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.api.presence.PresenceStatus;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.presence.internal.proto.ObjectAnswer;
import dev.parley.presence.internal.proto.ObjectRequest;
import dev.parley.presence.internal.proto.WatchMessage;
import dev.parley.spi.identity.SignedCard;
import dev.parley.spi.link.Stream;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What others send on the protocols of watching and of objects. */
class WatchFuzzTest {
    private static final int INPUTS = 100_000;

    private final FakeIdentity sender = new FakeIdentity(1, "Sender");
    private final FakeIdentity reader = new FakeIdentity(2);
    private final InstanceId instance = InstanceId.of(new byte[InstanceId.BYTES]);

    private EndpointRecord record() {
        return new EndpointRecord(sender.remote(), instance, Audience.CONTACTS, reader, reader);
    }

    private static List<ShownObject> objects(int count) {
        List<ShownObject> many = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            many.add(new ShownObject(
                    new UUID(-1, -i),
                    ObjectFormat.hash(ByteBuffer.allocate(i)),
                    PeerObject.DATA_BYTES,
                    Long.MAX_VALUE));
        }
        return many;
    }

    private static byte[] mutated(byte[] good, Random random, int most) {
        byte[] bytes = good.clone();
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            bytes[random.nextInt(Math.min(bytes.length, most))] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Does something that may fail only in the way that the stream's reader expects. */
    private static void typed(Attempt attempt) {
        try {
            attempt.run();
        } catch (InvalidProtocolBufferException | ProtocolException expected) {
            assertTrue(expected.getMessage().length() > 0);
        }
    }

    private interface Attempt {
        void run() throws InvalidProtocolBufferException;
    }

    @Test
    void mutatedListsAreTypedErrorsOrObjects() {
        byte[] good = ObjectFormat.list(instance, objects(5)).toByteArray();
        Random random = new Random(51);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutated(good, random, good.length);
            typed(() -> ObjectFormat.read(bytes, instance));
        }
    }

    @Test
    void mutatedWatchMessagesAreTypedErrorsOrNothing() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        own.show(Audience.CONTACTS, objects(3));
        byte[] good = WatchMessage.newBuilder().setTold(own.contacts()).build().toByteArray();
        Random random = new Random(52);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = mutated(good, random, i % 2 == 0 ? 32 : good.length); // half of them where the structure is
            boolean checked = i % 100 == 0; // signatures are slow: lists and statuses are fuzzed without
            typed(() -> {
                CardMessage told = WatchMessage.parseFrom(bytes).getTold();
                if (checked) {
                    record().take(told);
                }
            });
        }
    }

    @Test
    void mutatedRequestsAndAnswersAreTypedErrorsOrValues() {
        byte[] request = ObjectRequest.newBuilder()
                .setId(ObjectFormat.id(new UUID(1, 2)))
                .setSha256(ByteString.copyFrom(new byte[32]))
                .build()
                .toByteArray();
        byte[] answer =
                ObjectProtocol.answer(Optional.of(ByteBuffer.allocate(64))).toByteArray();
        Random random = new Random(53);
        for (int i = 0; i < INPUTS; i++) {
            byte[] asked = mutated(request, random, request.length);
            byte[] answered = mutated(answer, random, answer.length);
            typed(() -> {
                ObjectRequest parsed = ObjectRequest.parseFrom(asked);
                ObjectFormat.id(parsed.getId());
                ObjectFormat.hash(parsed.getSha256());
            });
            typed(() -> assertEquals(
                    64,
                    ObjectFormat.hash(ObjectAnswer.parseFrom(answered).getData().asReadOnlyByteBuffer())
                            .length()));
        }
    }

    @Test
    void theLargestMessagesStayWithinTheirCaps() {
        OwnCard own = new OwnCard(sender, instance, "\uD83D\uDE00".repeat(255));
        own.present(new PresenceInfo(PresenceStatus.BUSY, "\uD83D\uDE01".repeat(255)), "\uD83D\uDE00".repeat(255));
        own.show(Audience.CONTACTS, objects(PeerObject.MOST));
        own.show(Audience.NEAR_ME, objects(PeerObject.MOST));
        assertTrue(own.contacts().getObjects().size() <= ObjectFormat.LIST_BYTES);
        assertTrue(own.contacts().getPresence().size() <= CardFormat.PRESENCE_BYTES);
        assertEquals(PeerObject.MOST, record().take(own.contacts()).objects().size());
        int most = SignedCard.BYTES + CardFormat.OFFER_BYTES + CardFormat.PRESENCE_BYTES + ObjectFormat.LIST_BYTES;
        assertTrue(most + 64 <= CardFormat.MESSAGE_BYTES, "all at their largest, with their headers");
        assertTrue(ObjectProtocol.answer(Optional.of(ByteBuffer.allocate(PeerObject.DATA_BYTES)))
                        .getSerializedSize()
                <= ObjectProtocol.ANSWER_BYTES);
    }

    @Test
    void aListOf129ObjectsOrWithOneTwiceIsRefused() {
        byte[] many = ObjectFormat.list(instance, objects(PeerObject.MOST + 1)).toByteArray();
        assertThrows(ProtocolException.class, () -> ObjectFormat.read(many, instance));
        List<ShownObject> twice = new ArrayList<>(objects(1));
        twice.addAll(objects(1));
        byte[] doubled = ObjectFormat.list(instance, twice).toByteArray();
        assertThrows(ProtocolException.class, () -> ObjectFormat.read(doubled, instance));
        ShownObject large = new ShownObject(
                new UUID(0, 1), ObjectFormat.hash(ByteBuffer.allocate(0)), PeerObject.DATA_BYTES + 1, 1);
        byte[] tooLarge = ObjectFormat.list(instance, List.of(large)).toByteArray();
        assertThrows(ProtocolException.class, () -> ObjectFormat.read(tooLarge, instance));
    }

    @Test
    void replayedPresenceAndObjectsAreIgnored() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        own.show(Audience.CONTACTS, objects(1));
        EndpointRecord record = record();
        record.take(own.contacts());
        CardMessage old = own.contacts().toBuilder().clearCard().clearOffer().build();
        own.present(new PresenceInfo(PresenceStatus.BUSY, "now"), "kitchen");
        own.show(Audience.CONTACTS, objects(2));
        record.take(own.contacts());
        Told after = record.take(old);
        assertEquals("now", after.endpoint().presence().orElseThrow().text());
        assertEquals("kitchen", after.endpoint().endpointName());
        assertEquals(2, after.objects().size());
        record.take(CardMessage.newBuilder().setWithdrawn(true).build());
        after = record.take(old);
        assertEquals("now", after.endpoint().presence().orElseThrow().text(), "nor after it was withdrawn");
        assertEquals(2, after.objects().size());
    }

    @Test
    void whatIsSignedForOneAudienceIsNotTakenForTheOther() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        EndpointRecord contacts = record();
        assertThrows(ProtocolException.class, () -> contacts.take(own.message()));
        EndpointRecord near = new EndpointRecord(sender.remote(), instance, Audience.NEAR_ME, reader, reader);
        assertThrows(ProtocolException.class, () -> near.take(own.contacts()));
    }

    @Test
    void whoeverWatchesAndTalksBreaksOnlyThatStream() {
        HandDrivenExecution time = new HandDrivenExecution(1);
        Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
        Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();
        ada.meet(ben);
        SilentHandler ear = new SilentHandler(WatchProtocol.PROTOCOL);
        Stream stream = ben.links.find(ada.identity.endpoint()).orElseThrow().open(WatchProtocol.PROTOCOL);
        stream.read(Runnable::run, ear.reader());
        var unused = stream.write(ByteBuffer.wrap(new byte[] {0}));
        time.run();
        assertEquals(1, ada.links.broken().size());
        assertEquals(0, ear.bytes);
        assertEquals(1, ear.ends.size());
        ada.says(PresenceStatus.BUSY, "still told by card");
        assertEquals(
                "still told by card",
                ben.core
                        .known()
                        .find(ada.identity.endpoint())
                        .orElseThrow()
                        .presence()
                        .orElseThrow()
                        .text());
    }

    /** Not one byte: neither before, nor at a change, nor at the sign-out. */
    @Test
    void whoeverWatchesWithoutPermissionHearsNotOneByteOnItsStream() {
        HandDrivenExecution time = new HandDrivenExecution(1);
        Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
        Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();
        ada.meet(ben);
        SilentHandler ear = new SilentHandler(WatchProtocol.PROTOCOL);
        Stream stream = ben.links.find(ada.identity.endpoint()).orElseThrow().open(WatchProtocol.PROTOCOL);
        stream.read(Runnable::run, ear.reader());
        time.run();
        ada.says(PresenceStatus.BUSY, "secret");
        ada.publish(new UUID(0, 1), "secret", PeerScope.ALL);
        ada.signOut();
        assertEquals(0, ear.bytes);
        assertEquals(1, ear.ends.size());
    }

    @Test
    void whoeverIsWatchedAndSendsNonsenseIsAskedAFewTimesAndNoMore() {
        HandDrivenExecution time = new HandDrivenExecution(1);
        Person ada = new Person(time, new FakeIdentity(1, "Ada")).signIn();
        Person ben = new Person(time, new FakeIdentity(2, "Ben")).signIn();
        SilentHandler liar = new SilentHandler(WatchProtocol.PROTOCOL);
        ada.links.speak(liar);
        ben.book.contact(ada.peer(), true, false);
        ada.meet(ben);
        for (int i = 0; i < 20; i++) {
            Stream last = liar.streams.get(liar.streams.size() - 1);
            var unused = last.write(ByteBuffer.wrap(new byte[] {3, 10, 1, 0}));
            time.advance(Duration.ofMinutes(2));
        }
        assertEquals(6, liar.streams.size());
        assertEquals(6, ben.links.broken().size());
        assertEquals(List.of(), ben.heard());
    }
}
