package dev.parley.invitation.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.parley.api.invitation.InvitationEvent;
import dev.parley.wire.event.EventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Who listens to invitations, and does it badly. */
class ListenersTest {
    private final World world = new World(18);
    private final FakePeer ada = world.peer();
    private final FakePeer ben = world.peer();
    private final Logger logger = (Logger) LoggerFactory.getLogger(EventSource.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void readTheLog() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leaveTheLog() {
        logger.detachAppender(log);
    }

    /** Fails each time. */
    private static final class Broken implements Consumer<InvitationEvent> {
        int calls;

        @Override
        public void accept(InvitationEvent event) {
            calls++;
            throw new IllegalStateException("on purpose");
        }
    }

    @Test
    void row59_aListenerThatThrowsIsNamedAndKeptAndTheOthersAreTold() {
        Broken broken = new Broken();
        List<InvitationEvent> told = new ArrayList<>();
        ada.invitations.onChange(broken);
        ada.invitations.onChange(told::add);
        world.run();
        ada.invite(ben);
        world.run();
        ben.only().decline();
        world.run();
        assertEquals(2, broken.calls);
        assertEquals(2, told.size());
        assertEquals(2, log.list.size());
        String said = log.list.get(0).getFormattedMessage();
        assertTrue(said.contains(Broken.class.getSimpleName()), said);
    }
}
