package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.spi.application.Launch;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The application's side of one session, through all versions that serve it. Its state changes on the session's executor. */
final class Running implements Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    /** How long a session waits for the next version of its application. */
    static final long SUCCESSOR_SECONDS = 10;

    private final String name;
    private final Session session;
    private final LaunchInfo info;
    private final Consumer<Running> over;
    private final CompletableFuture<Void> gone = new CompletableFuture<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private RunPhase phase = RunPhase.NEW;
    private Subscription states = () -> {};
    private volatile InstanceSource source;
    private ApplicationInstance instance;
    private Revocable tracked = new Revocable();
    private Optional<ByteBuffer> handedOver = Optional.empty();
    private Future<?> waiting = CompletableFuture.completedFuture(null);

    /** @param over called once, when it has ended */
    Running(String name, InstanceSource source, LaunchInfo info, Session session, Consumer<Running> over) {
        this.name = name;
        this.source = source;
        this.info = info;
        this.session = session;
        this.over = over;
    }

    Session session() {
        return session;
    }

    /** The bundle that serves it, or served it last. */
    long bundle() {
        return source.bundle();
    }

    @Override
    public void onGone(Runnable listener) {
        var unused = gone.thenRun(listener);
    }

    /** Launches the first instance. */
    CompletionStage<Launch> start() {
        CompletableFuture<Launch> result = new CompletableFuture<>();
        if (!run(() -> {
            try {
                states = session.onState(change -> change.reason()
                        .filter(reason -> change.to() == SessionState.CLOSED)
                        .ifPresent(reason -> run(() -> close(reason)))); // after the listeners of the application
                if (session.state() == SessionState.CLOSED) {
                    throw new ApplicationException(name + " was not launched: its session has closed meanwhile.");
                }
                begin(
                        source.make()
                                .orElseThrow(() -> new ApplicationException(name
                                        + " could not be launched: no instance of it could be made. The log says why,"
                                        + " if its constructor failed.")),
                        info);
                result.complete(this);
            } catch (ApplicationException e) {
                end();
                result.completeExceptionally(e);
            }
        })) {
            over.accept(this);
            result.completeExceptionally(
                    new ApplicationException(name + " was not launched: its session has closed meanwhile."));
        }
        return result;
    }

    /** The bundle goes: takes the instance away, and waits for the next version. Completes when it is away. */
    CompletionStage<Void> vacate() {
        CompletableFuture<Void> away = new CompletableFuture<>();
        if (!run(() -> {
            if (phase == RunPhase.RUNNING) {
                phase = phase.on(RunPhase.Signal.VACATED);
                handedOver = handOver();
                letGo();
                waiting = session.executor().schedule(this::giveUp, SUCCESSOR_SECONDS, TimeUnit.SECONDS);
            }
            away.complete(null);
        })) {
            away.complete(null);
        }
        return away;
    }

    /** A version is there that may take over. When it is gone again before its turn, the next one is waited for as long as before. */
    void succeed(InstanceSource next) {
        run(() -> {
            if (phase == RunPhase.VACANT) {
                next.make()
                        .ifPresentOrElse(
                                made -> takeOver(next, made), () -> LOG.debug("{} has no new instance yet", name));
            }
        });
    }

    private void takeOver(InstanceSource next, ApplicationInstance made) {
        waiting.cancel(false);
        source = next;
        try {
            begin(
                    made,
                    new LaunchInfo(
                            LaunchReason.UPDATED,
                            info.inviter(),
                            info.verified(),
                            info.message(),
                            info.data(),
                            handedOver));
            handedOver = Optional.empty();
        } catch (ApplicationException e) {
            LOG.warn("the new version takes over no session", e);
            endGone();
        }
    }

    /** The bundle is uninstalled for good: says so, so that the session closes. Completes when the instance is let go. */
    CompletionStage<Void> dismiss() {
        if (!run(() -> gone.complete(null))) {
            ended.complete(null);
        }
        return ended;
    }

    private void begin(ApplicationInstance made, LaunchInfo launch) {
        tracked = new Revocable();
        instance = made;
        try {
            instance.launched(launch, tracked.track(Session.class, session));
            phase = phase.on(RunPhase.Signal.LAUNCHED);
        } catch (ApplicationException e) {
            letGo();
            throw e;
        } catch (Throwable failure) { // whatever the author's code does harms nobody else
            letGo();
            String why = failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
            throw new ApplicationException(name + " could not be launched: " + why, failure);
        }
    }

    private Optional<ByteBuffer> handOver() {
        try {
            return instance.handOver()
                    .map(bytes -> Bytes.copy("what is handed over", bytes, LaunchInfo.HAND_OVER_BYTES));
        } catch (Throwable failure) {
            LOG.warn("{} hands nothing over to its next version", name, failure);
            return Optional.empty();
        }
    }

    private void close(CloseReason reason) {
        if (phase == RunPhase.RUNNING) {
            try {
                instance.closed(reason);
            } catch (Throwable failure) {
                LOG.warn("{} failed as its session closed", name, failure);
            }
        }
        end();
    }

    private void giveUp() {
        if (phase == RunPhase.VACANT) {
            endGone();
        }
    }

    private void endGone() {
        end();
        gone.complete(null);
    }

    private void end() {
        if (phase != RunPhase.ENDED) {
            phase = phase.on(RunPhase.Signal.ENDED);
            waiting.cancel(false);
            states.close();
            letGo();
            over.accept(this);
            ended.complete(null);
        }
    }

    private void letGo() {
        tracked.revoke();
        if (instance != null) {
            source.release(instance);
            instance = null;
        }
    }

    private boolean run(Runnable task) {
        try {
            session.executor().execute(task);
            return true;
        } catch (RejectedExecutionException closed) {
            LOG.trace("{} is over", session, closed);
            return false;
        }
    }
}
