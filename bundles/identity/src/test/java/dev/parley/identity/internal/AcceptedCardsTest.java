package dev.parley.identity.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.CardConflictException;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.DeviceRecord;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.wire.envelope.SignedRecord;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class AcceptedCardsTest {
    private static final LocalIdentity ANNA = Samples.identity(1);
    private static final LocalIdentity BERT = Samples.identity(2);

    private final AcceptedCards cards =
            new AcceptedCards(Samples.signatures(), nobody -> Optional.empty(), Runnable::run);

    private static DeviceRecord device(LocalIdentity of) {
        return of.card().card().devices().get(0);
    }

    private static SignedCard card(LocalIdentity who, long number, String name, List<DeviceRecord> devices) {
        Card card = new Card(who.peer(), number, name, Instant.EPOCH, devices);
        return CardCodec.sign(who.keys().identity(), card);
    }

    private static SignedCard card(LocalIdentity who, long number, String name) {
        return card(who, number, name, List.of(device(who)));
    }

    private SignedCard accept(SignedCard card) {
        return cards.accept(card.encoded(), ANNA.peer(), ANNA.endpoint());
    }

    private String refused(SignedCard card) {
        return assertThrows(ProtocolException.class, () -> accept(card)).getMessage();
    }

    @Test
    void takesTheCardOfWhoeverShowsIt() {
        assertEquals(ANNA.card(), accept(ANNA.card()));
        assertEquals(ANNA.card(), accept(ANNA.card()), "shown again at the next link");
    }

    @Test
    void refusesTheCardOfSomebodyElse() {
        assertTrue(refused(BERT.card()).contains("somebody else"));
    }

    @Test
    void refusesADeviceThatIsNotListed() {
        assertTrue(refused(card(ANNA, 1, "anna", List.of(device(BERT)))).contains("not on the card"));
        assertEquals(
                2,
                accept(card(ANNA, 2, "anna", List.of(device(BERT), device(ANNA))))
                        .card()
                        .devices()
                        .size());
        assertTrue(refused(card(ANNA, 1, "anna")).contains("an old one"));
    }

    @Test
    void refusesOldNumbersAndAlarmsAtTwoCardsOfOne() {
        accept(card(ANNA, 5, "anna"));
        accept(card(ANNA, 7, "Anna"));
        assertTrue(refused(card(ANNA, 6, "anna")).contains("an old one"));
        assertTrue(refused(card(ANNA, 7, "Anne")).contains("two different cards"));
        accept(card(ANNA, 7, "Anna"));
        accept(card(ANNA, Long.MAX_VALUE, "Anna"));
    }

    @Test
    void twoCardsOfOneNumberAreTold() {
        List<PeerName> alarms = new ArrayList<>();
        var listening = cards.onConflict(alarms::add);
        accept(card(ANNA, 7, "Anna"));
        accept(card(ANNA, 7, "Anna"));
        refused(card(ANNA, 6, "Anne"));
        assertEquals(List.of(), alarms);
        SignedCard other = card(ANNA, 7, "Anne");
        assertThrows(CardConflictException.class, () -> accept(other));
        assertEquals(List.of(ANNA.peer()), alarms);
        assertThrows(CardConflictException.class, () -> cards.accept(other.encoded()), "in a file, too");
        assertEquals(2, alarms.size(), "each time");
        listening.close();
        List<PeerName> late = new ArrayList<>();
        cards.onConflict(late::add);
        assertEquals(List.of(ANNA.peer()), late, "whoever listens later is told, too");
        assertThrows(CardConflictException.class, () -> accept(other));
        assertEquals(2, alarms.size(), "nothing after the end");
    }

    @Test
    void whatIsRefusedIsNotRemembered() {
        accept(card(ANNA, 5, "anna"));
        refused(card(ANNA, 9, "anna", List.of(device(BERT))));
        accept(card(ANNA, 6, "anna"));
    }

    @Test
    void aCardWithoutALinkIsReadByTheSameRules() {
        assertEquals(ANNA.card(), cards.accept(ANNA.card().encoded()));
        cards.accept(card(ANNA, 7, "Anna").encoded());
        assertTrue(refused(card(ANNA, 6, "anna")).contains("an old one"), "over a link, too");
        accept(card(ANNA, 8, "Anna"));
        for (SignedCard bad : List.of(card(ANNA, 7, "Anna"), card(ANNA, 8, "Anne"))) {
            assertThrows(ProtocolException.class, () -> cards.accept(bad.encoded()));
        }
        assertEquals(
                "bert", cards.accept(card(BERT, 1, "bert").encoded()).card().displayName());
        ByteBuffer large = ByteBuffer.allocate(SignedCard.BYTES + 1);
        assertThrows(ProtocolException.class, () -> cards.accept(large));
        byte[] good = Bytes.array(ANNA.card().encoded());
        for (int bit = 0; bit < 8 * good.length; bit++) {
            ByteBuffer bad = ByteBuffer.wrap(Ed25519Test.flipped(good, bit));
            assertThrows(ProtocolException.class, () -> cards.accept(bad));
        }
    }

    @Test
    void whatAnEarlierStartAcceptedOfAContactCountsStill() {
        SignedCard kept = card(ANNA, 7, "Anna");
        AcceptedCards later = new AcceptedCards(
                Samples.signatures(),
                peer -> Optional.of(kept.encoded()).filter(card -> peer.equals(ANNA.peer())),
                Runnable::run);
        for (SignedCard bad : List.of(card(ANNA, 6, "Anna"), card(ANNA, 7, "Anne"))) {
            assertThrows(ProtocolException.class, () -> later.accept(bad.encoded(), ANNA.peer(), ANNA.endpoint()));
        }
        later.accept(kept.encoded(), ANNA.peer(), ANNA.endpoint());
        later.accept(card(ANNA, 8, "Anna").encoded(), ANNA.peer(), ANNA.endpoint());
        later.accept(card(BERT, 1, "bert").encoded(), BERT.peer(), BERT.endpoint());
    }

    @Test
    void remembersABoundedNumberOfPeople() {
        AcceptedCards few = new AcceptedCards(Samples.signatures(), nobody -> Optional.empty(), Runnable::run, 1);
        few.accept(card(ANNA, 5, "anna").encoded(), ANNA.peer(), ANNA.endpoint());
        few.accept(card(BERT, 5, "bert").encoded(), BERT.peer(), BERT.endpoint());
        few.accept(card(ANNA, 4, "anna").encoded(), ANNA.peer(), ANNA.endpoint());
    }

    @Test
    void refusesWhatBreaksALimit() {
        assertTrue(refused(card(ANNA, 0, "anna")).contains("positive"));
        assertTrue(refused(card(ANNA, 1, "")).contains("display name"));
        assertTrue(refused(card(ANNA, 1, "anna", List.of())).contains("devices"));
        assertTrue(refused(card(ANNA, 1, "anna", Collections.nCopies(17, device(ANNA))))
                .contains("devices"));
        DeviceRecord good = device(ANNA);
        String key = good.signingKey();
        for (DeviceRecord bad : List.of(
                new DeviceRecord(key, key, key, List.of(), "1"),
                new DeviceRecord(good.deviceKey(), key.substring(2), key, List.of(), "1"),
                new DeviceRecord(good.deviceKey(), key, key + "00", List.of(), "1"),
                new DeviceRecord(good.deviceKey(), key, key, Collections.nCopies(65, "p/1"), "1"),
                new DeviceRecord(good.deviceKey(), key, key, List.of("p".repeat(81)), "1"),
                new DeviceRecord(good.deviceKey(), key, key, List.of("p\u001b/1"), "1"),
                new DeviceRecord(good.deviceKey(), key, key, List.of(), "v\n"))) {
            refused(card(ANNA, 1, "anna", List.of(bad, good)));
        }
        ByteBuffer large = ByteBuffer.allocate(SignedCard.BYTES + 1);
        assertThrows(ProtocolException.class, () -> cards.accept(large, ANNA.peer(), ANNA.endpoint()));
    }

    @Test
    void everyFlippedBitIsRefused() {
        byte[] good = Bytes.array(ANNA.card().encoded());
        for (int bit = 0; bit < 8 * good.length; bit++) {
            ByteBuffer bad = ByteBuffer.wrap(Ed25519Test.flipped(good, bit));
            assertThrows(ProtocolException.class, () -> cards.accept(bad, ANNA.peer(), ANNA.endpoint()));
        }
    }

    @Test
    void fuzzOfEnvelopes() {
        byte[] good = Bytes.array(ANNA.card().encoded());
        KnownSignatures known = new KnownSignatures(Samples.signatures());
        new AcceptedCards(known, nobody -> Optional.empty(), Runnable::run)
                .accept(ByteBuffer.wrap(good), ANNA.peer(), ANNA.endpoint());
        known.close();
        Random random = new Random(1);
        fuzz(100_000, known, random, () -> mutated(good, random));
        fuzz(2_000, Samples.signatures(), random, () -> mutated(good, random));
    }

    /** Signed by the right key, with anything in it. */
    @Test
    void fuzzOfSignedBodies() throws Exception {
        SignedRecord envelope = SignedRecord.open(
                Samples.signatures(), "parley.card", Bytes.array(ANNA.card().encoded()), SignedCard.BYTES);
        Random random = new Random(2);
        fuzz(
                4_000,
                Samples.signatures(),
                random,
                () -> SignedRecord.seal(
                        ANNA.keys().identity(), "parley.card", random.nextInt(3), mutated(envelope.payload(), random)));
    }

    private static void fuzz(int times, Signatures signatures, Random random, Supplier<byte[]> inputs) {
        AcceptedCards cards = new AcceptedCards(signatures, nobody -> Optional.empty(), Runnable::run);
        PeerName peer = ANNA.peer();
        EndPointId endpoint = ANNA.endpoint();
        for (int i = 0; i < times; i++) {
            ByteBuffer input = ByteBuffer.wrap(inputs.get());
            AcceptedCards fresh = random.nextInt(10) == 0
                    ? new AcceptedCards(signatures, nobody -> Optional.empty(), Runnable::run)
                    : cards;
            try {
                assertEquals(peer, fresh.accept(input, peer, endpoint).card().peer());
            } catch (ProtocolException typed) {
                assertTrue(typed.getMessage().length() < 2_000);
            }
        }
    }

    private static byte[] mutated(byte[] good, Random random) {
        byte[] input = Arrays.copyOf(good, random.nextInt(4) == 0 ? random.nextInt(2 * good.length) : good.length);
        for (int n = random.nextInt(4); n > 0 && input.length > 0; n--) {
            input[random.nextInt(Math.min(input.length, 60 + random.nextInt(good.length)))] = (byte) random.nextInt();
        }
        return input;
    }
}
