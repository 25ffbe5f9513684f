package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.Frame;
import dev.parley.session.internal.proto.KeySeal;
import dev.parley.session.internal.proto.KeyUse;
import dev.parley.session.internal.proto.Kind;
import dev.parley.session.internal.proto.Sealed;
import dev.parley.session.internal.proto.SessionMessage;
import dev.parley.session.internal.proto.SessionMessages;
import dev.parley.testkit.FakeIdentity;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Seals and messages: their bytes as they were once written, what opens, and much that does not. */
class KeysFromTest {
    private static final int INPUTS = 100_000;
    private static final SessionId SESSION = new SessionId(new UUID(1, 2));
    private static final ByteString EPOCH = ByteString.copyFrom(new byte[KeyName.EPOCH_BYTES]);

    private final FakeIdentity author = new FakeIdentity(1);
    private final FakeIdentity reader = new FakeIdentity(2);
    private final KeysFrom keys = keys(reader);

    private KeysFrom keys(FakeIdentity of) {
        return new KeysFrom(of, of.opener(), of.remote(), SESSION, author.remote());
    }

    private SenderKey key(KeyUse use, long name) {
        return key(use, use == KeyUse.TO_ONE ? ByteString.EMPTY : EPOCH, name);
    }

    private SenderKey key(KeyUse use, ByteString epoch, long name) {
        return new SenderKey(author, new KeyName(SESSION, author.remote(), use, epoch, name));
    }

    private static byte[] sealingKey(FakeIdentity of) {
        return HexFormat.of().parseHex(of.card().card().devices().get(0).sealingKey());
    }

    private KeySeal seal(SenderKey key) {
        key.give(reader.remote(), sealingKey(reader));
        return Wire.frame(key.seal(reader.remote(), Ratchet.MESSAGES).orElseThrow())
                .getSeal();
    }

    private static Frame frame(Kind kind, String body) {
        return Frame.newBuilder()
                .setMessage(SessionMessage.newBuilder().setKind(kind).setBody(ByteString.copyFromUtf8(body)))
                .build();
    }

    private static Sealed encrypt(SenderKey key, String body) {
        return encrypt(key, frame(key.name().use() == KeyUse.TO_ONE ? Kind.DIRECT : Kind.EPHEMERAL, body));
    }

    private static Sealed encrypt(SenderKey key, Frame plain) {
        return Wire.frame(
                        key.encrypt(plain.toByteString().asReadOnlyByteBuffer()).frame())
                .getSealed();
    }

    private String open(Sealed message) {
        return keys.open(message).orElseThrow().getMessage().getBody().toStringUtf8();
    }

    private static void assertRefused(String why, Runnable task) {
        String said = assertThrows(ProtocolException.class, task::run).getMessage();
        assertTrue(said.contains(why), said);
    }

    @Test
    void eachFrameIsWrittenAndReadAsEver() throws IOException {
        List<String> golden;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                KeysFromTest.class.getResourceAsStream("/keys/frames.txt"), StandardCharsets.US_ASCII))) {
            golden = lines.lines().toList();
        }
        List<String> written = new ArrayList<>();
        for (KeyUse use : List.of(KeyUse.TO_ALL, KeyUse.TO_ALL_DURABLE, KeyUse.TO_ONE)) {
            SenderKey key = key(use, use.getNumber());
            encrypt(key, "before the seal");
            KeySeal seal = seal(key);
            Frame plain = use == KeyUse.TO_ALL_DURABLE
                    ? Frame.newBuilder()
                            .setDurable(DurablePart.getDefaultInstance())
                            .build()
                    : frame(use == KeyUse.TO_ONE ? Kind.DIRECT : Kind.EPHEMERAL, "after it");
            Sealed sealed = encrypt(key, plain);
            written.add("# " + use);
            written.add(hex(seal.toByteString()));
            written.add(hex(sealed.toByteString()));
        }
        assertEquals(golden, written);
        for (int i = 0; i < golden.size(); i += 3) {
            keys.take(KeySeal.parseFrom(HexFormat.of().parseHex(golden.get(i + 1))));
            assertTrue(keys.open(Sealed.parseFrom(HexFormat.of().parseHex(golden.get(i + 2))))
                    .isPresent());
        }
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void aSealOpensWhatComesFromThenOn() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        Sealed before = encrypt(key, "before");
        keys.take(seal(key));
        Sealed first = encrypt(key, "first");
        encrypt(key, "dropped");
        Sealed third = encrypt(key, "third");
        assertRefused("not for that index", () -> keys.open(before));
        assertEquals("first", open(first));
        assertEquals("third", open(third));
    }

    @Test
    void anIndexThatHasBeenIsPassedOver() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        keys.take(seal(key));
        Sealed first = encrypt(key, "first");
        assertEquals("first", open(first));
        assertEquals(Optional.empty(), keys.open(first));
        keys.take(seal(key));
        assertEquals(Optional.empty(), keys.open(first), "the seal came again, and rewinds nothing");
        assertEquals("second", open(encrypt(key, "second")));
    }

    /** What is for one must not be among what goes to all, nor what goes to all come several at a time under a key for one. */
    @Test
    void messagesTogetherAreThoseToAll() {
        Frame both = Frame.newBuilder()
                .setMessages(SessionMessages.newBuilder()
                        .addMessages(frame(Kind.EPHEMERAL, "one").getMessage())
                        .addMessages(frame(Kind.EPHEMERAL, "two").getMessage()))
                .build();
        Frame mixed = both.toBuilder()
                .setMessages(both.getMessages().toBuilder()
                        .addMessages(frame(Kind.DIRECT, "three").getMessage()))
                .build();
        SenderKey toAll = key(KeyUse.TO_ALL, 1);
        SenderKey toOne = key(KeyUse.TO_ONE, 2);
        keys.take(seal(toAll));
        keys.take(seal(toOne));
        assertEquals(both, keys.open(encrypt(toAll, both)).orElseThrow());
        assertRefused("its key is for something else", () -> keys.open(encrypt(toAll, mixed)));
        assertRefused("its key is for something else", () -> keys.open(encrypt(toOne, both)));
    }

    @Test
    void aSealToSomebodyElseOpensNothing() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        key.give(author.remote(), sealingKey(author));
        keys.take(Wire.frame(key.seal(author.remote(), 0).orElseThrow()).getSeal());
        Sealed message = encrypt(key, "not for you");
        assertRefused("does not open here", () -> keys.open(message));
    }

    @Test
    void aSealThatIsPassedOffAsAnotherOpensNothing() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        KeySeal good = seal(key);
        Sealed message = encrypt(key, "secret");
        byte[] garbage = good.getSealed().toByteArray();
        garbage[50]++;
        for (KeySeal bad : List.of(
                good.toBuilder()
                        .setEpoch(ByteString.copyFrom(new byte[31]).concat(ByteString.copyFromUtf8("x")))
                        .build(),
                good.toBuilder().setUse(KeyUse.TO_ALL_DURABLE).build(),
                good.toBuilder().setUse(KeyUse.TO_ONE).clearEpoch().build(),
                good.toBuilder().setSealed(ByteString.copyFrom(garbage)).build())) {
            KeysFrom fresh = keys(reader);
            fresh.take(bad);
            assertRefused("does not open here", () -> fresh.open(message));
        }
        KeysFrom fresh = keys(reader);
        fresh.take(good.toBuilder().setKey(2).build());
        assertRefused(
                "does not open here",
                () -> fresh.open(message.toBuilder().setKey(2).build()));
    }

    @Test
    void sealsThatCannotBe() {
        KeySeal good = seal(key(KeyUse.TO_ALL, 1));
        KeySeal alone = seal(key(KeyUse.TO_ONE, 2));
        assertRefused(
                "wrong length", () -> keys.take(good.toBuilder().clearSealed().build()));
        assertRefused("no epoch", () -> keys.take(good.toBuilder().clearEpoch().build()));
        assertRefused(
                "no epoch", () -> keys.take(alone.toBuilder().setEpoch(EPOCH).build()));
        assertRefused(
                "past the end",
                () -> keys.take(good.toBuilder().setIndex(Ratchet.MESSAGES).build()));
        assertRefused(
                "past the end", () -> keys.take(good.toBuilder().setIndex(-1).build()));
        keys.take(good.toBuilder().setIndex(Ratchet.MESSAGES - 1).build());
        ByteString other = ByteString.copyFrom(HexFormat.of().parseHex("01".repeat(KeyName.EPOCH_BYTES)));
        assertRefused(
                "two keys have one name",
                () -> keys.take(good.toBuilder().setEpoch(other).build()));
    }

    @Test
    void messagesThatCannotBe() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        Sealed orphan = encrypt(key(KeyUse.TO_ALL, 7), "secret");
        assertRefused("key was not given", () -> keys.open(orphan));
        keys.take(seal(key));
        Sealed good = encrypt(key, "secret");
        assertRefused(
                "not for that index",
                () -> keys.open(good.toBuilder().setIndex(Ratchet.MESSAGES).build()));
        assertRefused(
                "not for that index",
                () -> keys.open(good.toBuilder().setIndex(-1).build()));
        assertRefused(
                "not what its author encrypted",
                () -> keys.open(good.toBuilder().clearContent().build()));
        Sealed second = encrypt(key, "secret");
        byte[] flipped = second.getContent().toByteArray();
        flipped[3]++;
        assertRefused(
                "not what its author encrypted",
                () -> keys.open(second.toBuilder()
                        .setContent(ByteString.copyFrom(flipped))
                        .build()));
        Sealed third = encrypt(key, "secret");
        assertRefused(
                "not what its author encrypted",
                () -> keys.open(third.toBuilder().setIndex(9).build()));
        assertEquals("fine", open(lastOf(key, 10)));
    }

    private static Sealed lastOf(SenderKey key, int index) {
        Sealed last = encrypt(key, "fine");
        return last.getIndex() == index ? last : lastOf(key, index);
    }

    @Test
    void aMessageUnderTheKeyOfAnotherEpoch() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        SenderKey foreign =
                key(KeyUse.TO_ALL, ByteString.copyFrom(new byte[31]).concat(ByteString.copyFromUtf8("x")), 2);
        keys.take(seal(key));
        keys.take(seal(foreign));
        assertEquals(
                "from an epoch that is not known here", open(encrypt(foreign, "from an epoch that is not known here")));
        Sealed message = encrypt(foreign, "secret");
        assertRefused(
                "not what its author encrypted",
                () -> keys.open(message.toBuilder().setKey(1).build()));
    }

    @Test
    void aKeyIsForOneUse() {
        Frame part =
                Frame.newBuilder().setDurable(DurablePart.getDefaultInstance()).build();
        List<SenderKey> all = List.of(key(KeyUse.TO_ALL, 1), key(KeyUse.TO_ALL_DURABLE, 2), key(KeyUse.TO_ONE, 3));
        all.forEach(key -> keys.take(seal(key)));
        assertRefused("for something else", () -> keys.open(encrypt(all.get(0), part)));
        assertRefused("for something else", () -> keys.open(encrypt(all.get(0), frame(Kind.DIRECT, "x"))));
        assertRefused("for something else", () -> keys.open(encrypt(all.get(1), frame(Kind.EPHEMERAL, "x"))));
        assertRefused("for something else", () -> keys.open(encrypt(all.get(2), part)));
        assertEquals("x", open(encrypt(all.get(2), frame(Kind.EPHEMERAL, "x"))));
        assertRefused(
                "malformed",
                () -> keys.open(Wire.frame(all.get(0)
                                .encrypt(ByteBuffer.wrap(new byte[] {(byte) 0xff}))
                                .frame())
                        .getSealed()));
    }

    @Test
    void whatALaterVersionUsesAKeyForIsPassedOver() {
        SenderKey key = key(KeyUse.TO_ALL, 1);
        keys.take(seal(key).toBuilder().setUseValue(77).build());
        assertEquals(Optional.empty(), keys.open(encrypt(key, "later")));
    }

    @Test
    void theLastKeysAreKeptBySeal() {
        List<SenderKey> all = new ArrayList<>();
        for (int i = 0; i < KeysFrom.KEYS; i++) {
            all.add(key(KeyUse.TO_ALL, i));
            keys.take(seal(all.get(i)));
        }
        assertEquals("oldest", open(encrypt(all.get(0), "oldest")));
        keys.take(seal(all.get(0)));
        keys.take(seal(key(KeyUse.TO_ALL, KeysFrom.KEYS)));
        assertEquals("again", open(encrypt(all.get(0), "again")));
        assertRefused("key was not given", () -> keys.open(encrypt(all.get(1), "gone")));
    }

    @Test
    void mutatedSealsAndMessagesAreTypedErrorsOrNothing() throws InvalidProtocolBufferException {
        Random random = new Random(5);
        SenderKey key = key(KeyUse.TO_ALL, 1);
        byte[] seal = seal(key).toByteArray();
        byte[] message = encrypt(key, "a secret").toByteArray();
        KeysFrom mutated = keys(reader);
        int opened = 0;
        for (int i = 0; i < INPUTS; i++) {
            KeysFrom one = i % 100 == 0 ? keys(reader) : mutated;
            mutated = one;
            byte[] bytes = mutate(i % 3 == 0 ? seal : message, random, i % 7 == 0);
            try {
                if (i % 3 == 0) {
                    one.take(KeySeal.parseFrom(bytes));
                } else {
                    opened += one.open(Sealed.parseFrom(bytes)).isPresent() ? 1 : 0;
                }
            } catch (ProtocolException | InvalidProtocolBufferException expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
        }
        assertTrue(opened < INPUTS / 100, "what was changed does not open: " + opened);
    }

    private static byte[] mutate(byte[] bytes, Random random, boolean cut) {
        byte[] mutated = bytes.clone();
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
        }
        return cut ? Arrays.copyOf(mutated, random.nextInt(mutated.length + 20)) : mutated;
    }
}
