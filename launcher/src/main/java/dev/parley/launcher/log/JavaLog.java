package dev.parley.launcher.log;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.LogRecord;
import java.util.logging.SimpleFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands what libraries log by {@code java.util.logging} to SLF4J; by default it would go to the person's terminal. */
public final class JavaLog extends Handler {
    private final SimpleFormatter formatter = new SimpleFormatter();

    private JavaLog() {}

    /** From now on; called after {@link FileLog#prepare}. */
    public static void install() {
        LogManager.getLogManager().reset();
        java.util.logging.Logger.getLogger("").addHandler(new JavaLog());
    }

    @Override
    public void publish(LogRecord entry) {
        Logger log = LoggerFactory.getLogger(entry.getLoggerName() == null ? "java" : entry.getLoggerName());
        int level = entry.getLevel().intValue();
        String message = formatter.formatMessage(entry);
        if (level >= Level.SEVERE.intValue()) {
            log.error("{}", message, entry.getThrown());
        } else if (level >= Level.WARNING.intValue()) {
            log.warn("{}", message, entry.getThrown());
        } else {
            log.debug("{}", message, entry.getThrown());
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
