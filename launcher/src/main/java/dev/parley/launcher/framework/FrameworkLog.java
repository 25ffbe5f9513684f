package dev.parley.launcher.framework;

import org.apache.felix.framework.Logger;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceReference;
import org.slf4j.LoggerFactory;

/** Felix would print to standard output, which belongs to the person or to a program that reads events. */
final class FrameworkLog extends Logger {
    private static final org.slf4j.Logger LOG = LoggerFactory.getLogger("felix");

    @Override
    @SuppressWarnings("rawtypes") // as Felix declares it
    protected void doLog(Bundle bundle, ServiceReference service, int level, String message, Throwable failure) {
        doLog(level, bundle == null ? message : bundle + ": " + message, failure);
    }

    @Override
    protected void doLog(int level, String message, Throwable failure) {
        if (level == LOG_ERROR) {
            LOG.error(message, failure);
        } else if (level == LOG_WARNING) {
            LOG.warn(message, failure);
        } else {
            LOG.debug(message, failure);
        }
    }
}
