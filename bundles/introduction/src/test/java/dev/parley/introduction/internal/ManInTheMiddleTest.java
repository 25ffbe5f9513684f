package dev.parley.introduction.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import dev.parley.api.contacts.VerificationState;
import dev.parley.introduction.internal.Transcript.Side;
import dev.parley.introduction.internal.proto.CompareKind;
import dev.parley.introduction.internal.proto.CompareStep;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.HandDrivenExecution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Mallory stands between Ada and Ben with a key of her own on either side, and tries to make both read the same words. What she is worth
 * is counted in docs/adr/0010.
 */
class ManInTheMiddleTest {
    private static final int ATTACKS = 100_000;
    private static final int TRIES = 4;
    private static final byte[] NOTHING = {};

    private final HandDrivenExecution time = new HandDrivenExecution(7);
    private final Somebody ada = new Somebody(time, 1, "Ada");
    private final Somebody ben = new Somebody(time, 2, "Ben");
    private final RemoteIdentity malloryToAda = new FakeIdentity(3, "Ben").remote();
    private final RemoteIdentity malloryToBen = new FakeIdentity(4, "Ada").remote();
    private final Random random = new Random(4242);

    /** Mallory's end of one of the two streams. */
    private final class Leg {
        private final Honest honest;
        private final Role role; // Mallory's
        private final Side self;
        private final Side other;
        private final List<CompareStep> heard = new ArrayList<>();
        private byte[] nonce = random(); // what she will reveal
        private Optional<byte[]> promised = Optional.empty(); // what she is bound to
        private boolean revealed;
        private boolean over;

        Leg(Somebody who, boolean heBegins, RemoteIdentity mallory) {
            honest = new Honest(who.around, heBegins, mallory);
            role = heBegins ? Role.ASKED : Role.BEGAN;
            self = Side.of(mallory, NOTHING);
            other = Side.of(who.identity.remote(), NOTHING);
            listen();
        }

        void listen() {
            for (Optional<CompareStep> next = honest.said(); next.isPresent(); next = honest.said()) {
                heard.add(next.get());
            }
        }

        Optional<byte[]> theirNonce() {
            return heard.stream()
                    .filter(step -> step.getKind() == CompareKind.REVEAL)
                    .map(step -> step.getNonce().toByteArray())
                    .findFirst();
        }

        List<String> words(byte[] mine, byte[] theirs) {
            Side me = self.with(mine);
            Side them = other.with(theirs);
            return role == Role.BEGAN
                    ? Transcript.words(Transcript.digest(me, them))
                    : Transcript.words(Transcript.digest(them, me));
        }

        /** The best she knows: that nonce by which the words would be like the other leg's, as far as both are known or guessed. */
        byte[] choose(Leg against) {
            byte[] best = random();
            byte[] theirs = theirNonce().orElseGet(ManInTheMiddleTest.this::random);
            Optional<byte[]> known = against.theirNonce();
            if (known.isEmpty()) {
                return best;
            }
            List<String> wanted = against.words(against.nonce, known.get());
            for (int i = 0; i < TRIES; i++) {
                byte[] candidate = random();
                if (same(words(candidate, theirs), wanted) > same(words(best, theirs), wanted)) {
                    best = candidate;
                }
            }
            return best;
        }

        /** One step of hers, with a little dishonesty here and there. */
        void step(Leg against) {
            CompareStep next;
            if (promised.isEmpty()) {
                nonce = choose(against);
                byte[] commitment = Transcript.commitment(role, self.with(nonce));
                promised = Optional.of(commitment);
                boolean reflects = random.nextInt(50) == 0 && !against.heard.isEmpty();
                next = reflects ? against.heard.get(0) : CompareSteps.commit(commitment);
            } else if (!revealed) {
                revealed = true;
                boolean cheats = random.nextInt(20) == 0; // another nonce, now that more is known
                next = CompareSteps.reveal(cheats ? choose(against) : nonce);
                if (cheats) {
                    nonce = next.getNonce().toByteArray();
                }
            } else {
                over = true;
                return;
            }
            over = !honest.hear(next);
            listen();
        }
    }

    private byte[] random() {
        byte[] bytes = new byte[Transcript.NONCE_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** How many words are the same from the first on. */
    private static int same(List<String> one, List<String> other) {
        int count = 0;
        while (count < Math.min(one.size(), other.size()) && one.get(count).equals(other.get(count))) {
            count++;
        }
        return count;
    }

    @Test
    void row29_aHundredThousandAttacksWinNoMoreThanChance() {
        int firstWord = 0;
        int shown = 0;
        int whole = 0;
        for (int i = 0; i < ATTACKS; i++) {
            boolean adaBegins =
                    random.nextInt(4) > 0; // mostly Ada asks and Ben is asked; or both are asked, or both ask
            boolean benBegins = random.nextInt(8) == 0;
            Leg toAda = new Leg(ada, adaBegins, malloryToAda);
            Leg toBen = new Leg(ben, benBegins, malloryToBen);
            while (!toAda.over || !toBen.over) {
                boolean first = random.nextBoolean();
                Leg leg = first && !toAda.over || toBen.over ? toAda : toBen;
                leg.step(leg == toAda ? toBen : toAda);
            }
            List<String> adas = toAda.honest.words();
            List<String> bens = toBen.honest.words();
            if (!adas.isEmpty() && !bens.isEmpty()) {
                shown++;
                firstWord += same(adas, bens) > 0 ? 1 : 0;
                whole += adas.equals(bens) ? 1 : 0;
            }
            toAda.honest.comparison.on(CompareEvent.CANCEL, "");
            toBen.honest.comparison.on(CompareEvent.CANCEL, "");
        }
        assertTrue(shown > ATTACKS * 3 / 4, "most attacks get as far as words: " + shown);
        assertEquals(0, whole, "one in 4,294,967,296");
        double chance = shown / 256.0;
        assertTrue(
                Math.abs(firstWord - chance) < 5 * Math.sqrt(chance),
                "one word is the same by chance, no more often: " + firstWord + " of " + shown);
    }

    /** That the test above would see it: without commitments, the same Mallory has her first word nearly always. */
    @Test
    void withoutCommitmentsTheSameAttackerWins() {
        int firstWord = 0;
        int attacks = 300;
        for (int i = 0; i < attacks; i++) {
            byte[] adas = random();
            byte[] bens = random();
            byte[] toAda = random();
            List<String> wanted = Transcript.words(
                    Transcript.digest(Side.of(ada.identity.remote(), adas), Side.of(malloryToAda, toAda)));
            for (int tries = 0; tries < 2_048; tries++) {
                List<String> made = Transcript.words(
                        Transcript.digest(Side.of(malloryToBen, random()), Side.of(ben.identity.remote(), bens)));
                if (same(made, wanted) > 0) {
                    firstWord++;
                    break;
                }
            }
        }
        assertTrue(firstWord > attacks * 9 / 10, firstWord + " of " + attacks);
    }

    @Test
    void aNonceThatWasNotPromisedIsFoundOut() {
        for (boolean adaBegins : List.of(true, false)) {
            Leg leg = new Leg(ada, adaBegins, malloryToAda);
            leg.honest.hear(CompareSteps.commit(Transcript.commitment(leg.role, Side.of(malloryToAda, random()))));
            leg.honest.hear(CompareSteps.reveal(random()));
            assertEquals(VerificationState.DIFFERENT, leg.honest.comparison.state());
            assertEquals(List.of(), leg.honest.words());
        }
    }

    @Test
    void aCommitmentOfTheOtherRoleOrOfAnotherKeyIsWorthNothing() {
        byte[] nonce = random();
        for (byte[] wrong : List.of(
                Transcript.commitment(Role.BEGAN, Side.of(malloryToAda, nonce)),
                Transcript.commitment(Role.ASKED, Side.of(malloryToBen, nonce)),
                Transcript.commitment(Role.ASKED, Side.of(ada.identity.remote(), nonce)))) {
            Leg leg = new Leg(ada, true, malloryToAda);
            leg.honest.hear(CompareSteps.commit(wrong));
            leg.honest.hear(CompareSteps.reveal(nonce));
            assertEquals(VerificationState.DIFFERENT, leg.honest.comparison.state());
        }
    }

    @Test
    void nothingIsRevealedToWhoHasPromisedNothing() {
        Leg leg = new Leg(ada, true, malloryToAda);
        leg.honest.hear(CompareSteps.reveal(random()));
        leg.listen();
        assertTrue(leg.honest.isBroken());
        assertTrue(leg.theirNonce().isEmpty());
    }

    @Test
    void aShortCommitmentIsRefused() {
        Leg leg = new Leg(ada, true, malloryToAda);
        leg.honest.hear(CompareStep.newBuilder()
                .setKind(CompareKind.COMMIT)
                .setCommitment(ByteString.copyFrom(new byte[31]))
                .build());
        assertTrue(leg.honest.isBroken());
    }
}
