package dev.parley.launcher.log;

import ch.qos.logback.classic.pattern.Abbreviator;
import ch.qos.logback.classic.pattern.TargetLengthBasedClassNameAbbreviator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * An event as lines: time, level, logger, thread, message, and what was thrown. Logback's pattern layout makes some sixty classes for
 * words of which this needs six, and all of that before anything else of a start.
 */
final class Lines extends EncoderBase<ILoggingEvent> {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSXXX", Locale.ROOT);
    private static final int LOGGER_CHARS = 30;
    private static final int LEVEL_CHARS = 5;

    private final ZoneId zone = ZoneId.systemDefault();
    private final Abbreviator loggers = new TargetLengthBasedClassNameAbbreviator(LOGGER_CHARS);

    @Override
    public byte[] headerBytes() {
        return null;
    }

    @Override
    public byte[] footerBytes() {
        return null;
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        StringBuilder line = new StringBuilder(256);
        TIME.formatTo(Instant.ofEpochMilli(event.getTimeStamp()).atZone(zone), line);
        String level = event.getLevel().toString();
        line.append(' ').append(level).append(" ".repeat(Math.max(0, LEVEL_CHARS - level.length())));
        line.append(' ').append(loggers.abbreviate(event.getLoggerName())).append(" [");
        harmless(event.getThreadName(), false, line);
        line.append("] ");
        harmless(event.getFormattedMessage(), false, line);
        line.append(System.lineSeparator());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            harmless(ThrowableProxyUtil.asString(thrown), true, line);
        }
        return line.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** What others wrote neither begins a line nor steers a terminal. */
    private static void harmless(String text, boolean severalLines, StringBuilder to) {
        String said = String.valueOf(text);
        said.codePoints().forEach(c -> {
            boolean kept = severalLines && (c == '\n' || c == '\r' || c == '\t');
            to.appendCodePoint(kept || !steers(c) ? c : '?');
        });
    }

    private static boolean steers(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
