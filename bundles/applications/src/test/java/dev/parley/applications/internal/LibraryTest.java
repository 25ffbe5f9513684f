package dev.parley.applications.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.parley.api.application.ApplicationException;
import dev.parley.api.application.InstalledApplication;
import dev.parley.api.peer.ApplicationId;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is deployed is kept in the home, and is there at the next start, whose framework begins empty. */
class LibraryTest {
    private static final ApplicationId ID = ApplicationId.parse(TestBundle.ID);

    @TempDir
    Path folder;

    private Path home;
    private InFelix felix;

    @BeforeEach
    void start() throws Exception {
        home = folder.resolve("home");
        felix = new InFelix(folder, Optional.of(home));
    }

    @AfterEach
    void stop() throws Exception {
        felix.close();
    }

    private void restart() throws Exception {
        felix.close();
        felix = new InFelix(folder, Optional.of(home));
    }

    private void deploy(TestBundle bundle) {
        felix.get(felix.applications().deploy(bundle.write(folder)));
    }

    @Test
    void row23_whatWasDeployedIsThereAfterARestart() throws Exception {
        deploy(new TestBundle("app.one", "1.0"));
        deploy(new TestBundle("app.one", "1.1"));
        restart();
        InstalledApplication there = felix.applications().installed().get(0);
        assertEquals("app.one 1.1.0", there.bundle());
        assertTrue(there.deployed());
        assertTrue(there.problem().isEmpty(), there::toString);
        assertEquals("parley:app:app.one", felix.bundle("app.one").getLocation());
    }

    /** The original looked for an application by folder, program and arguments, so another folder hid it. */
    @Test
    void defect10_anApplicationIsFoundByItsIdWhereverItsFileWas() throws Exception {
        Path jar = new TestBundle("app.one", "1.0").write(folder);
        Path relative = Path.of("").toAbsolutePath().relativize(jar.toAbsolutePath());
        felix.get(felix.applications().deploy(relative));
        Files.delete(jar);
        restart();
        assertEquals(ID, felix.applications().installed().get(0).application().id());
    }

    @Test
    void whatWasUndeployedIsNot() throws Exception {
        deploy(new TestBundle("app.one", "1.0"));
        felix.get(felix.applications().undeploy(ID));
        restart();
        assertEquals(List.of(), felix.applications().installed());
    }

    @Test
    void oneThatIsDamagedKeepsNoOtherAway() throws Exception {
        deploy(new TestBundle("app.one", "1.0"));
        deploy(new TestBundle("app.two", "1.0").id("11111111-2222-4333-8444-555555555555"));
        Files.writeString(home.resolve("apps").resolve("app.one.jar"), "no jar");
        restart();
        assertEquals(1, felix.applications().installed().size());
        assertNull(felix.bundle("app.one"));
        assertTrue(Files.exists(home.resolve("apps").resolve("app.one.jar")), "it is not touched");
    }

    @Test
    void aNameThatLeadsOutOfTheFolderIsRefused() {
        int before = felix.bundles();
        Path jar = new TestBundle("../../evil", "1.0").write(folder);
        assertInstanceOf(
                ApplicationException.class, felix.failure(felix.applications().deploy(jar)));
        assertEquals(before, felix.bundles());
    }

    @Test
    void aJarThatIsTooLargeIsRefused() throws IOException {
        Path jar = new TestBundle("app.large", "1.0").write(folder);
        try (RandomAccessFile file = new RandomAccessFile(jar.toFile(), "rw")) {
            byte[] zip = Files.readAllBytes(jar);
            file.setLength(Library.JAR_BYTES + 1L);
            file.seek(Library.JAR_BYTES + 1L - zip.length);
            file.write(zip); // a zip is read from its end
        }
        Throwable failure = felix.failure(felix.applications().deploy(jar));
        assertTrue(failure.getMessage().contains("64 MiB"), failure::getMessage);
    }

    @Test
    void aHomeThatCannotBeWrittenIsSaid() throws IOException {
        Files.createDirectories(home);
        Files.writeString(home.resolve("apps"), "in the way");
        Path jar = new TestBundle("app.one", "1.0").write(folder);
        Throwable failure = felix.failure(felix.applications().deploy(jar));
        assertInstanceOf(ApplicationException.class, failure);
        assertTrue(failure.getMessage().contains("gone after a restart"), failure::getMessage);
        assertTrue(felix.applications.find(ID).isPresent(), "it runs");
    }
}
