package dev.parley.wire.service;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The services of a component that registers them once something slow is done, on a thread of its own, which its end may overtake. A
 * registration and the end do not overlap: whoever is told of a service that goes in the middle of being told that it comes keeps it
 * for ever, and its class loader with it. Any thread.
 */
public final class LateServices {
    /** A property of a service that is there when Parley cannot start, with the sentence that says why. */
    public static final String FAILURE = "parley.start.failure";

    private static final Logger LOG = LoggerFactory.getLogger(LateServices.class);
    private static final long LONGEST_S = 10;

    private final BundleContext context;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<ServiceRegistration<?>> registered = new ArrayDeque<>(); // guarded by the lock
    private volatile boolean ended;

    /** @param context of the bundle whose services they are */
    public LateServices(BundleContext context) {
        this.context = context;
    }

    /** Whether {@link #end} was called. */
    public boolean isEnded() {
        return ended;
    }

    /** Registers a service, or nothing when it has ended. */
    public <S> void register(Class<S> type, S service) {
        register(type, service, Map.of());
    }

    /**
     * Registers the reason why there is no service; whoever started the framework tells it the person. Nothing, but for the log, when
     * it has ended: the reason is then that classes were taken away in the middle.
     *
     * @param sentence what happened, and what to do next
     */
    public void fail(String sentence, Throwable why) {
        if (ended) {
            LOG.debug("its bundle stopped meanwhile: {}", sentence, why);
            return;
        }
        LOG.error("{}", sentence, why);
        register(Throwable.class, why, Map.of(FAILURE, sentence));
    }

    private <S> void register(Class<S> type, S service, Map<String, ?> properties) {
        lock.lock();
        try {
            if (!ended) {
                registered.add(context.registerService(type, service, FrameworkUtil.asDictionary(properties)));
            }
        } catch (IllegalStateException stopping) {
            LOG.debug("the bundle stopped before {} was registered", type.getSimpleName(), stopping);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes back what was registered, the last first; nothing is registered from now on. A registration that is going on is waited for,
     * at most 10 s; it has to be taken back by its bundle's stop then.
     */
    public void end() {
        ended = true;
        boolean alone = false;
        try {
            alone = lock.tryLock(LONGEST_S, TimeUnit.SECONDS);
            if (alone) {
                unregister();
            } else {
                LOG.warn("a service is still being registered after {} s", LONGEST_S);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            if (alone) {
                lock.unlock();
            }
        }
    }

    private void unregister() {
        for (ServiceRegistration<?> next = registered.pollLast(); next != null; next = registered.pollLast()) {
            try {
                next.unregister();
            } catch (IllegalStateException gone) {
                LOG.trace("unregistered with its bundle", gone);
            }
        }
    }
}
