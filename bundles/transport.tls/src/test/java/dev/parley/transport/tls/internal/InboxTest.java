package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.ProtocolException;
import dev.parley.spi.link.LinkClosedException;
import dev.parley.spi.link.StreamReader;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What came, until it is read. */
final class InboxTest {
    private final LinkClosedException why = new LinkClosedException("cut");
    private final UnpooledByteBufAllocator memory = new UnpooledByteBufAllocator(false, true);
    private final ArrayDeque<Runnable> turns = new ArrayDeque<>();
    private final List<String> owner = new ArrayList<>();
    private final List<String> read = new ArrayList<>();
    private final Inbox inbox = new Inbox(memory, new Inbox.Owner() {
        @Override
        public void creditDue() {
            owner.add("credit");
        }

        @Override
        public void drained() {
            owner.add("drained");
        }

        @Override
        public void readerFailed() {
            owner.add("failed");
        }
    });

    @AfterEach
    void nothingIsHeld() {
        inbox.drop(why);
        assertEquals(0, memory.metric().usedHeapMemory());
    }

    private void come(String text) {
        come(text.getBytes(StandardCharsets.UTF_8), 0);
    }

    /** @param more bytes that came in the same buffer, for others */
    private void come(byte[] bytes, int more) {
        inbox.reserve(bytes.length);
        ByteBuf in = memory.buffer(bytes.length + more).writeBytes(bytes);
        inbox.add(in, bytes.length);
        in.release();
    }

    private void run() {
        for (Runnable turn = turns.poll(); turn != null; turn = turns.poll()) {
            turn.run();
        }
    }

    private StreamReader reader(String name) {
        return new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                read.add(name + StandardCharsets.UTF_8.decode(bytes));
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                read.add(name + failure.map(Throwable::getMessage).orElse("end"));
            }
        };
    }

    private static StreamReader swallowing() {
        return new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {}

            @Override
            public void onEnd(Optional<Throwable> failure) {}
        };
    }

    @Test
    void whatCameBeforeTheReaderIsGivenToIt() {
        come("one");
        inbox.read(Runnable::run, reader(""));
        come("two");
        inbox.end(Optional.empty());
        assertEquals(List.of("one", "two", "end"), read);
        assertTrue(inbox.isDrained());
    }

    @Test
    void aReaderIsAskedOnceAtATime() {
        inbox.read(turns::add, reader(""));
        come("one");
        come("two");
        assertEquals(1, turns.size());
        run();
        assertEquals("onetwo", String.join("", read));
    }

    @Test
    void manyPiecesAreDeliveredInTurns() {
        inbox.read(turns::add, reader(""));
        for (int i = 0; i < 100; i++) {
            come("x".repeat(20_000).getBytes(StandardCharsets.UTF_8), 0);
            owner.clear();
            if (i % 10 == 9) {
                run();
                inbox.takeCredit(budget(), false);
            }
        }
        assertEquals(100, read.size());
    }

    private static WindowBudget budget() {
        WindowBudget budget = new WindowBudget();
        budget.admit();
        return budget;
    }

    @Test
    void moreThanTheWindowIsABreach() {
        inbox.reserve(Limits.FIRST_WINDOW);
        assertThrows(ProtocolException.class, () -> inbox.reserve(1));
    }

    @Test
    void creditIsGivenAfterHalfOfTheWindowWasRead() {
        inbox.read(Runnable::run, swallowing());
        come(new byte[Limits.FIRST_WINDOW / 2 - 1], 0);
        assertEquals(0, inbox.takeCredit(budget(), true));
        come(new byte[1], 0);
        assertEquals(List.of("credit"), owner);
        assertEquals(Limits.FIRST_WINDOW / 2, inbox.takeCredit(budget(), false));
        assertEquals(0, inbox.takeCredit(budget(), false));
        inbox.reserve(Limits.FIRST_WINDOW);
        assertThrows(ProtocolException.class, () -> inbox.reserve(1));
    }

    @Test
    void aGrownWindowIsGivenWithTheCredit() {
        inbox.read(Runnable::run, swallowing());
        come(new byte[Limits.FIRST_WINDOW / 2], 0);
        assertEquals(Limits.FIRST_WINDOW / 2 + Limits.FIRST_WINDOW, inbox.takeCredit(budget(), true));
        assertEquals(2 * Limits.FIRST_WINDOW, inbox.window());
    }

    @Test
    void whatIsNotReadGivesNoCredit() {
        come(new byte[Limits.FIRST_WINDOW], 0);
        assertFalse(inbox.isCreditDue());
        inbox.read(Runnable::run, swallowing());
        assertTrue(inbox.isCreditDue());
    }

    @Test
    void smallPiecesDoNotKeepLargeBuffers() {
        for (int i = 0; i < 1000; i++) {
            come(new byte[100], 16_000);
        }
        long held = memory.metric().usedHeapMemory();
        assertTrue(held < 100_000 + 2 * Limits.FRAME + 16_100, "100,000 bytes wait in " + held);
        inbox.read(Runnable::run, reader(""));
        assertEquals(100_000, read.stream().mapToInt(String::length).sum());
    }

    @Test
    void whatAReaderLeavesIsTheNextOnes() {
        come("header and body");
        inbox.read(turns::add, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                bytes.position(bytes.position() + "header and ".length());
                inbox.read(Runnable::run, reader("next: "));
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                throw new AssertionError("it has handed over");
            }
        });
        run();
        inbox.end(Optional.empty());
        assertEquals(List.of("next: body", "next: end"), read);
    }

    @Test
    void aReaderThatThrowsIsTold() {
        inbox.read(Runnable::run, new StreamReader() {
            @Override
            public void onBytes(ByteBuffer bytes) {
                throw new IllegalStateException("made for this test");
            }

            @Override
            public void onEnd(Optional<Throwable> failure) {
                throw new IllegalStateException("made for this test");
            }
        });
        come("x");
        assertEquals(List.of("failed"), owner);
        inbox.drop(why);
        assertTrue(inbox.isDrained());
    }

    @Test
    void anExecutorThatHasStoppedEndsIt() {
        inbox.read(
                task -> {
                    throw new RejectedExecutionException("made for this test");
                },
                reader(""));
        come("x");
        assertEquals(List.of("failed"), owner);
        assertEquals(0, memory.metric().usedHeapMemory());
    }

    @Test
    void theEndWaitsForWhatCame() {
        come("x");
        inbox.end(Optional.empty());
        inbox.end(Optional.empty());
        assertFalse(inbox.isDrained());
        inbox.read(Runnable::run, reader(""));
        assertEquals(List.of("x", "end"), read);
        assertEquals(List.of("drained"), owner);
    }

    @Test
    void aBrokenConnectionStillGivesWhatCameToWhoReads() {
        inbox.read(turns::add, reader(""));
        come("x");
        inbox.end(Optional.of(why));
        run();
        assertEquals(List.of("x", "cut"), read);
    }

    @Test
    void aBrokenConnectionKeepsNothingForNobody() {
        come("x");
        inbox.end(Optional.of(why));
        assertEquals(0, memory.metric().usedHeapMemory());
        inbox.read(Runnable::run, reader(""));
        assertEquals(List.of("cut"), read);
    }

    @Test
    void evenWhenTheOtherSideHadEndedInOrder() {
        come("x");
        inbox.end(Optional.empty());
        inbox.end(Optional.of(why));
        assertEquals(0, memory.metric().usedHeapMemory());
        inbox.read(Runnable::run, reader(""));
        assertEquals(List.of("cut"), read, "a reader must not take the part for the whole");
    }

    @Test
    void aDropLosesWhatWasNotRead() {
        inbox.read(turns::add, reader(""));
        come("x");
        inbox.drop(why);
        assertEquals(0, memory.metric().usedHeapMemory());
        ByteBuf late = memory.buffer(1).writeByte(1);
        assertFalse(inbox.add(late, 1));
        assertEquals(1, late.refCnt());
        late.release();
        run();
        assertEquals(List.of("cut"), read);
    }

    @Test
    void aDropAfterAnEndThatWasReadChangesNothing() {
        inbox.read(Runnable::run, reader(""));
        inbox.end(Optional.empty());
        inbox.drop(why);
        assertEquals(List.of("end"), read);
    }
}
