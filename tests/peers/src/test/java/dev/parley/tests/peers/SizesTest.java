package dev.parley.tests.peers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Bytes;
import dev.parley.api.session.Delivery;
import dev.parley.api.session.Message;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.tests.peers.Pair.Talk;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The limits of a session, over real links. */
class SizesTest {
    private final Pair pair = new Pair(5);
    private final Talk talk = pair.talk();
    private final Session left = talk.left().session;

    @AfterEach
    void close() {
        pair.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Test
    void aMessageOfOneMebibyteArrives() {
        List<Message> heard = new ArrayList<>();
        talk.right().session.onMessage(heard::add);
        byte[] body = noise(Message.BODY_BYTES);
        pair.peers.await(left.send(Delivery.EPHEMERAL, ByteBuffer.wrap(body))
                .thenCompose(sent -> sent.acknowledgedBy(talk.left().other())));
        assertArrayEquals(body, Bytes.array(heard.get(0).body()));
    }

    @Test
    void aByteMoreIsRefusedAndTheSessionGoesOn() {
        ByteBuffer body = ByteBuffer.wrap(noise(Message.BODY_BYTES + 1));
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> left.send(Delivery.EPHEMERAL, body));
        assertTrue(refusal.getMessage().contains("1048576"), refusal::getMessage);
        assertThrows(
                IllegalArgumentException.class, () -> left.sendTo(talk.left().other(), Delivery.EPHEMERAL, body));
        pair.peers.await(talk.left()
                .say("still here")
                .thenCompose(sent -> sent.acknowledgedBy(talk.left().other())));
        assertEquals(List.of("still here"), talk.right().heard);
    }

    @Test
    void whatDoesNotFitTheQueueWaits() {
        pair.peers.cut(pair.left, pair.right);
        List<Boolean> admitted = new ArrayList<>();
        for (int i = 0; i < Session.WAITING_MESSAGES + 10; i++) {
            admitted.add(talk.left().say("line " + i).toCompletableFuture().isDone());
        }
        pair.peers.run();
        assertEquals(SessionState.REACHING, left.state());
        pair.peers.heal(pair.left, pair.right);
        pair.pass(Duration.ofSeconds(10));
        assertEquals(admitted.size(), talk.right().heard.size());
        assertEquals("line 265", talk.right().heard.get(265));
    }

    @Test
    void bytesFlowBothWaysBesideTheMessages() {
        byte[] there = noise(3_000_000);
        ByteArrayOutputStream back = new ByteArrayOutputStream();
        AtomicBoolean ended = new AtomicBoolean();
        talk.right()
                .session
                .accept("echo", stream -> stream.read(bytes -> stream.write(bytes), failure -> stream.end()));
        var stream = pair.peers.await(left.open(talk.left().other(), "echo"));
        stream.read(bytes -> back.writeBytes(Bytes.array(bytes)), failure -> ended.set(failure.isEmpty()));
        stream.write(ByteBuffer.wrap(there));
        stream.end();
        pair.peers.await(talk.left().say("meanwhile"));
        pair.peers.until(ended::get, "the echo ends");
        assertArrayEquals(there, back.toByteArray());
        assertEquals(List.of("meanwhile"), talk.right().heard);
    }
}
