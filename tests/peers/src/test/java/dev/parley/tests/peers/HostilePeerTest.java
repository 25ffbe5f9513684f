package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.diagnostics.LinkEvent;
import dev.parley.api.diagnostics.LinkMonitor;
import dev.parley.api.peer.Bytes;
import dev.parley.spi.link.DialTarget;
import dev.parley.spi.link.Link;
import dev.parley.spi.link.Links;
import dev.parley.spi.link.ProtocolId;
import dev.parley.spi.link.Stream;
import dev.parley.spi.link.StreamReader;
import dev.parley.testkit.TestPeer;
import dev.parley.tests.peers.Pair.Talk;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A peer that speaks rubbish, in every protocol there is, over a real link. */
class HostilePeerTest {
    private static final int INPUTS = 1_000;
    private static final int KINDS = 5;
    /** Only one event of a kind is told a second. */
    private static final Duration APART = Duration.ofMillis(1_001);

    private static final long ROOM_BYTES = 8 << 20;

    private final Pair pair = new Pair(11);
    private final TestPeer hostile = pair.peers.add("Mallory").signIn();
    private final Talk talk = pair.talk();

    @AfterEach
    void close() {
        pair.close();
    }

    @BeforeEach
    void meet() {
        pair.peers.meet(hostile, pair.right);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "parley.card/1",
                "parley.invite/1",
                "parley.session/1",
                "parley.bytes/1",
                "parley.card/9",
                "parley.verify/1",
                "parley.contact/1",
                "parley.recognition/1"
            })
    void onlyThatStreamCloses(String protocol) {
        // Otherwise the strangers' allowance ends it soon, on either side: each fault is answered.
        pair.right.identity().accept(hostile.peer());
        hostile.identity().accept(pair.right.peer());
        Link link = pair.peers.await(
                hostile.service(Links.class).dial(DialTarget.of(pair.right.peer(), pair.right.endpoint())));
        Link held = pair.right.service(Links.class).find(hostile.endpoint()).orElseThrow();
        Link.Hold stays = link.hold("to go on");
        List<LinkEvent.Refused> refused = new ArrayList<>();
        pair.right.service(LinkMonitor.class).onChange(event -> {
            if (event instanceof LinkEvent.Refused one) {
                refused.add(one);
            }
        });
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(protocol.hashCode());
        send(link, protocol, random, INPUTS / 10, refused); // so that all that is made once is there
        long before = used();
        send(link, protocol, random, INPUTS, refused);
        long grown = used() - before;

        assertTrue(grown < ROOM_BYTES, () -> "it costs " + grown + " bytes");
        assertEquals(
                List.of(),
                refused.stream()
                        .map(LinkEvent.Refused::kind)
                        .filter(kind -> !kind.equals("protocol"))
                        .toList());
        assertTrue(link.closed().isEmpty() && held.closed().isEmpty(), () -> "the link closed: " + link.closed());
        assertEquals(1, held.info().streams(), "one of the card stays");
        pair.peers.await(talk.left()
                .say("undisturbed")
                .thenCompose(sent -> sent.acknowledgedBy(talk.left().other())));
        assertEquals(List.of("undisturbed"), talk.right().heard);
        stays.close();
    }

    private void send(Link link, String protocol, RandomGenerator random, int inputs, List<LinkEvent.Refused> refused) {
        for (int i = 0; i < inputs; i++) {
            int told = refused.size();
            AtomicBoolean ended = new AtomicBoolean();
            Stream stream = link.open(ProtocolId.parse(protocol));
            stream.read(Runnable::run, new Ends(ended));
            byte[] input = input(i % KINDS, random);
            stream.write(ByteBuffer.wrap(input));
            if (i % KINDS == KINDS - 1) {
                stream.end(); // in the middle of a message
            }
            pair.pass(APART);
            String which = protocol + " input " + i + " of kind " + i % KINDS;
            assertTrue(ended.get(), () -> which + " did not close its stream");
            assertEquals(
                    told + 1, refused.size(), () -> which + " is one event: " + refused.subList(told, refused.size()));
            assertEquals(Optional.of(hostile.peer()), refused.get(told).peer(), which);
        }
    }

    /** Something that no protocol allows. */
    private static byte[] input(int kind, RandomGenerator random) {
        byte[] noise = new byte[random.nextInt(64, 4_000)];
        random.nextBytes(noise);
        ByteBuffer bytes = ByteBuffer.allocate(noise.length + 16);
        switch (kind) {
            case 0 -> bytes.put(new byte[] {-1, -1, -1, -1, 7}); // a length of 2 GiB
            case 1 -> bytes.put(new byte[] {-1, -1, -1, -1, -1, -1, -1, -1, -1, -1, -1}); // a length without end
            case 2 -> bytes.put(new byte[] {40, 0}); // a field with the number 0
            case 3 -> bytes.put(new byte[] {40, 10, -1, -1, -1, 127}); // a field that is longer than its message
            default -> bytes.put(new byte[] {-128, 64}); // 8 KiB to come, which do not
        }
        return Bytes.array(bytes.put(noise).flip());
    }

    private static long used() {
        System.gc();
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** Notes the end. */
    private record Ends(AtomicBoolean ended) implements StreamReader {
        @Override
        public void onBytes(ByteBuffer bytes) {
            bytes.position(bytes.limit());
        }

        @Override
        public void onEnd(Optional<Throwable> failure) {
            ended.set(true);
        }
    }
}
