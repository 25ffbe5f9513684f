package dev.parley.presence.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.InstanceId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.presence.PresenceInfo;
import dev.parley.presence.internal.proto.CardMessage;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.envelope.SignedRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class CardFuzzTest {
    private static final int INPUTS = 100_000;

    private final FakeIdentity sender = new FakeIdentity(1, "Sender");
    private final FakeIdentity reader = new FakeIdentity(2);
    private final InstanceId instance = InstanceId.of(new byte[InstanceId.BYTES]);

    private EndpointRecord record() {
        return new EndpointRecord(sender.remote(), instance, Audience.NEAR_ME, reader, reader);
    }

    private static List<PeerApplication> applications(int count, int letters) {
        List<PeerApplication> many = new ArrayList<>();
        for (int i = 1; i <= count; i++) {
            many.add(new PeerApplication(
                    new ApplicationId(new UUID(0, i)), "n".repeat(letters), "1", "", Bytes.NONE, PeerScope.NEAR_ME));
        }
        return many;
    }

    @Test
    void mutatedMessagesAreTypedErrorsOrNothing() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        own.offer(Audience.NEAR_ME, applications(3, 10));
        byte[] good = own.message().toByteArray();
        Random random = new Random(42);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                int at = random.nextInt(i % 2 == 0 ? 32 : bytes.length); // half of them where the structure is
                bytes[at] = (byte) random.nextInt(256);
            }
            try {
                CardMessage parsed = CardMessage.parseFrom(bytes);
                if (i % 100 == 0) { // signatures are slow: most stop at the payloads, below
                    record().take(parsed);
                }
            } catch (InvalidProtocolBufferException | ProtocolException expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
        }
    }

    @Test
    void mutatedPayloadsAreTypedErrorsOrLabels() {
        byte[] offer = CardFormat.offer(instance, applications(5, 20)).toByteArray();
        byte[] presence =
                CardFormat.presence(instance, PresenceInfo.ONLINE, "desk").toByteArray();
        Random random = new Random(43);
        for (int i = 0; i < INPUTS; i++) {
            byte[] bytes = (i % 2 == 0 ? offer : presence).clone();
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            try {
                if (i % 2 == 0) {
                    CardFormat.readOffer(bytes, instance, PeerScope.NEAR_ME);
                } else {
                    CardFormat.readPresence(bytes, instance);
                }
            } catch (ProtocolException expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
        }
    }

    @Test
    void theLargestOfferStaysWithinTheCapAndSaysWhatIsMissing() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        own.offer(Audience.NEAR_ME, applications(200, 255));
        assertTrue(own.message().getOffer().size() <= CardFormat.OFFER_BYTES);
        assertTrue(own.message().getSerializedSize() <= CardFormat.MESSAGE_BYTES);
        assertEquals(
                200,
                CardFormat.offer(instance, applications(200, 255)).getOmitted()
                        + record().take(own.message()).endpoint().applications().size());
    }

    @Test
    void anOldOfferIsIgnoredAnotherKeysAndAnotherStartsAreRefused() {
        OwnCard own = new OwnCard(sender, instance, "desk");
        CardMessage first = own.message();
        own.offer(Audience.NEAR_ME, applications(2, 5));
        EndpointRecord record = record();
        assertEquals(2, record.take(own.message()).endpoint().applications().size());
        assertEquals(
                2,
                record.take(CardMessage.newBuilder().setOffer(first.getOffer()).build())
                        .endpoint()
                        .applications()
                        .size());

        byte[] payload = CardFormat.offer(instance, List.of()).toByteArray();
        byte[] forged = SignedRecord.seal(reader.signer(), Audience.NEAR_ME.offers(), 9, payload);
        CardMessage others =
                CardMessage.newBuilder().setOffer(ByteString.copyFrom(forged)).build();
        assertThrows(ProtocolException.class, () -> record.take(others));

        byte[] elsewhere = new byte[InstanceId.BYTES];
        elsewhere[3] = 1;
        CardMessage restarted = new OwnCard(sender, InstanceId.of(elsewhere), "desk").message();
        assertThrows(ProtocolException.class, () -> record().take(restarted));
        assertThrows(ProtocolException.class, () -> record().take(
                        first.toBuilder().clearOffer().build()));
    }
}
