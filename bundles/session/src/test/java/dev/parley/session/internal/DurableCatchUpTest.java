package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.DurableWant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class DurableCatchUpTest {
    private static final EndPointId AUTHOR = EndPointId.of(new byte[EndPointId.BYTES]);

    private final Circle circle = new Circle(61, 2, 2, true);
    private final SessionCore core = circle.side(0)
            .sessions
            .find(circle.side(0).session.id(), circle.side(1).identity.remote())
            .orElseThrow();
    private final Partner other = core.ready().iterator().next();
    private final DurablePeer peer = new DurablePeer();
    private final Chain chain = new Chain(1, 0, ByteString.EMPTY);
    private final DurableCatchUp catchUp = new DurableCatchUp(
            null,
            circle.time.serial("catching up"),
            circle.time::nanoTime,
            Map.of(AUTHOR, chain),
            Map.of(other, peer),
            circle.side(0).identity.endpoint());

    private static DurablePart part(long first, long last) {
        List<DurableEntry> entries = LongStream.rangeClosed(first, last)
                .mapToObj(sequence -> DurableEntry.newBuilder()
                        .setAuthor(ByteString.copyFrom(AUTHOR.bytes()))
                        .setSequence(sequence)
                        .build())
                .toList();
        return DurablePart.newBuilder().addAllEntries(entries).build();
    }

    private void isAsked(long first, long last) {
        assertEquals(
                Optional.of(List.of(first, last)), peer.wanted.map(want -> List.of(want.getFirst(), want.getLast())));
    }

    private void answered(DurablePart part) {
        catchUp.answered(other, peer, part);
        assertEquals(Optional.<DurableWant>empty(), peer.wanted);
    }

    @Test
    void whatCameAndCouldNotBeKeptIsAskedForAgainAfterAWhile() {
        peer.told = true;
        peer.has.put(AUTHOR, new DurablePeer.Span(1, 9));
        catchUp.pump();
        isAsked(1, 9);
        answered(part(1, 9));
        catchUp.pump();
        assertEquals(Optional.<DurableWant>empty(), peer.wanted, "at once it is not");
        circle.pass(4000);
        isAsked(1, 9);
    }

    @Test
    void whatWaitsForSomethingElseIsNotAskedForAgain() {
        peer.told = true;
        peer.has.put(AUTHOR, new DurablePeer.Span(1, 9));
        catchUp.pump();
        answered(part(1, 9));
        chain.keep(part(1, 4));
        chain.keep(part(3, 6));
        chain.keep(part(8, 8));
        circle.pass(4000);
        isAsked(7, 9);
        answered(part(7, 9));
        chain.keep(part(7, 9));
        circle.pass(60_000);
        assertEquals(Optional.<DurableWant>empty(), peer.wanted);
    }
}
