package dev.parley.session.internal;

import dev.parley.api.session.SessionId;
import dev.parley.spi.store.Journals;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The journal of one session, from when it is open; what needs it before waits. There may be none: then nothing is kept. Confined to the
 * session's executor.
 */
final class Keeping {
    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);
    private static final String NONE =
            "There is no journal here, so durable messages cannot be kept. Install dev.parley.store.journal.";

    private final Executor executor;
    private final SessionId id;
    private Optional<Journals> journals;
    private final List<Runnable> waiting = new ArrayList<>();
    private Optional<Notebook.Opened> opened = Optional.empty();
    private Optional<String> failure; // why there is none
    private boolean over;

    Keeping(Executor executor, SessionId id, Optional<Journals> journals) {
        this.executor = executor;
        this.id = id;
        this.journals = journals;
        this.failure = journals.isPresent() ? Optional.empty() : Optional.of(NONE);
    }

    /** Begins to open it. */
    void open(Consumer<Notebook.Opened> then) {
        journals.ifPresent(all -> Notebook.open(all, id).whenComplete((found, why) -> {
            if (!Tasks.run(executor, () -> opened(all, found, why, then)) && found != null) {
                found.notebook().close();
            }
        }));
    }

    /** It is open already; what waits for it comes after {@code then}, as it does after {@link #open}. */
    void take(Notebook.Opened found, Consumer<Notebook.Opened> then) {
        opened = Optional.of(found);
        then.accept(found);
        runWaiting();
    }

    private void opened(Journals from, Notebook.Opened found, Throwable why, Consumer<Notebook.Opened> then) {
        if (over) {
            if (found != null) {
                found.notebook().close();
                delete(from);
            }
            return;
        }
        if (why == null) {
            take(found, then);
        } else {
            LOG.error("the session {} keeps nothing", id, why);
            failure = Optional.of(Stages.unwrapped(why).getMessage());
            runWaiting();
        }
    }

    private void runWaiting() {
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(Runnable::run);
    }

    /** Whether something is kept. */
    boolean isOpen() {
        return opened.isPresent();
    }

    Optional<Notebook.Opened> now() {
        return opened;
    }

    /** Why nothing is kept; empty while that is not known, or it is. */
    Optional<String> failure() {
        return failure;
    }

    /** Runs, from within perhaps, once it is open, or is known not to open. */
    void whenKnown(Runnable task) {
        if (opened.isPresent() || failure.isPresent()) {
            task.run();
        } else {
            waiting.add(task);
        }
    }

    /**
     * Lets go of the journal and of where it lies: a session is held long after its end.
     *
     * @param keep whether the session goes on at the next start
     */
    void close(boolean keep) {
        if (over) {
            return;
        }
        over = true;
        waiting.clear();
        opened.ifPresent(found -> found.notebook().close());
        if (!keep && opened.isPresent()) {
            delete(journals.orElseThrow());
        }
        opened = Optional.empty();
        journals = Optional.empty();
        failure = Optional.of("The session is over.");
    }

    private void delete(Journals from) {
        from.delete(id).whenComplete((done, why) -> {
            if (why != null) {
                LOG.warn("the journal of the session {} could not be removed", id, why);
            }
        });
    }
}
