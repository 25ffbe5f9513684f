package dev.parley.launcher.framework;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Bundles start when their level comes, long after anybody could be given an exception; this keeps what went wrong. */
final class StartFailures implements FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(StartFailures.class);

    private final Map<Bundle, Throwable> failures = new ConcurrentHashMap<>();

    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.ERROR && event.getThrowable() != null) {
            failures.putIfAbsent(event.getBundle(), event.getThrowable());
            LOG.error("{} failed", event.getBundle(), event.getThrowable());
        }
    }

    /** What was said about it first; null when nothing was. */
    Throwable of(Bundle bundle) {
        return failures.get(bundle);
    }
}
