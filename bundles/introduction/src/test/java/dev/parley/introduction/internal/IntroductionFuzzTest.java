package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.parley.api.contacts.ContactException;
import dev.parley.api.contacts.ContactRequestId;
import dev.parley.api.contacts.VerificationState;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Text;
import dev.parley.introduction.internal.proto.CompareKind;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.introduction.internal.proto.ContactKind;
import dev.parley.introduction.internal.proto.ContactStep;
import dev.parley.introduction.internal.proto.Handover;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class IntroductionFuzzTest {
    private static final int INPUTS = 100_000;

    private final HandDrivenExecution time = new HandDrivenExecution(1);
    private final Somebody ada = new Somebody(time, 1, "Ada");
    private final Somebody ben = new Somebody(time, 2, "Ben");
    private final Random random = new Random(42);

    private byte[] mutated(byte[] good) {
        byte[] bytes = good.clone();
        for (int flips = random.nextInt(4);
                flips > 0;
                flips--) { // some stay whole, so that others have a place to come
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return bytes;
    }

    /** Whatever comes, in whatever order: nothing but a promise that is kept shows words, and nobody is verified. */
    @Test
    void mutatedStepsOfAComparison() {
        List<byte[]> good = new ArrayList<>();
        good.add(CompareSteps.commit(new byte[Transcript.COMMITMENT_BYTES]).toByteArray());
        good.add(CompareSteps.reveal(new byte[Transcript.NONCE_BYTES]).toByteArray());
        good.add(CompareSteps.refused("no, not now").toByteArray());
        for (CompareKind kind : CompareKind.values()) {
            if (kind != CompareKind.UNRECOGNIZED) {
                good.add(
                        CompareSteps.of(kind).toBuilder().setDetail("x").build().toByteArray());
            }
        }
        Honest honest = new Honest(ada.around, true, ben.identity.remote());
        int parsed = 0;
        for (int i = 0; i < INPUTS; i++) {
            try {
                CompareStep step = CompareStep.parseFrom(mutated(good.get(random.nextInt(good.size()))));
                parsed++;
                if (!honest.hear(step)) {
                    assertEquals(List.of(), honest.words());
                    honest = new Honest(ada.around, random.nextBoolean(), ben.identity.remote());
                }
                assertTrue(honest.comparison.state() != VerificationState.VERIFIED);
            } catch (InvalidProtocolBufferException malformed) {
                assertTrue(malformed.getMessage().length() > 0);
            }
        }
        assertTrue(parsed > INPUTS / 4, "enough of them are messages: " + parsed);
        assertTrue(ada.contacts.contacts().isEmpty());
    }

    /** Whatever comes, in whatever order: nobody is kept without a yes of the person. */
    @Test
    void mutatedStepsOfAContactRequest() {
        ContactRequestId id = new ContactRequestId(new UUID(1, 2));
        List<byte[]> good = new ArrayList<>();
        good.add(ContactSteps.ask(id, "hello, it is me").toByteArray());
        good.add(ContactSteps.turnedAway(id, "no, not now").toByteArray());
        for (ContactKind kind : ContactKind.values()) {
            if (kind != ContactKind.UNRECOGNIZED) {
                good.add(ContactSteps.of(id, kind).toByteArray());
            }
        }
        Request request = new Request(ada.around, id, ben.peer(), "", true, ada.requests);
        int taken = 0;
        for (int i = 0; i < INPUTS; i++) {
            try {
                ContactStep step = ContactStep.parseFrom(mutated(good.get(random.nextInt(good.size()))));
                Optional<ContactSteps.Heard> heard = ContactSteps.read(step);
                if (heard.isPresent()) {
                    assertTrue(Text.label(heard.get().text()).equals(heard.get().text()));
                    request.take(heard.get());
                    taken++;
                }
            } catch (InvalidProtocolBufferException | ProtocolException refused) {
                assertTrue(refused.getMessage().length() > 0);
            }
            if (request.state().isFinal()) {
                request = new Request(ada.around, id, ben.peer(), "", true, ada.requests);
            }
        }
        assertTrue(taken > INPUTS / 20, "enough of them are steps: " + taken);
        assertTrue(ada.contacts.contacts().isEmpty());
    }

    /** Whatever comes: a secret of the right size, or a typed error; and no ticket and no tag of anybody is taken for ours. */
    @Test
    void mutatedHandoversTagsAndTickets() {
        Secret secret = Secret.random(time.random(), 7);
        byte[] good = SecretStore.handover(secret).toByteArray();
        byte[] key = new byte[32];
        byte[] tag = secret.tag(time.random(), key);
        byte[] ticket = secret.ticket(time.random(), 1);
        int taken = 0;
        for (int i = 0; i < INPUTS; i++) {
            try {
                taken += SecretStore.read(Handover.parseFrom(mutated(good))).bytes().length == Secret.BYTES ? 1 : 0;
            } catch (InvalidProtocolBufferException | ProtocolException refused) {
                assertTrue(refused.getMessage().length() > 0);
            }
            byte[] forgedTag = mutated(tag);
            assertEquals(Arrays.equals(forgedTag, tag), secret.made(key, forgedTag));
            byte[] forgedTicket =
                    Arrays.copyOf(mutated(ticket), random.nextInt(10) == 0 ? random.nextInt(60) : ticket.length);
            assertEquals(
                    Arrays.equals(forgedTicket, ticket),
                    secret.nonce(forgedTicket, 1).isPresent());
            assertFalse(ada.recognitions.admits(Optional.of(new String(forgedTicket, StandardCharsets.ISO_8859_1))));
        }
        assertTrue(taken > INPUTS / 4, "enough of them are secrets: " + taken);
    }

    @Test
    void fuzzOfCodes() {
        PeerName ada = new FakeIdentity(1).peer();
        PeerName ben = new FakeIdentity(2).peer();
        CompareCode good = CompareCode.of(ada, ben, new byte[32]);
        Random random = new Random(5);
        int read = 0;
        for (int i = 0; i < 100_000; i++) {
            StringBuilder text = new StringBuilder(good.text());
            for (int n = random.nextInt(3); n > 0; n--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(i % 3 == 0 ? 0x10000 : 128));
                    case 1 -> text.deleteCharAt(at);
                    default -> text.insert(at, (char) random.nextInt(128));
                }
            }
            try {
                CompareCode.parse(text.toString());
                read++;
            } catch (ContactException.BadCode typed) {
                assertTrue(typed.getMessage().length() < 300);
            }
        }
        assertTrue(read > 30_000, "those that were not changed, at least: " + read);
    }
}
