package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.MemberRole;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.Signer;
import dev.parley.testkit.FakeIdentity;
import dev.parley.wire.envelope.SignedRecord;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The bytes of entries: those of every kind as they were once written, and many that nobody should write. */
final class RosterBytesTest {
    private static final int INPUTS = 100_000;

    private final FakeIdentity me = new FakeIdentity(1);
    private final Writer creator = new Writer(me);
    private final Writer ada = Writer.of(2);
    private final List<RosterEntry> entries = new ArrayList<>();

    /** One of each kind. */
    RosterBytesTest() {
        entries.add(creator.create());
        entries.add(creator.invite(ada, MemberRole.MAY_INVITE));
        entries.add(ada.take(creator).join());
        entries.add(creator.take(ada).give(ada, MemberRole.MEMBER));
        entries.add(ada.take(creator).leave());
        entries.add(creator.take(ada).remove(ada));
    }

    private static String kind(RosterEntry entry) {
        return entry.content().getClass().getSimpleName();
    }

    @Test
    void eachKindIsWrittenAndReadAsEver() throws IOException {
        List<String> golden;
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                RosterBytesTest.class.getResourceAsStream("/roster/entries.txt"), StandardCharsets.US_ASCII))) {
            golden = lines.lines().toList();
        }
        List<String> written = new ArrayList<>();
        for (RosterEntry entry : entries) {
            written.add("# " + kind(entry) + " " + hex(entry.name()));
            written.add(hex(entry.encoded()));
            RosterEntry read = creator.codec.open(entry.encoded()).entry();
            assertEquals(entry, read);
        }
        assertEquals(golden, written);
    }

    private static String hex(ByteString bytes) {
        return HexFormat.of().formatHex(bytes.toByteArray());
    }

    @Test
    void mutatedEnvelopesAreTypedErrorsOrTheSameEntry() {
        Random random = new Random(44);
        int before = creator.log.entries().size();
        for (int i = 0; i < INPUTS / 100; i++) { // signatures are slow: more without, below
            byte[] bytes = mutate(entries.get(i % entries.size()).encoded().toByteArray(), random, i % 7 == 0);
            try {
                assertTrue(creator.log.add(ByteString.copyFrom(bytes)).isEmpty(), "a forged entry was taken");
            } catch (ProtocolException expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
            assertEquals(before, creator.log.entries().size());
        }
    }

    private static byte[] mutate(byte[] bytes, Random random, boolean cut) {
        for (int flips = random.nextInt(4); flips >= 0; flips--) {
            int at = random.nextInt(random.nextBoolean() ? Math.min(bytes.length, 100) : bytes.length);
            bytes[at] = (byte) random.nextInt(256);
        }
        return cut ? Arrays.copyOf(bytes, random.nextInt(bytes.length + 20)) : bytes;
    }

    /** As by somebody who has the right key: past the signature, in the envelope or in the payload. */
    @Test
    void mutatedPayloadsAreTypedErrorsOrWholeEntries() {
        Random random = new Random(45);
        RosterCodec lenient = new RosterCodec(Writer.SESSION, Writer.APPLICATION, me, new AnySignature());
        int taken = 0;
        for (int i = 0; i < INPUTS; i++) {
            RosterEntry entry = entries.get(i % 25 == 0 ? i / 25 % entries.size() : 3 + i % 3); // cards are slow
            SignedRecord good =
                    SignedRecord.unchecked("parley.roster", entry.encoded().toByteArray(), RosterCodec.BYTES);
            Signer signer = new AnySigner(good.publicKey());
            byte[] bytes = i % 2 == 0
                    ? mutate(entry.encoded().toByteArray(), random, i % 7 == 0)
                    : SignedRecord.seal(
                            signer, "parley.roster", entry.number(), mutate(good.payload(), random, i % 7 == 0));
            try {
                RosterCodec.Opened opened = lenient.open(ByteString.copyFrom(bytes));
                if (++taken % 100 == 0) {
                    assertWhole(opened);
                }
            } catch (ProtocolException expected) {
                assertTrue(expected.getMessage().length() > 0);
            }
        }
        assertTrue(taken > 1000, "too few come so far: " + taken);
    }

    private void assertWhole(RosterCodec.Opened opened) {
        RosterLog log = creator.twin().log;
        try {
            boolean fresh = log.add(opened).isPresent();
            assertEquals(entries.size() + (fresh ? 1 : 0), log.entries().size());
            RosterReading.view(log);
        } catch (ProtocolException expected) {
            assertEquals(entries.size(), log.entries().size());
        }
    }

    private static final class AnySignature implements Signatures {
        @Override
        public Signer ephemeral() {
            throw new UnsupportedOperationException();
        }

        @Override
        public boolean verify(byte[] publicKey, byte[] message, byte[] signature) {
            return true;
        }
    }

    @SuppressWarnings("ArrayRecordComponent") // compared nowhere
    private record AnySigner(byte[] publicKey) implements Signer {
        @Override
        public byte[] sign(byte[] message) {
            return new byte[64];
        }
    }
}
