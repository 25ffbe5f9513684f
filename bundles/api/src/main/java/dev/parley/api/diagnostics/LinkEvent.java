package dev.parley.api.diagnostics;

import dev.parley.api.peer.PeerName;
import java.net.InetSocketAddress;
import java.util.Optional;

/** What changed among the links, and what was refused. */
public sealed interface LinkEvent {
    /** A link is there. */
    record Opened(LinkInfo link) implements LinkEvent {}

    /** A link is gone. The reason is a label for people. */
    record Closed(LinkInfo link, String reason) implements LinkEvent {}

    /**
     * A connection or a stream was refused: bad input, another key, or past an allowance.
     *
     * @param peer who, when that was proven
     * @param address where it came from, or where it was dialled, when known
     * @param kind a fixed word for programs, for example {@code identity-mismatch}, {@code card-conflict}, {@code protocol},
     *     {@code strangers}
     * @param detail a label for people: what happened, and what to do
     */
    record Refused(Optional<PeerName> peer, Optional<InetSocketAddress> address, String kind, String detail)
            implements LinkEvent {}
}
