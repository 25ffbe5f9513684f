package dev.parley.launcher.framework;

import java.util.Collections;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.log.LogEntry;
import org.osgi.service.log.LogLevel;
import org.osgi.service.log.LogListener;
import org.osgi.service.log.LogReaderService;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the OSGi log, where DS says why a component does not start, to SLF4J. */
final class ServiceLog extends ServiceTracker<LogReaderService, LogReaderService> implements LogListener {
    ServiceLog(BundleContext context) {
        super(context, LogReaderService.class, null);
    }

    @Override
    public LogReaderService addingService(ServiceReference<LogReaderService> reference) {
        LogReaderService reader = super.addingService(reference);
        if (reader != null) {
            Collections.list(reader.getLog()).forEach(this::logged);
            reader.addLogListener(this);
        }
        return reader;
    }

    @Override
    public void logged(LogEntry entry) {
        Logger log = LoggerFactory.getLogger("osgi." + entry.getBundle().getSymbolicName());
        LogLevel level = entry.getLogLevel();
        // Services that come and go are no news.
        if (level == LogLevel.ERROR && !entry.getLoggerName().startsWith("Events.")) {
            log.error("{}", entry.getMessage(), entry.getException());
        } else if (level == LogLevel.WARN) {
            log.warn("{}", entry.getMessage(), entry.getException());
        } else {
            log.debug("{}", entry.getMessage(), entry.getException());
        }
    }
}
