package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationEvent;
import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.ApplicationId;
import dev.parley.api.peer.PeerApplication;
import dev.parley.api.peer.PeerScope;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bundles that come, change and go in a real framework. */
class DeployTest {
    private static final ApplicationId ID = ApplicationId.parse(TestBundle.ID);

    @TempDir
    Path folder;

    private InFelix felix;
    private final List<String> events = new ArrayList<>();
    private int offers;

    @BeforeEach
    void start() throws Exception {
        felix = new InFelix(folder);
        felix.applications.onChange(event -> events.add(event.getClass().getSimpleName() + " "
                + event.application().application().name() + " "
                + event.application().application().version()));
        felix.applications.onChange(() -> offers++);
        felix.execution.run();
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    @Test
    void whatIsDeployedIsOfferedAtOnce() {
        Path jar = new TestBundle("app.one", "1.2.0")
                .with("description=\"Says what is done\"")
                .write(folder);
        List<InstalledApplication> installed = felix.get(felix.applications().deploy(jar));

        assertEquals(1, installed.size());
        assertTrue(installed.get(0).problem().isEmpty(), installed::toString);
        assertEquals("app.one 1.2.0", installed.get(0).bundle());
        PeerApplication application = installed.get(0).application();
        assertEquals(ID, application.id());
        assertEquals("1.2", application.version());
        assertEquals("Says what is done", application.description());
        assertEquals(List.of(application), felix.applications.offered(PeerScope.NEAR_ME));
        assertEquals(application, felix.applications.find(ID).orElseThrow());
        assertEquals(List.of("Installed Recorder 1.2"), events);
        assertEquals(1, offers);
        assertEquals("parley:app:app.one", felix.bundle("app.one").getLocation());
    }

    @Test
    void anotherVersionTakesItsPlaceWithoutAGap() {
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.0").write(folder)));
        felix.get(felix.applications().deploy(new TestBundle("app.one", "2.0").write(folder)));
        felix.settle();

        assertEquals(List.of("Installed Recorder 1.0", "Updated Recorder 2.0"), events);
        assertEquals(2, offers);
        assertEquals("2.0.0", felix.bundle("app.one").getVersion().toString());
    }

    @Test
    void whatIsUndeployedIsGone() {
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.0").write(folder)));
        felix.get(felix.applications().undeploy(ID));

        assertEquals(List.of(), felix.applications().installed());
        assertEquals(List.of("Installed Recorder 1.0", "Removed Recorder 1.0"), events);
        assertNull(felix.bundle("app.one"));
        assertInstanceOf(
                ApplicationException.class, felix.failure(felix.applications().undeploy(ID)));
    }

    @Test
    void aScopeThatDoesNotReachTheAudienceIsNotOfferedToIt() {
        felix.get(felix.applications()
                .deploy(new TestBundle("app.far", "1.0").with("scope=INTERNET").write(folder)));

        assertEquals(List.of(), felix.applications.offered(PeerScope.NEAR_ME));
        assertEquals(1, felix.applications.offered(PeerScope.INTERNET).size());
        assertEquals(1, felix.applications().installed().size());
    }

    @Test
    void whatCannotResolveSaysWhatItNeedsAndWhatIsThere() {
        int before = felix.bundles();
        Path jar = new TestBundle("app.needy", "1.0")
                .header(
                        "Import-Package",
                        "dev.parley.api.application;version=\"[7.0,8)\",org.nowhere,org.perhaps;resolution:=optional")
                .write(folder);
        Throwable failure = felix.failure(felix.applications().deploy(jar));

        assertInstanceOf(ApplicationException.class, failure);
        assertEquals(
                "app.needy 1.0.0 was not installed: it needs the package dev.parley.api.application from version 7.0.0 and below"
                        + " 8.0.0 (there is 1.0.0 in org.apache.felix.framework); the package org.nowhere (there is none)."
                        + " Deploy what is missing first, or a version of it that needs what is there.",
                failure.getMessage());
        assertEquals(before, felix.bundles());
        assertEquals(List.of(), events);
    }

    @Test
    void anUpdateThatCannotResolveLeavesTheOldVersion() {
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.0").write(folder)));
        Path worse = new TestBundle("app.one", "2.0")
                .header("Require-Bundle", "app.other;bundle-version=\"[1,2)\"")
                .write(folder);
        Throwable failure = felix.failure(felix.applications().deploy(worse));
        felix.settle();

        assertTrue(failure.getMessage().contains("the bundle app.other from version 1"), failure::getMessage);
        assertEquals(List.of("Installed Recorder 1.0"), events);
        assertTrue(felix.applications.find(ID).isPresent());
    }

    @Test
    void whatIsNoBundleOfAnApplicationIsRefusedByName() throws Exception {
        Path text = Files.writeString(folder.resolve("letter.jar"), "Dear peer");
        Path missing = folder.resolve("missing.jar");
        Path badId = new TestBundle("app.bad", "1.0").id("seven").write(folder);
        int before = felix.bundles();

        for (Path jar : List.of(text, missing, badId)) {
            Throwable failure = felix.failure(felix.applications().deploy(jar));
            assertInstanceOf(ApplicationException.class, failure);
            assertTrue(failure.getMessage().contains(jar.getFileName().toString()), failure::getMessage);
        }
        assertEquals(before, felix.bundles());
    }

    @Test
    void aCapabilityWithoutAComponentIsNamedAndNotOffered() {
        List<InstalledApplication> installed = felix.get(felix.applications()
                .deploy(new TestBundle("app.half", "1.0").withoutComponent().write(folder)));

        String problem = installed.get(0).problem().orElseThrow();
        assertTrue(problem.contains("fixture.Recorder") && problem.contains("@Component"), problem);
        assertEquals(List.of(), felix.applications.offered(PeerScope.NEAR_ME));
        assertTrue(felix.applications.find(ID).isEmpty());
    }

    @Test
    void aComponentThatIsMadeOnceIsNamed() {
        List<InstalledApplication> installed = felix.get(felix.applications()
                .deploy(new TestBundle("app.once", "1.0").madeOnce().write(folder)));

        assertTrue(installed.get(0).problem().orElseThrow().contains("PROTOTYPE"), installed::toString);
    }

    @Test
    void dataComeFromTheBundle() {
        InstalledApplication good = felix.get(felix.applications()
                        .deploy(new TestBundle("app.data", "1.0")
                                .with("data=\"res/board.bin\"")
                                .entry("res/board.bin", new byte[PeerApplication.DATA_BYTES])
                                .write(folder)))
                .get(0);
        assertEquals(PeerApplication.DATA_BYTES, good.application().data().remaining());
        InstalledApplication tooLong = felix.get(felix.applications()
                        .deploy(new TestBundle("app.data", "1.1")
                                .with("data=\"res/board.bin\"")
                                .entry("res/board.bin", new byte[PeerApplication.DATA_BYTES + 1])
                                .write(folder)))
                .get(0);
        assertTrue(tooLong.problem().orElseThrow().contains("16384"), tooLong::toString);
    }

    @Test
    void row23_aDuplicateIdIsRefused() {
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.0").write(folder)));
        int before = felix.bundles();
        Throwable failure = felix.failure(felix.applications().deploy(new TestBundle("app.two", "1.0").write(folder)));

        assertInstanceOf(ApplicationException.Exists.class, failure);
        assertTrue(failure.getMessage().contains("app.one 1.0.0"), failure::getMessage);
        assertEquals(before, felix.bundles());
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.1").write(folder)));
    }

    @Test
    void row23_aBundleWithOneIdTwiceIsRefused() {
        String twice = "dev.parley.application;id=\"" + TestBundle.ID + "\";name=\"A\";version:Version=\"1.0\"";
        Path jar = new TestBundle("app.twice", "1.0")
                .more("Provide-Capability", twice)
                .write(folder);
        assertInstanceOf(
                ApplicationException.Exists.class,
                felix.failure(felix.applications().deploy(jar)));
    }

    @Test
    void row23_theUsersEntryGoesBeforeTheSystemsAndComesBackWhenItGoes() throws Exception {
        Path system = new TestBundle("app.system", "1.0").name("System").write(folder);
        felix.framework
                .getBundleContext()
                .installBundle(system.toUri().toString())
                .start();
        felix.execution.run();
        felix.get(felix.applications()
                .deploy(new TestBundle("app.user", "1.0").name("User").write(folder)));

        assertEquals("User", felix.applications.find(ID).orElseThrow().name());
        assertEquals(
                List.of("User"),
                felix.applications.offered(PeerScope.NEAR_ME).stream()
                        .map(PeerApplication::name)
                        .toList());
        felix.settle();
        InstalledApplication shadowed = felix.applications().installed().get(0);
        assertTrue(shadowed.problem().orElseThrow().contains("app.user 1.0.0"), shadowed::toString);
        felix.get(felix.applications().undeploy(ID));
        assertEquals("System", felix.applications.find(ID).orElseThrow().name());
    }

    @Test
    void whatSomebodyElseStopsIsNamedWhenItLasts() throws Exception {
        felix.get(felix.applications().deploy(new TestBundle("app.one", "1.0").write(folder)));
        felix.bundle("app.one").stop();
        felix.execution.run();
        assertEquals(1, events.size());
        felix.settle();
        assertEquals("Removed Recorder 1.0", events.get(1));
        assertEquals(List.of(), felix.applications.offered(PeerScope.NEAR_ME));

        felix.bundle("app.one").start();
        felix.execution.run();
        assertEquals(1, felix.applications.offered(PeerScope.NEAR_ME).size());
    }

    @Test
    void whoComesLaterIsToldThePresent() {
        felix.get(felix.applications()
                .deploy(new TestBundle("app.b", "1.0").name("b").write(folder)));
        felix.get(felix.applications()
                .deploy(new TestBundle("app.a", "1.0")
                        .name("A")
                        .id("11111111-2222-4333-8444-555555555555")
                        .write(folder)));
        List<ApplicationEvent> told = new ArrayList<>();
        felix.applications.onChange(told::add);
        felix.execution.run();

        assertEquals(
                List.of("A", "b"),
                told.stream()
                        .map(event -> event.application().application().name())
                        .toList());
    }
}
