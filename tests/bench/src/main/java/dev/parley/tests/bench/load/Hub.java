package dev.parley.tests.bench.load;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells all who dialled it and said that they want to hear, each over a wire of their own. One thread, but for those who come. */
final class Hub implements Speaker {
    /** The word of who wants to hear, and the answer. */
    static final byte JOIN = 'J';

    private static final CompletionStage<Void> DONE = CompletableFuture.completedStage(null);

    private final Party party;
    private final List<Wire> wires = new CopyOnWriteArrayList<>();

    Hub(Party party) {
        this.party = party;
    }

    /** @return the port */
    int listen() throws Exception {
        return party.listen(() -> (from, message) -> {
            if (message[0] == JOIN) {
                wires.add(from);
                from.send(new byte[] {JOIN});
            }
        });
    }

    @Override
    public CompletionStage<?> say(byte[] message) throws Exception {
        for (Wire wire : party.tellsAll() ? wires.subList(0, 1) : wires) {
            if (wire.send(message)) {
                wire.awaitRoom();
            }
        }
        return DONE;
    }
}
