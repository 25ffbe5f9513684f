package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.SessionState;
import dev.parley.tests.peers.Pair.Talk;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is said while the network fails at random arrives once, in order, and is acknowledged. */
class SessionChaosTest {
    private static final int SEEDS_A_PAIR = 25;
    private static final int STEPS = 20;

    @ParameterizedTest
    @ValueSource(longs = {0, 25, 50, 75, 100, 125, 150, 175})
    void nothingIsLostOrDoubledOrOutOfOrder(long first) {
        try (Pair pair = new Pair(first)) {
            for (long seed = first; seed < first + SEEDS_A_PAIR; seed++) {
                new Chaos(pair, seed).run();
            }
        }
    }

    /** One session, from launch to leave. */
    private static final class Chaos {
        private final Pair pair;
        private final String name;
        private final RandomGenerator random;
        private final Talk talk;
        private final List<String> leftSaid = new ArrayList<>();
        private final List<String> rightSaid = new ArrayList<>();
        private final List<CompletableFuture<Void>> acknowledged = new ArrayList<>();

        Chaos(Pair pair, long seed) {
            this.pair = pair;
            this.name = "seed " + seed;
            this.random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
            this.talk = pair.talk();
        }

        void run() {
            pair.peers.network().delay(Duration.ZERO, Duration.ofMillis(random.nextInt(1, 80)));
            for (int i = 0; i < STEPS; i++) {
                if (live()) {
                    step();
                } else { // one loss at a time: a session may close when it finds no link for 60 s
                    pair.peers.network().loss(0, 0);
                    speak(random.nextInt(2));
                    pair.pass(Duration.ofMillis(random.nextInt(2_000)));
                }
                pair.pass(Duration.ofMillis(random.nextInt(300)));
            }
            pair.peers.network().delay(Duration.ZERO, Duration.ZERO);
            pair.peers.network().loss(0, 0);
            pair.peers.heal(pair.left, pair.right);
            pair.peers.until(() -> live() && acknowledged.stream().allMatch(CompletableFuture::isDone), name);

            acknowledged.forEach(CompletableFuture::join);
            assertEquals(leftSaid, talk.right().heard, name);
            assertEquals(rightSaid, talk.left().heard, name);
            pair.peers.await(talk.left().session.leave());
            pair.peers.until(() -> !talk.right().closed.isEmpty(), name);
        }

        private boolean live() {
            return talk.left().session.state() == SessionState.LIVE
                    && talk.right().session.state() == SessionState.LIVE;
        }

        private void step() {
            switch (random.nextInt(12)) {
                case 0 -> pair.peers.breakLinks(pair.left, pair.right);
                case 1 -> {
                    pair.peers.cut(pair.left, pair.right);
                    speak(random.nextInt(4));
                    pair.pass(Duration.ofMillis(random.nextInt(15_000)));
                    pair.peers.heal(pair.left, pair.right);
                }
                case 2 -> { // nobody is told; long enough, sometimes, for the keep-alive to find out
                    pair.peers.network().cut(pair.left.transport(), pair.right.transport());
                    speak(random.nextInt(4));
                    pair.pass(Duration.ofMillis(random.nextInt(45_000)));
                    pair.peers.heal(pair.left, pair.right);
                }
                case 3 -> pair.peers.network().loss(random.nextDouble(0.3), random.nextDouble(0.03));
                case 4 -> pair.peers.network().loss(0, 0);
                case 5 -> pair.peers.network().fragment(random.nextBoolean());
                default -> speak(random.nextInt(1, 5));
            }
        }

        private void speak(int lines) {
            for (int i = 0; i < lines; i++) {
                boolean left = random.nextBoolean();
                Log speaker = left ? talk.left() : talk.right();
                List<String> said = left ? leftSaid : rightSaid;
                String line = said.size() + "x".repeat(random.nextInt(4) == 0 ? random.nextInt(20_000) : 10);
                said.add(line);
                assertTrue(speaker.session.state() != SessionState.CLOSED, () -> name + " closed " + speaker.closed);
                CompletionStage<Void> arrived =
                        speaker.say(line).thenCompose(sent -> sent.acknowledgedBy(speaker.other()));
                acknowledged.add(arrived.toCompletableFuture());
            }
        }
    }
}
