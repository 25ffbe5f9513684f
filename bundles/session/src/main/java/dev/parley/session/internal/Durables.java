package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.api.session.SessionException;
import dev.parley.session.internal.proto.DurableEntry;
import dev.parley.session.internal.proto.DurableHave;
import dev.parley.session.internal.proto.DurablePart;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.Appended;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.JournalEntry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The durable messages of one session: own ones into the journal and to the others, those of others into the journal, each author's in
 * order and once; and what lies there to whoever reads. Confined to the session's executor.
 */
final class Durables {
    private static final Logger LOG = LoggerFactory.getLogger(Durables.class);
    private static final long TELL_AFTER_MILLIS = 300;
    /** Sent, and not known to be everywhere: more than that are not told any more where they have arrived. */
    private static final int UNACKNOWLEDGED = 8192;

    private final Host host;
    private final ScheduledExecutorService executor;
    private final DurableCodec codec;
    private final Journal journal;
    private final EndPointId self;
    private final GroupKeys keys;
    private final Map<EndPointId, Chain> chains = new HashMap<>();
    private final Map<Partner, DurablePeer> peers = new LinkedHashMap<>();
    private final TreeMap<Long, Outgoing> unacknowledged = new TreeMap<>();
    private final Set<EndPointId> grown = new TreeSet<>(); // of whom more is here than was told to all
    private final DurablePush push;
    private final DurableCatchUp catchUp;
    private final Causes causes;
    private final DurableWriter writer;
    private boolean telling;
    private boolean over;
    private boolean older;

    /** The session, as this sees it. */
    interface Host {
        /** To whom messages may go now. */
        Collection<Partner> ready();

        /** Who an author is, and with which key it signs; empty when it was never in the session. */
        Optional<Author> author(EndPointId endpoint);

        /** More lies in the journal. */
        void grown();
    }

    /** Who wrote a message. */
    record Author(PeerName peer, ByteString key) {}

    /** @param chains of all authors of whom something is in the journal */
    Durables(Environment environment, SessionCoreParts parts, Journal journal, Map<EndPointId, Chain> chains) {
        this.host = parts.host();
        this.executor = parts.executor();
        this.codec = parts.codec();
        this.journal = journal;
        this.self = environment.self().endpoint();
        this.keys = parts.keys();
        this.chains.putAll(chains);
        this.push = new DurablePush(journal, executor, self, keys);
        this.catchUp =
                new DurableCatchUp(journal, executor, environment.execution()::nanoTime, this.chains, this.peers, self);
        this.causes = new Causes(this.chains, self);
        this.writer = new DurableWriter(
                environment.identity(),
                codec,
                journal,
                executor,
                environment.execution().clock(),
                chain(self),
                causes,
                this::written);
    }

    /** What it takes from the session. */
    record SessionCoreParts(ScheduledExecutorService executor, DurableCodec codec, GroupKeys keys, Host host) {}

    /** The author here left after that one, and has come back. */
    void goOnAfter(long sequence, ByteString hash) {
        Chain own = chain(self);
        if (own.last < sequence) {
            own.first = sequence + 1;
            own.last = sequence;
            own.written = sequence;
            own.tip = hash;
        }
    }

    /** Own ones. */
    Chain own() {
        return chain(self);
    }

    private Chain chain(EndPointId author) {
        return chains.computeIfAbsent(author, a -> new Chain(1, 0, DurableCodec.NOTHING));
    }

    /** Keeps a message of the application, then sends it to all. */
    void offer(Outgoing message) {
        if (older) {
            message.dropped(
                    new SessionException(
                            "The journal here lacks messages of yours that others have, so a new one"
                                    + " could take the number of an old one. Begin another session with the same people; this one can still be read."));
        } else {
            writer.offer(message);
        }
    }

    private void written(List<Outgoing> messages, List<DurableEntry> entries) {
        Collection<Partner> ready = host.ready();
        for (Outgoing message : messages) {
            ready.forEach(partner -> message.to(partner.member()));
            unacknowledged.put(message.id().sequence(), message);
        }
        Outgoing.admitted(messages);
        while (unacknowledged.size() > UNACKNOWLEDGED) {
            SessionException why = new SessionException("It is not known yet who has the message; it is kept for all.");
            Outgoing oldest = unacknowledged.pollFirstEntry().getValue();
            peers.keySet().forEach(partner -> oldest.dropped(partner.member(), why));
        }
        push.remember(
                entries,
                ready.stream().map(partner -> partner.member().identity()).toList());
        peers.forEach(this::push);
        host.grown();
    }

    private void push(Partner partner, DurablePeer peer) {
        push.pump(partner, peer, chain(self).written);
    }

    /** Messages may go over a stream to it. */
    void began(Partner partner) {
        DurablePeer peer = peers.computeIfAbsent(partner, p -> new DurablePeer());
        catchUp.unanswered(peer);
        peer.reset();
        partner.send(have(chains.keySet()));
    }

    /** There is no stream to it any more. */
    void away(Partner partner) {
        DurablePeer peer = peers.get(partner);
        if (peer != null) {
            catchUp.unanswered(peer);
            peer.reset();
            catchUp.pump();
        }
    }

    /** It is no member any more. */
    void over(Partner partner) {
        DurablePeer peer = peers.remove(partner);
        if (peer != null) {
            catchUp.unanswered(peer);
            catchUp.pump();
        }
    }

    /** @throws ProtocolException when it cannot be */
    void frame(Partner from, Frame frame) {
        DurablePeer peer = peers.get(from);
        if (peer == null) {
            return;
        }
        switch (frame.getContentCase()) {
            case HAVE -> told(from, peer, frame.getHave());
            case WANT -> {
                if (keys.isMember(from.member().identity())) { // otherwise its node is about to learn that it is out
                    catchUp.serve(from, peer, frame.getWant());
                }
            }
            case DURABLE -> {
                catchUp.answered(from, peer, frame.getDurable());
                if (frame.getDurable().getEntriesCount() > 0) {
                    take(from, peer, frame.getDurable());
                    takeWaiting();
                }
                catchUp.pump();
            }
            default -> throw new ProtocolException("a durable message is no " + frame.getContentCase() + ".");
        }
    }

    private void told(Partner from, DurablePeer peer, DurableHave have) {
        for (DurableHave.Author author : have.getAuthorsList()) {
            EndPointId endpoint = EndPointId.of(author.getEndpoint().toByteArray());
            if (host.author(endpoint).isEmpty()) {
                continue; // somebody of whom this endpoint has not heard yet
            }
            if (endpoint.equals(self)) {
                acknowledged(from, peer, author.getLast());
            } else {
                chain(endpoint);
                peer.has.put(endpoint, new DurablePeer.Span(author.getFirst(), author.getLast()));
            }
        }
        if (!peer.told) {
            peer.told = true;
            peer.pushed = peer.acknowledged;
        }
        push(from, peer);
        catchUp.pump();
    }

    private void acknowledged(Partner from, DurablePeer peer, long last) {
        if (last > chain(self).last) {
            older = true;
            LOG.warn(
                    "the journal of the session here ends at {} of our own messages; {} has {}",
                    chain(self).last,
                    from.member(),
                    last);
            return;
        }
        Outgoing.arrived(
                List.copyOf(unacknowledged
                        .subMap(peer.acknowledged, false, Math.max(last, peer.acknowledged), true)
                        .values()),
                from.member());
        peer.acknowledge(last);
        unacknowledged.headMap(everywhere(), true).clear();
    }

    private long everywhere() {
        return peers.values().stream()
                .mapToLong(peer -> peer.acknowledged)
                .min()
                .orElse(0);
    }

    /** A part of somebody's messages, from whoever has them. */
    private void take(Partner from, DurablePeer peer, DurablePart part) {
        EndPointId author = DurableCodec.author(part.getEntries(0));
        Optional<Author> known = host.author(author);
        if (author.equals(self) || known.isEmpty()) {
            return;
        }
        Chain chain = chain(author);
        peer.has.computeIfPresent(author, (a, span) -> span.upTo(last(part)));
        if (part.getEntries(0).getSequence() > chain.last + 1
                && !catchUp.mayJump(author, part.getEntries(0).getSequence())) {
            check(chain, part, known.get());
            chain.keep(part);
            return;
        }
        take(Optional.of(from), author, chain, known.get(), part);
    }

    /** @param from who sent the first one; empty: it waited here */
    private void take(Optional<Partner> from, EndPointId author, Chain chain, Author known, DurablePart first) {
        Optional<Partner> sender = from;
        for (DurablePart next = first; next != null; next = chain.next()) {
            List<JournalEntry> fresh = check(chain, next, known);
            if (!chain.fits(next)) {
                chain.split = true;
                require(
                        sender.filter(who -> isFrom(who, author, known)).isEmpty(),
                        "it said two things under one number");
                LOG.warn("{} said two things under one number; the first one stays", author.shortForm());
                return;
            }
            List<JournalEntry> ready = fresh.subList(0, ready(next, fresh.size()));
            if (!ready.isEmpty()) {
                write(author, chain, List.copyOf(ready));
            }
            if (ready.size() < fresh.size()) {
                chain.keep(next);
                return; // until what it comes after is here
            }
            sender = Optional.empty();
        }
    }

    /** How many of a part's last so many messages can come into the journal now. */
    private int ready(DurablePart part, int fresh) {
        int old = part.getEntriesCount() - fresh;
        int ready = 0;
        while (ready < fresh && causes.areHere(part.getEntries(old + ready))) {
            ready++;
        }
        return ready;
    }

    /** Something came: what waited for it comes next. */
    private void takeWaiting() {
        for (boolean more = true; more; ) {
            more = false;
            for (Map.Entry<EndPointId, Chain> one : List.copyOf(chains.entrySet())) {
                Chain chain = one.getValue();
                long before = chain.last;
                DurablePart next = chain.next();
                if (next != null && ready(next, (int) (last(next) - before)) == 0) {
                    chain.keep(next);
                } else if (next != null) {
                    host.author(one.getKey())
                            .ifPresent(known -> take(Optional.empty(), one.getKey(), chain, known, next));
                    more |= chain.last > before;
                }
            }
        }
    }

    private static long last(DurablePart part) {
        return part.getEntries(part.getEntriesCount() - 1).getSequence();
    }

    /** @return what of it is new and follows what is here; @throws ProtocolException when it is not its author's */
    private List<JournalEntry> check(Chain chain, DurablePart part, Author author) {
        List<JournalEntry> fresh = new ArrayList<>();
        EndPointId endpoint = DurableCodec.author(part.getEntries(0));
        ByteString before = ByteString.EMPTY;
        long sequence = part.getEntries(0).getSequence();
        for (DurableEntry entry : part.getEntriesList()) {
            require(
                    DurableCodec.author(entry).equals(endpoint) && entry.getSequence() == sequence++ && sequence > 1,
                    "they are not one author's, in order");
            require(before.isEmpty() || entry.getPrevious().equals(before), "one does not follow the one before");
            require(
                    entry.getAfterCount() <= Causes.MOST
                            && entry.getAfterList().stream()
                                    .allMatch(after -> after.getAuthor().size() == EndPointId.BYTES),
                    "one comes after what cannot be");
            require(entry.getBody().size() <= dev.parley.api.session.Message.BODY_BYTES, "one is too long");
            before = codec.hash(entry);
            if (entry.getSequence() > chain.last) {
                fresh.add(new JournalEntry(
                        author.peer(),
                        endpoint,
                        entry.getSequence(),
                        before.asReadOnlyByteBuffer(),
                        entry.toByteString().asReadOnlyByteBuffer()));
            }
        }
        DurableEntry last = part.getEntries(part.getEntriesCount() - 1);
        require(codec.isSigned(last, before, author.key()), "the last one is not signed by its author");
        return fresh;
    }

    private static boolean isFrom(Partner from, EndPointId endpoint, Author author) {
        return from.member().identity().equals(new RemoteIdentity(author.peer(), endpoint));
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new ProtocolException("durable messages are refused: " + problem + ".");
        }
    }

    private void write(EndPointId author, Chain chain, List<JournalEntry> fresh) {
        JournalEntry newest = fresh.get(fresh.size() - 1);
        long before = chain.last;
        if (before == 0 || fresh.get(0).sequence() > before + 1) {
            chain.first = fresh.get(0).sequence();
        }
        chain.last = newest.sequence();
        chain.tip = ByteString.copyFrom(newest.hash().duplicate());
        journal.append(fresh, List.of())
                .whenComplete((done, failure) ->
                        Tasks.run(executor, () -> appended(author, chain, newest.sequence(), done, failure)));
    }

    private void appended(EndPointId author, Chain chain, long last, List<Appended> done, Throwable failure) {
        if (over) {
            return;
        }
        if (failure != null) { // they come again, once there is room and somebody is asked
            LOG.warn("messages of {} are not kept yet", author.shortForm(), failure);
            chain.last = chain.written;
            chain.asked = chain.written;
            chain.tip = ByteString.EMPTY; // not known without reading; the signature vouches for what follows
            catchUp.pump();
            return;
        }
        if (done.stream().anyMatch(Appended.Conflict.class::isInstance)) {
            LOG.warn("{} said two things under one number; the first one stays", author.shortForm());
        }
        chain.written = Math.max(chain.written, last);
        host.ready().stream()
                .filter(partner -> partner.member().endpoint().equals(author))
                .forEach(partner -> partner.send(have(Set.of(author))));
        grown.add(author);
        if (!telling) {
            telling = true;
            var unused = executor.schedule(this::tell, TELL_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        }
        host.grown();
    }

    /** Tells all what has come, so that whoever lacks it asks. */
    private void tell() {
        telling = false;
        Frame have = have(grown);
        grown.clear();
        host.ready().forEach(partner -> partner.send(have));
    }

    private Frame have(Collection<EndPointId> authors) {
        DurableHave.Builder have = DurableHave.newBuilder();
        for (EndPointId author : authors) {
            Chain chain = chain(author);
            have.addAuthors(DurableHave.Author.newBuilder()
                    .setEndpoint(ByteString.copyFrom(author.bytes()))
                    .setFirst(chain.first)
                    .setLast(chain.written));
        }
        return Frame.newBuilder().setHave(have).build();
    }

    /** The session is over. */
    void abandon(SessionException why) {
        over = true;
        writer.abandon(why);
        unacknowledged.values().forEach(message -> peers.keySet().forEach(p -> message.dropped(p.member(), why)));
        unacknowledged.clear();
        peers.clear();
    }
}
