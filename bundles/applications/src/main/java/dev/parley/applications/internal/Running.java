package dev.parley.applications.internal;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.ApplicationInstance;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.peer.Text;
import dev.parley.api.session.CloseReason;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionState;
import dev.parley.api.session.StateChange;
import dev.parley.spi.application.Launch;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.osgi.framework.ServiceObjects;
import org.osgi.framework.ServiceReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One instance in one session. What touches the instance runs on the session's executor. */
final class Running implements Launch {
    private static final Logger LOG = LoggerFactory.getLogger(Running.class);
    private static final long HAND_OVER_MS = 1_000;

    private final ApplicationId application;
    private final LaunchInfo info;
    private final Session session;
    private final Runnable onClosed;
    private Part part; // guarded by this, with the rest
    private Runnable onGone = () -> {};
    private boolean gone;

    /** An instance and what it is given back to. */
    private record Part(
            ServiceReference<ApplicationInstance> reference,
            ServiceObjects<ApplicationInstance> objects,
            ApplicationInstance instance) {
        void release() {
            try {
                objects.ungetService(instance);
            } catch (IllegalStateException | IllegalArgumentException e) {
                LOG.trace("the bundle of {} has gone", instance, e);
            }
        }
    }

    Running(ApplicationId application, LaunchInfo info, Session session, Runnable onClosed) {
        this.application = application;
        this.info = info;
        this.session = session;
        this.onClosed = onClosed;
        session.onState(this::changed);
    }

    ApplicationId application() {
        return application;
    }

    /** Makes an instance and begins it; handed over is what the version before left. */
    CompletableFuture<Void> begin(
            ServiceReference<ApplicationInstance> reference,
            ServiceObjects<ApplicationInstance> objects,
            Optional<ByteBuffer> handedOver) {
        CompletableFuture<Void> begun = new CompletableFuture<>();
        onSession(() -> {
            ApplicationInstance instance = objects.getService();
            if (instance == null) {
                begun.completeExceptionally(
                        new ApplicationException(
                                "The application could not be made: its bundle is stopping, or its component failed. The log has more."));
                return;
            }
            Part made = new Part(reference, objects, instance);
            synchronized (this) {
                part = made;
            }
            try {
                instance.launched(
                        handedOver.isEmpty()
                                ? info
                                : new LaunchInfo(
                                        LaunchReason.UPDATED,
                                        info.inviter(),
                                        info.verified(),
                                        info.message(),
                                        info.data(),
                                        handedOver),
                        session);
                begun.complete(null);
            } catch (Exception | LinkageError e) {
                LOG.warn("the application {} failed at its launch", application, e);
                letGo();
                begun.completeExceptionally(new ApplicationException(
                        "The application could not begin: " + Text.label(String.valueOf(e.getMessage())), e));
            }
        });
        return begun;
    }

    /** Whether it runs from this service. */
    synchronized boolean isFrom(ServiceReference<ApplicationInstance> reference) {
        return part != null && part.reference().equals(reference);
    }

    /**
     * The service goes, and with it the instance; it is asked for what the next version needs. Waits a little for the session's
     * executor, since the instance is of no use when the call returns.
     */
    ByteBuffer takeAway() {
        CompletableFuture<ByteBuffer> kept = new CompletableFuture<>();
        onSession(() -> {
            Part there = part();
            try {
                kept.complete(
                        there == null
                                ? Bytes.NONE
                                : there.instance()
                                        .handOver()
                                        .map(bytes ->
                                                Bytes.copy("what is handed over", bytes, LaunchInfo.HAND_OVER_BYTES))
                                        .orElse(Bytes.NONE));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("the application {} could not hand over", application, e);
                kept.complete(Bytes.NONE);
            }
            letGo();
        });
        try {
            return kept.get(HAND_OVER_MS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            LOG.warn("the application {} did not hand over in time", application, e);
        }
        return Bytes.NONE;
    }

    private synchronized Part part() {
        return part;
    }

    private void letGo() {
        Part there;
        synchronized (this) {
            there = part;
            part = null;
        }
        if (there != null) {
            there.release();
        }
    }

    private void changed(StateChange change) {
        if (change.to() != SessionState.CLOSED) {
            return;
        }
        Part there = part();
        if (there != null) {
            CloseReason reason = change.reason().orElse(new CloseReason(CloseReason.Kind.LEFT, ""));
            try {
                there.instance().closed(reason);
            } catch (RuntimeException | LinkageError e) {
                LOG.warn("the application {} failed at its end", application, e);
            }
        }
        letGo();
        onClosed.run();
    }

    @Override
    public void onGone(Runnable listener) {
        boolean already;
        synchronized (this) {
            onGone = listener;
            already = gone;
        }
        if (already) {
            listener.run();
        }
    }

    /** No new version came. */
    void gone() {
        Runnable listener;
        synchronized (this) {
            gone = true;
            listener = onGone;
        }
        if (session.state() != SessionState.CLOSED) {
            listener.run();
        }
    }

    private void onSession(Runnable task) {
        try {
            session.executor().execute(task);
        } catch (RejectedExecutionException closed) {
            letGo();
        }
    }
}
