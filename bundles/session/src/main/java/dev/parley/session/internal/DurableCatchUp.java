package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.ProtocolException;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.DurableWant;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.SequenceRange;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for what others have and this endpoint lacks, of several at once, and answers who asks. An author who is linked sends by itself,
 * so it is waited for before others are asked. Confined to the session's executor.
 */
final class DurableCatchUp {
    private static final Logger LOG = LoggerFactory.getLogger(DurableCatchUp.class);
    private static final int ANSWER_BYTES = 256 << 10;
    private static final long MOST = 1024; // messages in one question
    private static final long PATIENCE_NANOS =
            Duration.ofSeconds(3).toNanos(); // with an author, and with whoever was asked

    private final Journal journal;
    private final ScheduledExecutorService executor;
    private final LongSupplier nanoTime;
    private final Map<EndPointId, Chain> chains;
    private final Map<Partner, DurablePeer> peers;
    private final EndPointId self;
    private boolean waking;

    DurableCatchUp(
            Journal journal,
            ScheduledExecutorService executor,
            LongSupplier nanoTime,
            Map<EndPointId, Chain> chains,
            Map<Partner, DurablePeer> peers,
            EndPointId self) {
        this.journal = journal;
        this.executor = executor;
        this.nanoTime = nanoTime;
        this.chains = chains;
        this.peers = peers;
        this.self = self;
    }

    /** Asks whoever is free for what is missing. */
    void pump() {
        long now = nanoTime.getAsLong();
        boolean behind = false;
        for (Map.Entry<EndPointId, Chain> one : chains.entrySet()) {
            if (!one.getKey().equals(self)) {
                behind |= pump(one.getKey(), one.getValue(), now);
            }
        }
        if (behind && !waking) {
            waking = true;
            var unused = executor.schedule(
                    () -> {
                        waking = false;
                        pump();
                    },
                    PATIENCE_NANOS,
                    TimeUnit.NANOSECONDS);
        }
    }

    /** @return whether something is missing */
    private boolean pump(EndPointId author, Chain chain, long now) {
        long most = peers.values().stream()
                .map(peer -> peer.has.get(author))
                .filter(span -> span != null)
                .mapToLong(DurablePeer.Span::last)
                .max()
                .orElse(0);
        if (most <= chain.last || chain.split) {
            chain.behindSince = 0;
            return false;
        }
        if (chain.behindSince == 0) {
            chain.behindSince = now;
            chain.asked = chain.last;
        }
        if (sends(author) && now - chain.behindSince < PATIENCE_NANOS) {
            return true;
        }
        chain.asked = Math.max(chain.asked, chain.last);
        forgetUnanswered(author, chain, now);
        if (now - chain.askedAt >= PATIENCE_NANOS && peers.values().stream().noneMatch(peer -> isAbout(peer, author))) {
            chain.asked = chain.reach(); // all was answered, and not all could be kept
        }
        peers.forEach((partner, peer) -> ask(partner, peer, author, chain, most, now));
        return true;
    }

    /** Whether the author is linked, and so sends by itself. */
    private boolean sends(EndPointId author) {
        return peers.entrySet().stream()
                .anyMatch(one -> one.getKey().member().endpoint().equals(author) && one.getValue().told);
    }

    private void forgetUnanswered(EndPointId author, Chain chain, long now) {
        for (DurablePeer peer : peers.values()) {
            if (isAbout(peer, author) && now - peer.wantedAt >= PATIENCE_NANOS) {
                peer.wanted = Optional.empty();
                avoid(peer, author, now);
                chain.asked = chain.last;
            }
        }
    }

    /** The stream is lost over which somebody was asked, if it was: others are. */
    void unanswered(DurablePeer peer) {
        peer.wanted
                .map(want -> chains.get(EndPointId.of(want.getAuthor().toByteArray())))
                .ifPresent(chain -> chain.asked = chain.last);
        peer.wanted = Optional.empty();
    }

    /** It did not answer, or with nothing: others are asked first. It may have been slow, so it is asked again after a while. */
    private static void avoid(DurablePeer peer, EndPointId author, long now) {
        peer.avoided.put(author, now + PATIENCE_NANOS);
    }

    private static boolean isAvoided(DurablePeer peer, EndPointId author, long now) {
        Long until = peer.avoided.get(author);
        return until != null && now - until < 0;
    }

    private static boolean isAbout(DurablePeer peer, EndPointId author) {
        return peer.wanted
                .filter(want -> EndPointId.of(want.getAuthor().toByteArray()).equals(author))
                .isPresent();
    }

    private void ask(Partner partner, DurablePeer peer, EndPointId author, Chain chain, long most, long now) {
        DurablePeer.Span span = peer.has.get(author);
        if (span == null
                || peer.wanted.isPresent()
                || !peer.told
                || chain.asked >= most
                || isAvoided(peer, author, now)) {
            return;
        }
        long first = chain.asked + 1;
        if (span.first() > first) {
            if (!mayJump(author, span.first())) {
                return;
            }
            first = span.first();
        }
        if (span.last() < first) {
            return;
        }
        long last = Math.min(span.last(), first + MOST - 1);
        ask(partner, peer, author, first, last, now);
        chain.asked = last;
        chain.askedAt = now;
    }

    private static void ask(Partner partner, DurablePeer peer, EndPointId author, long first, long last, long now) {
        DurableWant want = DurableWant.newBuilder()
                .setAuthor(ByteString.copyFrom(author.bytes()))
                .setFirst(first)
                .setLast(last)
                .build();
        peer.wanted = Optional.of(want);
        peer.wantedAt = now;
        partner.send(Frame.newBuilder().setWant(want).build());
    }

    /** Whether nobody keeps any more what lies before, so that it is gone on from there. */
    boolean mayJump(EndPointId author, long to) {
        long now = nanoTime.getAsLong();
        List<DurablePeer.Span> spans = peers.values().stream()
                .filter(peer -> !isAvoided(peer, author, now))
                .map(peer -> peer.has.get(author))
                .filter(span -> span != null)
                .toList();
        return !spans.isEmpty() && spans.stream().allMatch(span -> span.first() >= to);
    }

    /** A part came: when it answers a question, what is still missing of that is asked at once. */
    void answered(Partner from, DurablePeer peer, DurablePart part) {
        if (peer.wanted.isEmpty()) {
            return;
        }
        DurableWant want = peer.wanted.get();
        if (part.getEntriesCount() == 0) {
            peer.wanted = Optional.empty();
            EndPointId author = EndPointId.of(want.getAuthor().toByteArray());
            avoid(peer, author, nanoTime.getAsLong());
            chains.get(author).asked = chains.get(author).last;
            return;
        }
        long first = part.getEntries(0).getSequence();
        long last = part.getEntries(part.getEntriesCount() - 1).getSequence();
        if (!part.getEntries(0).getAuthor().equals(want.getAuthor()) || first != want.getFirst()) {
            return; // what its author sends by itself
        }
        peer.wanted = Optional.empty();
        if (last < want.getLast()) {
            ask(
                    from,
                    peer,
                    EndPointId.of(want.getAuthor().toByteArray()),
                    last + 1,
                    want.getLast(),
                    nanoTime.getAsLong());
        }
    }

    /**
     * Answers. One question at a time: whoever waits long for an answer asks somebody else, and then perhaps here again; that is passed
     * over.
     *
     * @throws ProtocolException when it asks for nothing that can be
     */
    void serve(Partner from, DurablePeer peer, DurableWant want) {
        if (want.getFirst() < 1 || want.getLast() < want.getFirst()) {
            throw new ProtocolException("messages from " + want.getFirst() + " to " + want.getLast() + " cannot be.");
        }
        if (peer.serving) {
            return;
        }
        peer.serving = true;
        journal.find(
                        EndPointId.of(want.getAuthor().toByteArray()),
                        new SequenceRange(want.getFirst(), want.getLast()),
                        ANSWER_BYTES)
                .whenComplete((found, failure) -> Tasks.run(executor, () -> {
                    peer.serving = false;
                    if (failure != null) {
                        LOG.warn("messages could not be read for {}", from.member(), failure);
                    }
                    DurablePart part = failure == null ? DurablePush.signed(found) : DurablePart.getDefaultInstance();
                    boolean first =
                            part.getEntriesCount() > 0 && part.getEntries(0).getSequence() == want.getFirst();
                    from.send(Frame.newBuilder()
                            .setDurable(first ? part : DurablePart.getDefaultInstance())
                            .build());
                }));
    }
}
