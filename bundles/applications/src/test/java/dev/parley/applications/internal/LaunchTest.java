package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.LaunchInfo;
import dev.parley.api.application.LaunchReason;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.Bytes;
import dev.parley.api.session.CloseReason;
import dev.parley.spi.application.Launch;
import dev.parley.testkit.FakeIdentity;
import dev.parley.testkit.FakeMember;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Launches from a real bundle, through to its update and its end. */
class LaunchTest {
    private static final ApplicationId ID = ApplicationId.parse(TestBundle.ID);

    @TempDir
    Path folder;

    private InFelix felix;
    private FakeSession session;
    private final AtomicInteger gone = new AtomicInteger();

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder);
        session = new FakeSession(felix.execution);
        deploy("1.0");
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    private void deploy(String version) {
        felix.get(felix.applications().deploy(new TestBundle("app.one", version).write(folder)));
        felix.execution.run();
    }

    private static LaunchInfo info(String message) {
        return new LaunchInfo(
                LaunchReason.INVITED,
                new FakeMember(new FakeIdentity(1).remote(), "Ada"),
                true,
                message,
                Bytes.NONE,
                Optional.empty());
    }

    private Launch launch() {
        Launch launch = felix.get(felix.applications.launch(ID, info("hello"), session.session));
        launch.onGone(gone::incrementAndGet);
        return launch;
    }

    @Test
    void isLaunchedOnceASessionAndClosedWithIt() {
        launch();
        FakeSession other = new FakeSession(felix.execution);
        felix.get(felix.applications.launch(ID, info(""), other.session));
        session.say("a");
        session.close(CloseReason.Kind.OTHER_LEFT);
        felix.execution.run();

        assertEquals(List.of("launched INVITED at 0", "line 1 a", "closed OTHER_LEFT"), session.shown);
        assertEquals(List.of("launched INVITED at 0"), other.shown);
        assertEquals(0, session.listeners());
        assertEquals(0, gone.get());
    }

    @Test
    void oneThatThrowsFailsWithItsMessageAndHarmsNobody() {
        Throwable failure = felix.failure(felix.applications.launch(ID, info("throw: no board"), session.session));

        assertInstanceOf(ApplicationException.class, failure);
        assertEquals("Recorder could not be launched: throw: no board", failure.getMessage());
        assertEquals(0, session.listeners());
        launch();
        assertEquals(List.of("launched INVITED at 0"), session.shown);
    }

    @Test
    void whatIsNotInstalledCannotBeLaunched() {
        ApplicationId other = ApplicationId.parse("11111111-2222-4333-8444-555555555555");
        Throwable failure = felix.failure(felix.applications.launch(other, info(""), session.session));
        assertInstanceOf(ApplicationException.class, failure);
        assertTrue(failure.getMessage().contains(other.toString()), failure::getMessage);
    }

    @Test
    void aSessionThatClosedBeforeIsNotLaunchedInto() {
        session.close(CloseReason.Kind.LEFT);
        assertInstanceOf(
                ApplicationException.class, felix.failure(felix.applications.launch(ID, info(""), session.session)));
        assertInstanceOf( // its executor has ended now
                ApplicationException.class, felix.failure(felix.applications.launch(ID, info(""), session.session)));
        assertEquals(List.of(), session.shown);
    }

    @Test
    void theNextVersionTakesOverTheRunningSession() {
        launch();
        session.say("a");
        felix.execution.run();
        deploy("2.0");
        session.say("b");
        felix.execution.advance(Duration.ofMinutes(1));

        assertEquals(List.of("launched INVITED at 0", "line 1 a", "launched UPDATED at 1", "line 2 b"), session.shown);
        assertEquals(0, gone.get());
        session.close(CloseReason.Kind.LEFT);
        felix.execution.run();
        assertEquals("closed LEFT", session.shown.get(4));
    }

    @Test
    void whenSomebodyElseStopsTheBundleItIsWaitedForAndThenGone() throws Exception {
        launch();
        felix.bundle("app.one").stop();
        felix.execution.advance(Duration.ofSeconds(9));
        felix.bundle("app.one").start();
        felix.execution.run();
        assertEquals(List.of("launched INVITED at 0", "launched UPDATED at 0"), session.shown);
        felix.execution.advance(Duration.ofSeconds(2));
        assertEquals(0, gone.get());

        felix.bundle("app.one").stop();
        felix.execution.advance(Duration.ofSeconds(9));
        assertEquals(0, gone.get());
        felix.execution.advance(Duration.ofSeconds(1));
        assertEquals(1, gone.get());
        assertEquals(0, session.listeners());
    }

    /** A thread that is faster than the one that brings the component finds it too. */
    @Test
    void theNextVersionIsFoundWhileItsComingIsBeingTold() throws Exception {
        launch();
        felix.bundle("app.one").stop();
        felix.execution.run();
        felix.eager = true;
        felix.bundle("app.one").start();
        felix.execution.advance(Duration.ofMinutes(1));
        assertEquals(List.of("launched INVITED at 0", "launched UPDATED at 0"), session.shown);
        assertEquals(0, gone.get());
    }

    @Test
    void undeployClosesTheSessionFirst() {
        felix.get(felix.applications.launch(ID, info(""), session.session))
                .onGone(() -> session.close(CloseReason.Kind.APPLICATION_FAILED));
        felix.get(felix.applications().undeploy(ID));

        assertEquals(List.of("launched INVITED at 0", "closed APPLICATION_FAILED"), session.shown);
    }

    @Test
    void aSessionThatDoesNotCloseHoldsUpNoUndeploy() {
        launch();
        felix.get(felix.applications().undeploy(ID));
        assertEquals(1, gone.get());
        assertEquals(List.of(), felix.applications().installed());
    }

    @Test
    void whenThisPartStopsSessionsAreTold() {
        launch();
        felix.applications.stop();
        felix.execution.run();
        assertEquals(1, gone.get());
    }
}
