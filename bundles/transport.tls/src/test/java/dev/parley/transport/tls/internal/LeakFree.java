package dev.parley.transport.tls.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.netty.buffer.Unpooled;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ResourceLeakDetector;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.slf4j.LoggerFactory;

/** Fails a test after which Netty reports a buffer that nobody released, or that we used a TLS handler that had gone. */
abstract class LeakFree {
    private final ListAppender<ILoggingEvent> reports = new ListAppender<>();

    static {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.PARANOID);
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).setLevel(Level.WARN);
    }

    @BeforeEach
    void watch() {
        reports.start();
        detector().addAppender(reports);
        tls().addAppender(reports);
    }

    @AfterEach
    void check() {
        System.gc(); // a leak shows when its buffer has been collected, at the next allocation
        Unpooled.directBuffer(1).release();
        io.netty.buffer.ByteBufAllocator.DEFAULT.directBuffer(1).release();
        detector().detachAppender(reports);
        tls().detachAppender(reports);
        List<String> leaks = reports.list.stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
        assertEquals(List.of(), leaks);
    }

    private static Logger tls() {
        return (Logger) LoggerFactory.getLogger(SslHandler.class);
    }

    private static Logger detector() {
        return (Logger) LoggerFactory.getLogger(ResourceLeakDetector.class);
    }
}
