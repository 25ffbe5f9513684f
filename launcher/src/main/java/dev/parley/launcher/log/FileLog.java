package dev.parley.launcher.log;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.Configurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.ConsoleAppender;
import ch.qos.logback.core.OutputStreamAppender;
import ch.qos.logback.core.rolling.FixedWindowRollingPolicy;
import ch.qos.logback.core.rolling.RollingFileAppender;
import ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.util.Duration;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import org.slf4j.Logger;

/**
 * Configures Logback without its XML, whose parser takes longer than all the rest of the logging at start: {@code parley.log} and
 * three older ones, 4 MiB each.
 */
public final class FileLog extends ContextAwareBase implements Configurator {
    private static final String FOLDER = "parley.log.folder";
    private static final String VERBOSE = "parley.log.verbose";
    private static final long MOST_BYTES = 4L << 20;
    private static final int OLDER = 3;

    /** Called before the first logger is made. */
    public static void prepare(Path folder, boolean verbose) {
        System.setProperty(FOLDER, folder.toString());
        System.setProperty(VERBOSE, Boolean.toString(verbose));
    }

    @Override
    public ExecutionStatus configure(LoggerContext context) {
        String folder = System.getProperty(FOLDER);
        boolean verbose = Boolean.getBoolean(VERBOSE);
        ch.qos.logback.classic.Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
        root.setLevel(Level.INFO);
        context.getLogger("dev.parley").setLevel(verbose ? Level.DEBUG : Level.INFO);
        if (folder != null) {
            root.addAppender(file(context, Path.of(folder)));
        }
        if (verbose) {
            ConsoleAppender<ILoggingEvent> console = new ConsoleAppender<>();
            console.setTarget("System.err");
            root.addAppender(started(context, console));
        }
        return ExecutionStatus.DO_NOT_INVOKE_NEXT_IF_ANY;
    }

    private static Appender<ILoggingEvent> file(LoggerContext context, Path folder) {
        String file = folder.resolve("parley.log").toString();
        RollingFileAppender<ILoggingEvent> appender = new RollingFileAppender<>();
        appender.setFile(file);
        FixedWindowRollingPolicy window = new FixedWindowRollingPolicy();
        window.setContext(context);
        window.setParent(appender);
        window.setFileNamePattern(file.replace("%", "\\%") + ".%i");
        window.setMinIndex(1);
        window.setMaxIndex(OLDER);
        SizeBasedTriggeringPolicy<ILoggingEvent> size = new SizeBasedTriggeringPolicy<>();
        size.setContext(context);
        size.setMaxFileSize(new FileSize(MOST_BYTES));
        size.setCheckIncrement(
                Duration.buildByMilliseconds(0)); // by default it looks once a minute, and a flood is faster
        appender.setRollingPolicy(window);
        appender.setTriggeringPolicy(size);
        appender.setContext(context);
        window.start();
        size.start();
        return started(context, appender);
    }

    private static Appender<ILoggingEvent> started(
            LoggerContext context, OutputStreamAppender<ILoggingEvent> appender) {
        Lines encoder = new Lines();
        encoder.setContext(context);
        encoder.start();
        appender.setContext(context);
        appender.setEncoder(encoder);
        appender.start();
        return appender;
    }
}
