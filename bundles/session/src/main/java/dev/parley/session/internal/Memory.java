package dev.parley.session.internal;

import com.google.protobuf.ByteString;
import dev.parley.api.peer.EndPointId;
import dev.parley.api.session.Member;
import dev.parley.api.session.Message;
import dev.parley.api.session.Position;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionId;
import dev.parley.session.internal.proto.Frame;
import dev.parley.spi.identity.RemoteIdentity;
import dev.parley.spi.store.Journal;
import dev.parley.spi.store.Journals;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What of a session lasts: its roster, its durable messages, how far they were read. Confined to the session's executor. */
final class Memory implements Durables.Host {
    private static final Logger LOG = LoggerFactory.getLogger(Memory.class);
    private static final long SAVE_AGAIN_MILLIS = 3000;

    private final Environment environment;
    private final SessionId id;
    private final ScheduledExecutorService executor;
    private final Executor application;
    private final Membership membership;
    private final GroupKeys keys;
    private final Home home;
    private final Keeping keeping;
    private final List<Outgoing> unnumbered = new ArrayList<>(); // durable ones
    private final List<DurableReader> readers = new ArrayList<>();
    private Optional<Durables> durables = Optional.empty(); // from when the journal is open
    private long committed;
    private long again; // what lies before this position may have been delivered before a restart
    private boolean launched;
    private final Set<RemoteIdentity> met = new HashSet<>(); // messages went to and from them, so they know the session
    private Optional<ByteBuffer> unkeptAbout = Optional.empty(); // goes with the first entries of the roster
    private boolean saving;
    private boolean savingLater;
    private boolean over;
    private volatile boolean lasting;

    /** The session, as this sees it. */
    interface Home {
        /** To whom messages may go now. */
        Collection<Partner> ready();

        /** Own entries of the roster are kept: others may hear of them. */
        void kept(Frame own);

        /** An author as applications see it. */
        Member author(RemoteIdentity author);
    }

    /** @param journals where it is kept; empty: it is not */
    Memory(
            Environment environment,
            SessionId id,
            ScheduledExecutorService executor,
            Executor application,
            Membership membership,
            GroupKeys keys,
            Optional<Journals> journals,
            Home home) {
        this.environment = environment;
        this.id = id;
        this.executor = executor;
        this.application = application;
        this.membership = membership;
        this.keys = keys;
        this.home = home;
        this.keeping = new Keeping(executor, id, journals);
    }

    /**
     * Begins.
     *
     * @param about what is known again at the next start
     */
    void begin(ByteBuffer about) {
        unkeptAbout = Optional.of(about);
        keeping.open(this::opened);
        save();
    }

    /** Goes on after a restart, with what lies in the journal. */
    void resume(Notebook.Opened found) {
        again = found.journal().next();
        keeping.take(found, this::opened);
    }

    private void opened(Notebook.Opened found) {
        committed = found.committed();
        met.addAll(found.met());
        Durables now = new Durables(
                environment,
                new Durables.SessionCoreParts(executor, new DurableCodec(id, environment.signatures()), keys, this),
                found.journal(),
                found.chains());
        durables = Optional.of(now);
        lasting = true;
        met.forEach(found.notebook()::met);
        ready().forEach(now::began);
        save();
        number();
    }

    /** Any thread: whether it goes on at the next start. */
    boolean lasts() {
        return lasting;
    }

    /** Keeps what is new in the roster, then lets others hear what of it is our own. */
    void save() {
        keeping.whenKnown(() -> {
            int from = membership.kept();
            List<ByteString> fresh = membership.unkept();
            int count = from + fresh.size();
            if (fresh.isEmpty() || keeping.now().isEmpty()) {
                saved(count);
            } else if (!saving) {
                saving = true;
                keeping.now()
                        .get()
                        .notebook()
                        .roster(from, fresh, unkeptAbout)
                        .whenComplete((done, failure) -> Tasks.run(executor, () -> saved(count, failure)));
            }
        });
    }

    private void saved(int count, Throwable failure) {
        saving = false;
        if (failure == null) {
            unkeptAbout = Optional.empty();
            saved(count);
            save();
            return;
        }
        LOG.warn("the roster of the session {} is not kept yet", id, failure);
        if (!savingLater && !over) { // an entry that was told and is forgotten would be contradicted after a restart
            savingLater = true;
            var unused = executor.schedule(this::saveAgain, SAVE_AGAIN_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void saveAgain() {
        savingLater = false;
        save();
    }

    private void saved(int count) {
        membership.keep(count).ifPresent(home::kept);
    }

    /**
     * The last word. It is kept before others hear of it, also though the journal goes with the session: one that is told and
     * forgotten, because everything ended in between, would be contradicted after the next start.
     */
    void leave() {
        Optional<Chain> own = durables.map(Durables::own);
        membership.leave(
                own.map(chain -> chain.last).orElse(0L),
                own.map(chain -> chain.tip).orElse(ByteString.EMPTY));
        save();
    }

    /** Whether others may hear of all that this endpoint wrote into the roster. */
    boolean isTold() {
        return membership.isTold();
    }

    /** The application is there: it is brought what lies in the journal. */
    void launched() {
        launched = true;
        grown();
    }

    /** Keeps a message of the application. */
    void keep(Outgoing message) {
        keeping.whenKnown(() -> {
            if (keeping.failure().isPresent()) {
                message.dropped(new SessionException(keeping.failure().get()));
            } else {
                unnumbered.add(message);
                number();
            }
        });
    }

    /** Numbers can be given once it is known which were: by the journal, and by the roster if this endpoint was in before. */
    void number() {
        if (durables.isPresent() && membership.isMember()) {
            membership.stopped().ifPresent(left -> durables.get().goOnAfter(left.sequence(), left.hash()));
            unnumbered.forEach(durables.get()::offer);
            unnumbered.clear();
        }
    }

    /**
     * Brings durable messages to a listener.
     *
     * @param made gets what does that, for {@link #unread}
     */
    void read(Position from, Consumer<Message> listener, Consumer<DurableReader> made) {
        keeping.whenKnown(() -> keeping.now().ifPresent(found -> {
            boolean goesOn = from.equals(Position.COMMITTED);
            DurableReader reader = new DurableReader(
                    found.journal(),
                    executor,
                    application,
                    home::author,
                    listener,
                    first(from, found.journal()),
                    goesOn ? again : 0);
            readers.add(reader);
            made.accept(reader);
            if (launched) {
                reader.wake();
            }
        }));
    }

    void unread(DurableReader reader) {
        readers.remove(reader);
    }

    /** Some of what lies in the journal, from a position on. */
    CompletionStage<List<Message>> page(Position from) {
        CompletableFuture<List<Message>> page = new CompletableFuture<>();
        keeping.whenKnown(() -> {
            if (keeping.now().isEmpty()) {
                page.completeExceptionally(
                        new SessionException(keeping.failure().orElseThrow()));
                return;
            }
            Journal journal = keeping.now().get().journal();
            journal.read(first(from, journal), DurableReader.BYTES)
                    .whenComplete((found, failure) -> Tasks.run(executor, () -> {
                        if (failure == null) {
                            page.complete(found.stream()
                                    .map(one -> DurableReader.message(one, home::author, 0))
                                    .toList());
                        } else {
                            page.completeExceptionally(failure);
                        }
                    }));
        });
        return page;
    }

    private long first(Position from, Journal journal) {
        return from.equals(Position.COMMITTED) ? committed + 1 : Math.min(from.value(), journal.next());
    }

    /** The application is done with everything up to a position. */
    CompletionStage<?> commit(Position position) {
        if (keeping.now().isEmpty() || position.value() <= committed) {
            return CompletableFuture.completedStage(null);
        }
        committed = position.value();
        return keeping.now().get().notebook().committed(committed);
    }

    /** Messages go to and from somebody. */
    void met(RemoteIdentity other) {
        if (met.add(other)) {
            keeping.now().ifPresent(found -> found.notebook().met(other));
        }
    }

    /** Whether messages ever went to and from somebody, before the last restart too. */
    boolean hasMet(RemoteIdentity other) {
        return met.contains(other);
    }

    /** Somebody is out, and knows nothing when it comes in again. */
    void parted(RemoteIdentity other) {
        if (met.remove(other)) {
            keeping.now().ifPresent(found -> found.notebook().parted(other));
        }
    }

    void frame(Partner from, Frame frame) {
        durables.ifPresent(all -> all.frame(from, frame));
    }

    void began(Partner partner) {
        durables.ifPresent(all -> all.began(partner));
    }

    void away(Partner partner) {
        durables.ifPresent(all -> all.away(partner));
    }

    void over(Partner partner) {
        durables.ifPresent(all -> all.over(partner));
    }

    /** @param keep whether the session goes on at the next start */
    void close(SessionException why, boolean keep) {
        over = true;
        durables.ifPresent(all -> all.abandon(why));
        durables = Optional.empty();
        unnumbered.forEach(message -> message.dropped(why));
        unnumbered.clear();
        readers.forEach(DurableReader::close);
        readers.clear();
        keeping.close(keep);
    }

    @Override
    public Collection<Partner> ready() {
        return home.ready();
    }

    @Override
    public Optional<Durables.Author> author(EndPointId endpoint) {
        return membership.author(endpoint);
    }

    @Override
    public void grown() {
        if (launched) {
            readers.forEach(DurableReader::wake);
        }
    }
}
