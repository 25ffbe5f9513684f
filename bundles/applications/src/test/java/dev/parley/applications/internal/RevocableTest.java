package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.session.Session;
import dev.parley.api.view.TextView;
import dev.parley.testkit.HandDrivenExecution;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class RevocableTest {
    private final HandDrivenExecution execution = new HandDrivenExecution(2);
    private final FakeSession fake = new FakeSession(execution);
    private final Revocable revocable = new Revocable();
    private final Session session = revocable.track(Session.class, fake.session);
    private final List<String> heard = new ArrayList<>();

    @Test
    void whatWasSubscribedEndsTogether() {
        TextView view = session.view(TextView.class).orElseThrow();
        view.onLine(heard::add);
        session.onState(change -> heard.add("state"));
        assertEquals(2, fake.listeners());
        revocable.revoke();
        assertEquals(0, fake.listeners());
        view.onLine(heard::add);
        assertEquals(0, fake.listeners());
    }

    @Test
    void timersEndToo() {
        var once = session.executor().schedule(() -> heard.add("once"), 1, TimeUnit.SECONDS);
        var often = session.executor().scheduleAtFixedRate(() -> heard.add("often"), 1, 1, TimeUnit.SECONDS);
        execution.advance(Duration.ofSeconds(2));
        assertEquals(List.of("once", "often", "often"), heard);
        revocable.revoke();
        execution.advance(Duration.ofSeconds(9));
        assertEquals(3, heard.size());
        assertTrue(once.isDone() && often.isCancelled());
    }

    @Test
    void itIsTheSameSessionToEverybody() {
        assertEquals(session, new Revocable().track(Session.class, fake.session));
        assertEquals(session, fake.session);
        assertEquals(session.hashCode(), fake.session.hashCode());
        assertNotEquals(session, new FakeSession(execution).session);
        assertEquals(fake.session.toString(), session.toString());
    }

    @Test
    void failuresComeThroughAsTheyAre() {
        assertThrows(UnsupportedOperationException.class, session::leave);
    }
}
