package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.MessageReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What a message comes after: the others' messages that its author had. Confined to the session's executor.
 */
final class Causes {
    /** The most authors that a message names. */
    static final int MOST = 256;

    private final Map<EndPointId, Chain> chains;
    private final EndPointId self;
    private final Map<EndPointId, Long> named = new HashMap<>(); // by own messages since the start

    Causes(Map<EndPointId, Chain> chains, EndPointId self) {
        this.chains = chains;
        this.self = self;
    }

    /** What a message that is written now comes after, beyond what earlier ones say. */
    List<MessageReference> now() {
        List<MessageReference> after = new ArrayList<>();
        chains.forEach((author, chain) -> {
            if (!author.equals(self) && chain.written > named.getOrDefault(author, 0L) && after.size() < MOST) {
                named.put(author, chain.written);
                after.add(MessageReference.newBuilder()
                        .setAuthor(ByteString.copyFrom(author.bytes()))
                        .setSequence(chain.written)
                        .build());
            }
        });
        return after;
    }

    /** Whether all that a message comes after is here, or is kept by nobody any more. */
    boolean areHere(DurableEntry entry) {
        return entry.getAfterList().stream().allMatch(after -> {
            Chain chain = chains.get(EndPointId.of(after.getAuthor().toByteArray()));
            return chain != null && (chain.last >= after.getSequence() || chain.first > after.getSequence());
        });
    }
}
