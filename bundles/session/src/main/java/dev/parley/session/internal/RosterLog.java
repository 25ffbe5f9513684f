package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.peer.PeerName;
import dev.parley.api.peer.ProtocolException;
import dev.parley.session.internal.proto.RosterHave;
import dev.parley.spi.identity.RemoteIdentity;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * The entries of one roster, each after its parents: only what is well formed comes in, whatever it means. Grows, never shrinks.
 * Confined to the session's executor.
 */
final class RosterLog {
    /** The most entries of a session. */
    static final int ENTRIES = 4096;
    /** The most entries of one author, and the most authors. */
    static final int OF_ONE = 256;

    private static final int SHORT_BYTES = 16;

    private final RosterCodec codec;
    private final List<RosterEntry> entries = new ArrayList<>();
    private final List<BitSet> ancestors = new ArrayList<>(); // of the entry at the same index
    private final List<ByteString> keys = new ArrayList<>(); // that signed it
    private final Map<ByteString, Integer> indexes = new HashMap<>();
    private final Map<RemoteIdentity, Author> authors = new LinkedHashMap<>();
    private final Set<RemoteIdentity> liars = new LinkedHashSet<>();
    private final Set<Integer> heads = new HashSet<>();
    private final RosterStanding standing = new RosterStanding(entries);

    /** What is known of one author. */
    private static final class Author {
        private final ByteString shortName;
        private final NavigableMap<Integer, List<Integer>> byNumber = new TreeMap<>(); // indexes; several where it lies
        private int count;

        Author(ByteString shortName) {
            this.shortName = shortName;
        }

        /** The index of the entry that it began with. */
        int first() {
            return byNumber.firstEntry().getValue().get(0);
        }

        int last() {
            return byNumber.lastKey();
        }
    }

    RosterLog(RosterCodec codec) {
        this.codec = codec;
    }

    /**
     * Takes an entry.
     *
     * @return it, when it is new
     * @throws ProtocolException when it cannot be, or there is no room
     */
    Optional<RosterEntry> add(ByteString encoded) {
        return add(codec.open(encoded));
    }

    /** Takes an entry that was read and checked. */
    Optional<RosterEntry> add(RosterCodec.Opened opened) {
        RosterEntry entry = opened.entry();
        if (indexes.containsKey(entry.name())) {
            return Optional.empty();
        }
        requireFitting(entries.size() < ENTRIES, "the session has " + ENTRIES + " already");
        BitSet past = past(entry);
        Author author = author(entry, opened.key(), past);
        List<Integer> same = author.byNumber.computeIfAbsent(entry.number(), n -> new ArrayList<>());
        int index = entries.size();
        entries.add(entry);
        standing.add(index, entry);
        ancestors.add(past);
        keys.add(opened.key());
        indexes.put(entry.name(), index);
        heads.removeAll(entry.parents().stream().map(indexes::get).toList());
        heads.add(index);
        same.add(index); // also a third one of a number: others may have built on it before they knew
        author.count++;
        if (same.size() > 1) {
            liars.add(entry.author());
        }
        return Optional.of(entry);
    }

    private BitSet past(RosterEntry entry) {
        boolean first = entry.content() instanceof RosterEntry.Created;
        require(first == entry.parents().isEmpty(), "it has no parents, or is the first and has");
        require(first == entries.isEmpty(), "there is no beginning before it, or another one");
        BitSet past = new BitSet();
        for (ByteString parent : entry.parents()) {
            Integer index = indexes.get(parent);
            requireFitting(index != null, "a parent of it is not here");
            past.or(ancestors.get(index));
            past.set(index);
        }
        return past;
    }

    /**
     * The key is judged by the entry's past alone, not by what came first: of somebody whose cards name several keys, everybody takes
     * the same entries, and finds the same lie.
     */
    private Author author(RosterEntry entry, ByteString key, BitSet past) {
        Author author = authors.get(entry.author());
        if (entry.number() == 1 || author == null) {
            require(entry.number() == 1 && entry.card().isPresent(), "its author has not begun");
        } else {
            List<Integer> before = author.byNumber.getOrDefault(entry.number() - 1, List.of()).stream()
                    .filter(past::get)
                    .toList();
            require(!before.isEmpty(), "its author's entry before it is not among its ancestors");
            require(
                    before.stream().anyMatch(index -> keys.get(index).equals(key)),
                    "it is not signed by its author's key");
        }
        String problem = entries.isEmpty() ? "" : standing.problem(entry, past);
        require(problem.isEmpty(), problem);
        if (author == null) {
            requireFitting(authors.size() < OF_ONE, "the session has " + OF_ONE + " authors already");
            author = new Author(shortName(entry.author()));
            authors.put(entry.author(), author);
        }
        requireFitting(author.count < OF_ONE, "its author has written " + OF_ONE + " already");
        return author;
    }

    private static void require(boolean fine, String problem) {
        if (!fine) {
            throw new ProtocolException("an entry of a roster is refused: " + problem + ".");
        }
    }

    /** What depends on which entries are here, so that others, who have others, can have taken it. */
    private static void requireFitting(boolean fine, String problem) {
        if (!fine) {
            throw new UnfittingException("an entry of a roster is refused: " + problem + ".");
        }
    }

    /** All, each after its parents. */
    List<RosterEntry> entries() {
        return Collections.unmodifiableList(entries);
    }

    /** The indexes of those that remove a person. */
    List<Integer> removals(PeerName peer) {
        return IntStream.range(0, entries.size())
                .filter(i -> entries.get(i).content() instanceof RosterEntry.Removed removed
                        && removed.peer().equals(peer))
                .boxed()
                .toList();
    }

    /** Who wrote something, and the key that signs; empty when nothing is from there. */
    Optional<Durables.Author> author(EndPointId endpoint) {
        return authors.entrySet().stream()
                .filter(known -> known.getKey().endpoint().equals(endpoint))
                .map(known -> new Durables.Author(
                        known.getKey().peer(), keys.get(known.getValue().first())))
                .findFirst();
    }

    int index(ByteString name) {
        return indexes.get(name);
    }

    /** The indexes of all that the entry's author had seen. */
    BitSet past(int index) {
        return ancestors.get(index);
    }

    /**
     * The names for the parents of an author's next entry: the ends of the graph, first those that have its own last entry among or
     * before them, then those that show what it may, at most {@link RosterCodec#PARENTS}.
     */
    List<ByteString> parents(RemoteIdentity author) {
        BitSet own = new BitSet();
        if (authors.containsKey(author)) {
            own.set(authors.get(author).byNumber.lastEntry().getValue().get(0));
        }
        Map<Integer, Integer> ranks = new HashMap<>();
        for (int end : heads) {
            BitSet known = (BitSet) ancestors.get(end).clone();
            known.set(end);
            ranks.put(end, known.intersects(own) ? 0 : standing.rank(author.peer(), known));
        }
        return heads.stream()
                .sorted(Comparator.<Integer, Integer>comparing(ranks::get)
                        .thenComparing(end -> entries.get(end).name(), ByteString.unsignedLexicographicalComparator()))
                .limit(RosterCodec.PARENTS) // what is left out stays an end until the next entry
                .map(end -> entries.get(end).name())
                .toList();
    }

    /** What the graph ends with, as one hash: the same for everybody who has the same entries. */
    ByteString epoch() {
        MessageDigest sha256 = RosterCodec.sha256();
        heads.stream()
                .map(end -> entries.get(end).name())
                .sorted(ByteString.unsignedLexicographicalComparator())
                .forEach(name -> sha256.update(name.asReadOnlyByteBuffer()));
        return ByteString.copyFrom(sha256.digest());
    }

    /** Who wrote two entries of one number. */
    Set<RemoteIdentity> liars() {
        return Collections.unmodifiableSet(liars);
    }

    /** The indexes of a liar's entries of the least number of which it wrote several. */
    List<Integer> firstLie(RemoteIdentity liar) {
        return authors.get(liar).byNumber.values().stream()
                .filter(same -> same.size() > 1)
                .findFirst()
                .orElseThrow();
    }

    /** The number of an author's last entry; 0 without. */
    int last(RemoteIdentity author) {
        return authors.containsKey(author) ? authors.get(author).last() : 0;
    }

    RosterHave have() {
        RosterHave.Builder have = RosterHave.newBuilder();
        authors.forEach((who, author) -> have.addAuthors(RosterHave.Author.newBuilder()
                .setAuthor(author.shortName)
                .setNumber(author.last())
                .setDigest(digest(author, author.last()))));
        return have.build();
    }

    /** What somebody lacks who has that, or might lack, each after its parents. */
    List<RosterEntry> missing(RosterHave have) {
        Map<ByteString, RosterHave.Author> theirs = new HashMap<>();
        have.getAuthorsList().forEach(author -> theirs.put(author.getAuthor(), author));
        Map<RemoteIdentity, Integer> had = new HashMap<>();
        authors.forEach((who, author) -> had.put(who, had(who, author, theirs.get(author.shortName))));
        return entries.stream()
                .filter(entry -> entry.number() > had.get(entry.author()))
                .toList();
    }

    /** Up to which number somebody has the same entries of an author; 0 when they have others, as of a liar. */
    private int had(RemoteIdentity who, Author author, RosterHave.Author theirs) {
        if (theirs == null) {
            return 0;
        } else if (!liars.contains(who) && theirs.getNumber() > author.last()) {
            return author.last(); // whether theirs are the same they see, and say
        }
        return digest(author, theirs.getNumber()).equals(theirs.getDigest()) ? theirs.getNumber() : 0;
    }

    private ByteString digest(Author author, int upTo) {
        MessageDigest sha256 = RosterCodec.sha256();
        author.byNumber.headMap(upTo, true).values().stream()
                .flatMap(same -> same.stream().map(index -> entries.get(index).name()))
                .sorted(ByteString.unsignedLexicographicalComparator())
                .forEach(name -> sha256.update(name.asReadOnlyByteBuffer()));
        return ByteString.copyFrom(sha256.digest(), 0, SHORT_BYTES);
    }

    /** Of both: a peer can claim the endpoint of another one. */
    private static ByteString shortName(RemoteIdentity author) {
        MessageDigest sha256 = RosterCodec.sha256();
        sha256.update(author.peer().key());
        sha256.update(author.endpoint().bytes());
        return ByteString.copyFrom(sha256.digest(), 0, SHORT_BYTES);
    }
}
