package dev.parley.identity.internal;

import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.CardConflictException;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.peer.Subscription;
import dev.parley.spi.identity.Card;
import dev.parley.spi.identity.Cards;
import dev.parley.spi.identity.Signatures;
import dev.parley.spi.identity.SignedCard;
import dev.parley.wire.event.EventSource;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads cards, and remembers the newest of each of the peers that were met last. */
final class AcceptedCards implements Cards {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptedCards.class);
    private static final int PEERS = 4_096;

    private record Newest(long number, ByteBuffer digest) {
        static Newest of(Card card) {
            return new Newest(card.number(), CardCodec.digest(card));
        }
    }

    private final Signatures signatures;
    private final Function<PeerName, Optional<ByteBuffer>> kept;
    private final Map<PeerName, Newest> newest;
    private final EventSource<PeerName> conflicts;
    private final Set<PeerName> conflicting = new LinkedHashSet<>(); // of the executor
    private final Executor executor;

    /**
     * @param kept the newest card of a contact, accepted in an earlier start
     * @param executor a serial one: whoever listens is told on it
     */
    AcceptedCards(Signatures signatures, Function<PeerName, Optional<ByteBuffer>> kept, Executor executor) {
        this(signatures, kept, executor, PEERS);
    }

    AcceptedCards(Signatures signatures, Function<PeerName, Optional<ByteBuffer>> kept, Executor executor, int peers) {
        this.signatures = signatures;
        this.kept = kept;
        this.executor = executor;
        this.conflicts = new EventSource<>(executor);
        this.newest = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<PeerName, Newest> eldest) {
                return size() > peers;
            }
        };
    }

    @Override
    public SignedCard accept(ByteBuffer encoded, PeerName peer, EndPointId endpoint) {
        SignedCard card = open(encoded);
        if (!card.card().peer().equals(peer)) {
            throw new ProtocolException(peer.shortForm() + " showed the card of somebody else, "
                    + card.card().peer().shortForm() + ".");
        }
        if (card.card().device(endpoint).isEmpty()) {
            throw new ProtocolException("the device " + endpoint.shortForm() + " is not on the card of "
                    + peer.shortForm() + ", so it does not speak for them.");
        }
        remember(card.card());
        return card;
    }

    @Override
    public SignedCard accept(ByteBuffer encoded) {
        SignedCard card = open(encoded);
        remember(card.card());
        return card;
    }

    @Override
    public SignedCard read(ByteBuffer encoded) {
        return open(encoded);
    }

    private SignedCard open(ByteBuffer encoded) {
        if (encoded.remaining() > SignedCard.BYTES) {
            throw new ProtocolException(
                    "a card is " + encoded.remaining() + " bytes long; at most " + SignedCard.BYTES + " are taken.");
        }
        return CardCodec.open(signatures, Bytes.array(encoded));
    }

    private void remember(Card card) {
        Newest shown = Newest.of(card);
        Optional<Newest> before = earlier(card.peer());
        Newest known;
        synchronized (newest) {
            before.ifPresent(earlier -> newest.putIfAbsent(card.peer(), earlier));
            known = newest.get(card.peer());
            if (known == null || known.number < shown.number) {
                newest.put(card.peer(), shown);
                return;
            }
        }
        refuse(card.peer(), known, shown);
    }

    /** What an earlier start accepted, unless this one knows better. */
    private Optional<Newest> earlier(PeerName peer) {
        synchronized (newest) {
            if (newest.containsKey(peer)) {
                return Optional.empty();
            }
        }
        return kept.apply(peer)
                .map(card ->
                        Newest.of(CardCodec.open(signatures, Bytes.array(card)).card()));
    }

    private void refuse(PeerName peer, Newest known, Newest shown) {
        String who = peer.shortForm();
        if (known.number > shown.number) {
            throw new ProtocolException(who + " showed card number " + shown.number + ", and number " + known.number
                    + " before: an old one is not taken.");
        }
        if (!known.equals(shown)) {
            alarm(peer);
            throw new CardConflictException(who + " has two different cards with the number " + shown.number
                    + ". Somebody else may use the same keys: ask the person in another way.");
        }
    }

    private void alarm(PeerName peer) {
        try {
            executor.execute(() -> {
                if (conflicting.size() < PEERS) {
                    conflicting.add(peer);
                }
                conflicts.emit(peer);
            });
        } catch (RejectedExecutionException stopping) {
            LOG.trace("nobody is told any more", stopping);
        }
    }

    @Override
    public Subscription onConflict(Consumer<PeerName> listener) {
        return conflicts.add(listener, () -> List.copyOf(conflicting));
    }
}
