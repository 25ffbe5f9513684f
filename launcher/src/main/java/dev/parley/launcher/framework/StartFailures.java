package dev.parley.launcher.framework;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Bundles start when their level comes, long after anybody could be given an exception; this keeps what went wrong until somebody has
 * asked, and logs it.
 */
final class StartFailures implements FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

    private final Map<Bundle, Throwable> failures = new ConcurrentHashMap<>();
    private volatile boolean started;

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            if (!started) {
                failures.putIfAbsent(event.getBundle(), event.getThrowable());
            }
            LOG.error("{} failed", event.getBundle(), event.getThrowable());
        }
    }

    /** What was said about it first; null when nothing was. */
    Throwable of(Bundle bundle) {
        return failures.get(bundle);
    }

    /** Keeps nothing any more: an exception holds the classes of a bundle that may be long gone. */
    void started() {
        started = true;
        failures.clear();
    }
}
