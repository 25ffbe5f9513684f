package dev.parley.session.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.Applications;
import dev.parley.api.application.Audience;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.Subscription;
import dev.parley.api.session.Session;
import dev.parley.api.session.SessionException;
import dev.parley.api.session.SessionState;
import dev.parley.api.view.ViewProvider;
import dev.parley.spi.application.Launch;
import dev.parley.spi.application.Launcher;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A session of three goes on after a restart of one, whose application needs a view. */
class ResumptionTest {
    private final Circle circle = new Circle(21, 3, 3, true);
    private final Side side = circle.side(2);
    private final List<LaunchInfo> launches = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<CompletableFuture<Launch>> pending = new ArrayList<>();
    private boolean answers = true;
    private Session session;

    /** What an application is that fails without a view. */
    private final class OneThatNeedsAView implements Launcher {
        @Override
        public Optional<PeerApplication> find(ApplicationId application) {
            return Optional.of(Side.CHAT);
        }

        @Override
        public CompletionStage<Launch> launch(ApplicationId application, LaunchInfo info, Session in) {
            launches.add(info);
            session = in;
            CompletableFuture<Launch> launch = new CompletableFuture<>();
            if (in.view(StringBuilder.class).isPresent()) {
                launch.complete(gone -> {});
            } else if (answers) {
                launch.completeExceptionally(new SessionException("there is no place to show text"));
            } else {
                pending.add(launch);
            }
            return launch;
        }
    }

    private static final class Place implements ViewProvider<StringBuilder> {
        @Override
        public Class<StringBuilder> kind() {
            return StringBuilder.class;
        }

        @Override
        public StringBuilder open(Session in) {
            return new StringBuilder();
        }
    }

    /** Something else than the application needs. */
    private static final class Canvas implements ViewProvider<int[]> {
        @Override
        public Class<int[]> kind() {
            return int[].class;
        }

        @Override
        public int[] open(Session in) {
            return new int[1];
        }
    }

    private static final class NoApplications implements Applications {
        private Consumer<ApplicationEvent> listener;

        @Override
        public List<InstalledApplication> installed() {
            return List.of();
        }

        @Override
        public CompletionStage<List<InstalledApplication>> deploy(Path jar) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Void> undeploy(ApplicationId application) {
            throw new UnsupportedOperationException();
        }

        @Override
        public CompletionStage<Boolean> show(ApplicationId application, Audience audience) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Subscription onChange(Consumer<ApplicationEvent> added) {
            listener = added;
            return () -> listener = null;
        }
    }

    private final NoApplications applications = new NoApplications();
    private Resumption resumption;

    @BeforeEach
    void restarted() {
        circle.side(0).write("before");
        circle.pass(1000);
        side.sessions.deactivate();
        circle.pass(1000);
        side.start();
        circle.pass(1000);
        resumption = new Resumption(side.sessions, new OneThatNeedsAView(), applications);
        resumption.bindBulletin(told::add);
    }

    @Test
    void whatNeedsAUserInterfaceThatIsNotThereYetWaitsForIt() {
        circle.pass(70_000);
        assertEquals(1, launches.size());
        assertNotEquals(SessionState.CLOSED, session.state());
        assertEquals(3, circle.side(0).session.members().size(), "for the others it is in as before");
        side.sessions.addViewProvider(new Place());
        assertEquals(2, launches.size());
        assertEquals(LaunchReason.RESUMED, launches.get(1).reason());
        assertEquals(List.of(), side.sessions.resumed());
        circle.pass(1000);
        assertEquals(SessionState.LIVE, session.state());
        assertEquals(List.of(), told, "it was only a matter of time");
    }

    @Test
    void whatComesWhileItIsTriedCountsToo() {
        answers = false;
        side.sessions.addViewProvider(new Canvas());
        assertEquals(2, launches.size());
        side.sessions.addViewProvider(new Place());
        assertEquals(2, launches.size(), "one at a time");
        pending.get(0).completeExceptionally(new SessionException("there was no place to show text"));
        assertEquals(3, launches.size());
        assertEquals(List.of(), side.sessions.resumed());
    }

    @Test
    void whereAnApplicationCannotGoOnThePersonIsTold() {
        side.sessions.addViewProvider(new Canvas());
        assertEquals(2, launches.size());
        assertEquals(1, told.size());
        assertTrue(told.get(0).contains("there is no place to show text"), told::toString);
        assertNotEquals(SessionState.CLOSED, session.state());
    }

    @Test
    void afterTheEndNothingIsTriedAnyMore() {
        resumption.stop();
        side.sessions.addViewProvider(new Place());
        assertEquals(1, launches.size());
        assertEquals(null, applications.listener);
    }
}
