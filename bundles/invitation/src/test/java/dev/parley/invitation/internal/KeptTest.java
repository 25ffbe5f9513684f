package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.invitation.InvitationId;
import dev.parley.api.invitation.InvitationRequest;
import dev.parley.api.invitation.InvitationRule;
import dev.parley.api.invitation.InvitationRule.Answer;
import dev.parley.api.invitation.InvitationTarget;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.PeerScope;
import dev.parley.api.peer.Text;
import dev.parley.api.session.SessionId;
import dev.parley.spi.store.StoredRecord;
import dev.parley.testkit.FakeIdentity;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What lies on disk: waiting invitations and rules, as they were written and as nobody wrote them. */
class KeptTest {
    private static final int FUZZED = 100_000;
    private static final Duration WEEK = InvitationRequest.LONGEST_DEADLINE_FOR_CONTACTS;
    private static final PeerName BEN = new FakeIdentity(1).peer();
    private static final Instant UNTIL = Instant.parse("2026-01-08T00:00:00Z");

    private static Kept kept(String message, ByteBuffer data) {
        return new Kept(
                new InvitationId(new UUID(1, 2)),
                new SessionId(new UUID(3, 4)),
                new PeerApplication(FakePeer.CHAT, "Chat", "1.0", "", Bytes.NONE, PeerScope.ALL),
                new InvitationRequest(FakePeer.CHAT, List.of(new InvitationTarget.Contact(BEN)), message, data, WEEK),
                UNTIL);
    }

    private static StoredRecord record(Kept kept) {
        return new StoredRecord(Kept.key(kept.id()), kept.value());
    }

    @Test
    void theLargestIsReadAsItWasWritten() {
        ByteBuffer data = ByteBuffer.allocate(PeerApplication.DATA_BYTES).put(5, (byte) 9);
        Kept kept = kept("\uD83D\uDE00".repeat(Text.LABEL_CODE_POINTS), data);
        assertEquals(kept, Kept.read(record(kept)));
    }

    @Test
    void theClockOfTheMachineMakesItNeitherLongerNorNegative() {
        Kept kept = kept("", Bytes.NONE);
        assertEquals(Duration.ofDays(1), kept.remaining(UNTIL.minus(Duration.ofDays(1))));
        assertEquals(WEEK, kept.remaining(UNTIL.minus(Duration.ofDays(300))));
        assertEquals(Duration.ZERO, kept.remaining(UNTIL.plusSeconds(1)));
    }

    @Test
    void anotherKeyIsRefused() {
        ByteBuffer value = kept("", Bytes.NONE).value();
        for (String key : List.of("", "x", "1-2-3-4-5", "00000000-0000-0001-0000-00000000000G")) {
            assertThrows(IllegalArgumentException.class, () -> Kept.read(new StoredRecord(key, value)), key);
        }
    }

    @Test
    void mutatedRecordsAreReadWithinTheLimitsOrRefused() {
        StoredRecord good = record(kept("come", ByteBuffer.wrap(new byte[] {1, 2, 3})));
        Random random = new Random(44);
        int read = 0;
        for (int i = 0; i < FUZZED; i++) {
            try {
                Kept kept = Kept.read(new StoredRecord(good.key(), mutated(good.value(), random)));
                assertTrue(kept.remaining(Instant.EPOCH).compareTo(WEEK) <= 0);
                assertTrue(kept.remaining(Instant.EPOCH).toNanos() >= 0);
                read++;
            } catch (IllegalArgumentException refused) {
                assertTrue(refused.getMessage() != null);
            }
        }
        assertTrue(read > FUZZED / 100 && read < FUZZED, read + " were read");
    }

    private static ByteBuffer mutated(ByteBuffer value, Random random) {
        return ByteBuffer.wrap(StepsTest.mutated(Bytes.array(value), random));
    }

    @Test
    void rulesAreReadAsTheyWereWritten() {
        for (Answer answer : Answer.values()) {
            for (Optional<PeerName> person : List.of(Optional.of(BEN), Optional.<PeerName>empty())) {
                if (answer == Answer.CONTACTS_ONLY && person.isPresent()) {
                    continue;
                }
                for (Optional<ApplicationId> app :
                        List.of(Optional.of(FakePeer.CHAT), Optional.<ApplicationId>empty())) {
                    InvitationRule rule = new InvitationRule(person, app, answer);
                    assertEquals(Optional.of(rule), RuleRecords.read(stored(rule)));
                }
            }
        }
    }

    private static StoredRecord stored(InvitationRule rule) {
        return new StoredRecord(RuleRecords.key(rule), RuleRecords.value(rule));
    }

    @Test
    void mutatedRulesAreRulesOrNothing() {
        StoredRecord good = stored(new InvitationRule(Optional.empty(), Optional.of(FakePeer.CHAT), Answer.ALWAYS));
        byte[] key = good.key().getBytes(StandardCharsets.ISO_8859_1);
        Random random = new Random(45);
        int read = 0;
        for (int i = 0; i < FUZZED; i++) {
            StoredRecord mutated = i % 2 == 0
                    ? new StoredRecord(
                            new String(StepsTest.mutated(key, random), StandardCharsets.ISO_8859_1), good.value())
                    : new StoredRecord(good.key(), mutated(good.value(), random));
            read += RuleRecords.read(mutated).isPresent() ? 1 : 0;
        }
        assertTrue(read > FUZZED / 100 && read < FUZZED, read + " were read");
    }
}
