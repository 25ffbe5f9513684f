package dev.parley.launcher.log;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class JavaLogTest {
    private final ch.qos.logback.classic.Logger target =
            (ch.qos.logback.classic.Logger) LoggerFactory.getLogger("a.library");
    private final ListAppender<ILoggingEvent> heard = new ListAppender<>();

    @BeforeEach
    void listen() {
        target.setLevel(Level.DEBUG);
        heard.start();
        target.addAppender(heard);
        JavaLog.install();
    }

    @AfterEach
    void forget() throws Exception {
        target.detachAppender(heard);
        LogManager.getLogManager().readConfiguration();
    }

    @Test
    void whatALibraryLogsArrivesWithItsLevelAndMessage() {
        Logger library = Logger.getLogger("a.library");
        library.severe("broken");
        library.log(java.util.logging.Level.WARNING, "no address, using {0}", "random bytes");
        library.info("{} stays as it is");
        assertEquals(
                List.of("ERROR broken", "WARN no address, using random bytes", "DEBUG {} stays as it is"),
                heard.list.stream()
                        .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                        .toList());
    }
}
