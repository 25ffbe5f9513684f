package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionId;
import dev.parley.api.view.ViewProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** All sessions of an endpoint, and the views of each. */
final class SessionsTest {
    /** What a user interface could show. */
    private static final class Lamp implements AutoCloseable {
        private boolean closed;

        @Override
        public void close() {
            closed = true;
        }
    }

    private static final class Lamps implements ViewProvider<Lamp> {
        private int opened;

        @Override
        public Class<Lamp> kind() {
            return Lamp.class;
        }

        @Override
        public Lamp open(Session session) {
            opened++;
            return new Lamp();
        }
    }

    @Test
    void changesAreToldInOrder() {
        TwoSides two = new TwoSides(1);
        List<String> told = new ArrayList<>();
        Subscription subscription =
                two.left.sessions.onChange(event -> told.add(event.getClass().getSimpleName()));
        two.admit();
        two.left.control.launched();
        two.left.control.launched();
        two.pass(1000);
        two.cut();
        two.pass(100);
        two.heal();
        two.pass(3000);
        two.left.session.leave();
        two.pass(2000);
        assertEquals(List.of("Opened", "Launched", "Changed", "Changed", "Changed", "Closed"), told);
        subscription.close();
        two.left.create(new UUID(5, 5), true);
        two.pass(1);
        assertEquals(6, told.size());
    }

    @Test
    void whoComesLaterIsToldThePresent() {
        TwoSides two = TwoSides.live(2);
        List<SessionId> told = new ArrayList<>();
        two.left.create(new UUID(5, 5), true);
        two.left.sessions.onChange(event -> told.add(event.session().id()));
        two.pass(1);
        assertEquals(List.of(new SessionId(two.id), new SessionId(new UUID(5, 5))), told);
        assertEquals(told, two.left.sessions.all().stream().map(Session::id).toList());
    }

    @Test
    void theEndOfAllIsToldWhenStopping() {
        TwoSides two = TwoSides.live(3);
        List<String> told = new ArrayList<>();
        two.left.sessions.onChange(event -> told.add(event.getClass().getSimpleName()));
        two.pass(1);
        two.left.sessions.deactivate();
        two.pass(100);
        assertEquals(List.of("Opened", "Closed"), told);
        assertTrue(two.left.sessions.executor().isShutdown());
        assertTrue(two.left.session.executor().isShutdown());
    }

    @Test
    void sessionsAreFoundByTheirId() {
        TwoSides two = TwoSides.live(4);
        assertSame(
                two.left.session, two.left.sessions.find(new SessionId(two.id)).orElseThrow());
        assertEquals(Optional.empty(), two.left.sessions.find(new SessionId(new UUID(5, 5))));
        assertThrows(IllegalArgumentException.class, () -> two.left.sessions.create(new SessionId(two.id), Side.CHAT));
        assertEquals("Chat", two.left.session.application().name());
    }

    @Test
    void severalSessionsOverOneLink() {
        TwoSides two = TwoSides.live(5);
        Session first = two.left.session;
        UUID id = new UUID(5, 5);
        two.left.create(id, true);
        two.right.create(id, false);
        two.admit();
        two.pass(1000);
        two.left.session.leave();
        two.pass(1000);
        assertEquals(List.of(first), two.left.sessions.all());
        assertEquals(1, two.left.links.all().size());
    }

    @Test
    void aViewIsMadeOnceAndClosesWithItsSession() {
        TwoSides two = TwoSides.live(6);
        Lamps lamps = new Lamps();
        assertEquals(Optional.empty(), two.left.session.view(Lamp.class));
        two.left.sessions.addViewProvider(lamps);
        Lamp lamp = two.left.session.view(Lamp.class).orElseThrow();
        assertSame(lamp, two.left.session.view(Lamp.class).orElseThrow());
        assertEquals(1, lamps.opened);
        assertEquals(Optional.empty(), two.left.session.view(Runnable.class));
        two.left.sessions.removeViewProvider(lamps);
        assertSame(lamp, two.left.session.view(Lamp.class).orElseThrow(), "it stays until the session ends");
        assertFalse(lamp.closed);
        two.left.session.leave();
        two.pass(1000);
        assertTrue(lamp.closed);
        assertEquals(Optional.empty(), two.left.session.view(Lamp.class));
    }

    @Test
    void aThousandSessionsLeaveNothing() {
        TwoSides two = TwoSides.live(7);
        for (int i = 1; i <= 1000; i++) {
            UUID id = new UUID(9, i);
            two.left.create(id, true);
            two.right.create(id, false);
            two.admit();
            two.pass(100);
            two.left.session.leave();
            two.pass(100);
        }
        assertEquals(1, two.left.sessions.all().size());
        assertEquals(1, two.right.sessions.all().size());
        assertEquals(1, two.left.links.all().get(0).info().streams());
        assertEquals(1, two.right.links.all().get(0).info().streams());
    }
}
